package io.tracklayer.job.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.delivery.DeliveryRecord;
import io.tracklayer.contract.event.EventRef;
import io.tracklayer.job.canonical.CanonicalRecord;
import io.tracklayer.job.copies.Dedup;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** The first event of an order. */
final class SavedDedup
    implements SavedOperator<
        KeyedOneInputStreamOperatorTestHarness<String, CanonicalRecord, CanonicalRecord>> {

  private static final OutputTag<DeliveryRecord> DUPLICATES =
      new OutputTag<>("duplicates", TopicTypes.OUTCOME);

  @Override
  public String uid() {
    return "dedup";
  }

  @Override
  public KeyedOneInputStreamOperatorTestHarness<String, CanonicalRecord, CanonicalRecord> harness()
      throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new Dedup(Duration.ofDays(30), DUPLICATES)),
            Dedup::key,
            Types.STRING);
    harness.setStateBackend(new EmbeddedRocksDBStateBackend());
    return harness;
  }

  @Override
  public void fill(
      KeyedOneInputStreamOperatorTestHarness<String, CanonicalRecord, CanonicalRecord> operator)
      throws Exception {
    operator.processElement(new StreamRecord<>(order("first")));
  }

  @Override
  public void check(
      KeyedOneInputStreamOperatorTestHarness<String, CanonicalRecord, CanonicalRecord> operator)
      throws Exception {
    operator.processElement(new StreamRecord<>(order("second")));
    assertThat(operator.extractOutputValues()).as("the order is known").isEmpty();
    assertThat(operator.getSideOutput(DUPLICATES))
        .extracting(record -> record.getValue().duplicateOf())
        .containsExactly("first");
  }

  private static CanonicalRecord order(String eventId) {
    return new CanonicalRecord(
        new EventRef(eventId, eventId, "purchase", "acct", "production"),
        "profile",
        "order-1",
        0,
        new byte[0],
        List.of());
  }
}
