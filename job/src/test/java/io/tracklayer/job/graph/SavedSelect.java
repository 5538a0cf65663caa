package io.tracklayer.job.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.job.gate.Incoming;
import io.tracklayer.job.gate.selection.IntegrationNames;
import io.tracklayer.job.gate.selection.Published;
import io.tracklayer.job.gate.selection.Redrive;
import io.tracklayer.job.gate.selection.SelectStep;
import io.tracklayer.job.kafka.FakeRecordLog;
import io.tracklayer.job.state.SavedOperator;
import io.tracklayer.job.testing.Events;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** How far the canonical topic was read. */
final class SavedSelect
    implements SavedOperator<OneInputStreamOperatorTestHarness<Published, Incoming>> {

  @Override
  public String uid() {
    return "deliver-crm-select";
  }

  /** The topic holds one record. */
  @Override
  public OneInputStreamOperatorTestHarness<Published, Incoming> harness() throws Exception {
    FakeRecordLog canonical = new FakeRecordLog();
    canonical.publish(new byte[0], new byte[0], new RecordHeaders(), Instant.EPOCH);
    return new OneInputStreamOperatorTestHarness<>(
        new SelectStep(
            Events.webhook("crm"),
            new IntegrationNames(Set.of(), Set.of()),
            () -> canonical,
            Map.of(0, 0L)));
  }

  @Override
  public void fill(OneInputStreamOperatorTestHarness<Published, Incoming> select) throws Exception {
    select.processElement(
        new StreamRecord<>(new Published(0, 0, new byte[0], new Redrive("another", 1), List.of())));
  }

  @Override
  public void check(OneInputStreamOperatorTestHarness<Published, Incoming> select)
      throws Exception {
    select.setProcessingTime(1);
    assertThat(select.extractOutputValues())
        .as("the partition was read through before")
        .singleElement()
        .isInstanceOf(Incoming.ReadThrough.class);
  }
}
