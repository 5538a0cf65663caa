package io.tracklayer.job.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.job.gate.GateStep;
import io.tracklayer.job.gate.Incoming;
import io.tracklayer.job.gate.News;
import io.tracklayer.job.gate.NewsCodec;
import io.tracklayer.job.gate.Outgoing;
import io.tracklayer.job.gate.consent.RequiredConsent;
import io.tracklayer.job.gate.consent.Revocations;
import io.tracklayer.job.gate.consent.Statement;
import io.tracklayer.job.state.CodecTypeInfo;
import io.tracklayer.job.state.SavedOperator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** A profile that granted something, which has to be remembered to notice that it is taken away. */
final class SavedGate
    implements SavedOperator<KeyedOneInputStreamOperatorTestHarness<String, Incoming, Outgoing>> {

  private static final OutputTag<News> NEWS =
      new OutputTag<>("news", new CodecTypeInfo<>(News.class, new NewsCodec()));
  private static final String PURPOSE = "marketing";

  @Override
  public String uid() {
    return "deliver-crm-gate";
  }

  @Override
  public KeyedOneInputStreamOperatorTestHarness<String, Incoming, Outgoing> harness()
      throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new GateStep(RequiredConsent.of(List.of(PURPOSE), false), Duration.ofDays(7), NEWS),
            Incoming::key,
            Types.STRING);
    harness.setStateBackend(new EmbeddedRocksDBStateBackend());
    return harness;
  }

  @Override
  public void fill(KeyedOneInputStreamOperatorTestHarness<String, Incoming, Outgoing> gate)
      throws Exception {
    hear(ConsentState.GRANTED, 1, gate);
  }

  @Override
  public void check(KeyedOneInputStreamOperatorTestHarness<String, Incoming, Outgoing> gate)
      throws Exception {
    hear(ConsentState.DENIED, 2, gate);
    assertThat(gate.getSideOutput(NEWS))
        .as("what had been granted is taken away")
        .extracting(StreamRecord::getValue)
        .containsExactly(
            new News.Withdrawn(
                "profile",
                Revocations.ofDenial(PURPOSE, new Statement(ConsentState.DENIED, "banner", 2))));
  }

  private static void hear(
      ConsentState state,
      long at,
      KeyedOneInputStreamOperatorTestHarness<String, Incoming, Outgoing> gate)
      throws Exception {
    gate.processElement(
        new StreamRecord<>(
            new Incoming.Denial("profile", Map.of(PURPOSE, new Statement(state, "banner", at)))));
  }
}
