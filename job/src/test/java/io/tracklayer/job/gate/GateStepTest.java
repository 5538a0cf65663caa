package io.tracklayer.job.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.event.EventRef;
import io.tracklayer.job.copies.CopyRef;
import io.tracklayer.job.gate.consent.RequiredConsent;
import io.tracklayer.job.gate.consent.Revocations;
import io.tracklayer.job.gate.consent.Statement;
import io.tracklayer.job.state.CodecTypeInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The operator on RocksDB; what it decides is tested in {@link GateTest}. */
@Timeout(60)
class GateStepTest {

  private static final String PURPOSE = "marketing";
  private static final Duration REMEMBERED = Duration.ofDays(7);
  private static final OutputTag<News> NEWS =
      new OutputTag<>("news", new CodecTypeInfo<>(News.class, new NewsCodec()));

  private KeyedOneInputStreamOperatorTestHarness<String, Incoming, Outgoing> gate;

  @BeforeEach
  void start() throws Exception {
    gate = newGate();
    gate.open();
  }

  @AfterEach
  void close() throws Exception {
    gate.close();
  }

  @Test
  void everyCopyGoesOnWithTheDecisionAlsoOneThatIsRefused() throws Exception {
    take(event("m1", "p1", ConsentState.GRANTED, 1));
    take(event("m2", "p1", ConsentState.DENIED, 2));
    take(event("m3", null, ConsentState.GRANTED, 1));

    assertThat(copies())
        .extracting(copy -> copy.ref().messageId() + " " + copy.isPermitted())
        .containsExactly("m1 true", "m2 false", "m3 true");
  }

  @Test
  void aWithdrawalIsToldBesideTheCopiesAndOnlyOnce() throws Exception {
    take(event("m1", "p1", ConsentState.GRANTED, 1));
    take(event("m2", "p1", ConsentState.DENIED, 2));
    take(event("m3", "p1", ConsentState.DENIED, 2));

    assertThat(news())
        .containsExactly(
            new News.Withdrawn(
                "p1",
                Revocations.ofDenial(PURPOSE, new Statement(ConsentState.DENIED, "banner", 2))));
  }

  @Test
  void profilesDoNotMixAndNobodyHasNone() throws Exception {
    take(event("m1", "p1", ConsentState.GRANTED, 1));
    take(event("m2", null, ConsentState.DENIED, 2));
    take(event("m3", "p2", ConsentState.DENIED, 2));

    assertThat(news()).isEmpty();
  }

  @Test
  void whatAnotherIdOfTheProfileDeniedIsHeardWithoutACopy() throws Exception {
    take(event("m1", "p1", ConsentState.GRANTED, 1));
    take(new Incoming.Denial("p1", Map.of(PURPOSE, said(ConsentState.DENIED, 5))));

    assertThat(news())
        .containsExactly(
            new News.Withdrawn(
                "p1",
                Revocations.ofDenial(PURPOSE, new Statement(ConsentState.DENIED, "banner", 5))));
    assertThat(copies()).hasSize(1);
  }

  @Test
  void whatWasGrantedIsKnownAfterARestore() throws Exception {
    take(event("m1", "p1", ConsentState.GRANTED, 1));
    OperatorSubtaskState checkpoint = gate.snapshot(1, 1);
    gate.close();
    gate = newGate();
    gate.initializeState(checkpoint);
    gate.open();

    take(event("m2", "p1", ConsentState.DENIED, 2));

    assertThat(news())
        .containsExactly(
            new News.Withdrawn(
                "p1",
                Revocations.ofDenial(PURPOSE, new Statement(ConsentState.DENIED, "banner", 2))));
  }

  @Test
  void aProfileOfWhichNothingNewIsSaidIsRememberedAsLongAsItIsHeardOf() throws Exception {
    gate.setStateTtlProcessingTime(0);
    take(event("m1", "p1", ConsentState.GRANTED, 1));
    for (int weeks = 1; weeks <= 6; weeks++) {
      Duration later = REMEMBERED.multipliedBy(weeks).plusMillis(weeks);
      gate.setProcessingTime(later.toMillis());
      gate.setStateTtlProcessingTime(later.toMillis());
      take(event("again-" + weeks, "p1", ConsentState.GRANTED, 1));
    }

    take(event("m2", "p1", ConsentState.DENIED, 2));

    assertThat(news())
        .containsExactly(
            new News.Withdrawn(
                "p1",
                Revocations.ofDenial(PURPOSE, new Statement(ConsentState.DENIED, "banner", 2))));
  }

  @Test
  void itSaysOnBothWaysThatItHasCaughtUpOnceEveryPartitionIsRead() throws Exception {
    take(new Incoming.ReadThrough(0, 2, "gate:0"));
    assertThat(outputs()).isEmpty();
    assertThat(news()).isEmpty();

    take(new Incoming.ReadThrough(1, 2, "gate:0"));
    take(new Incoming.ReadThrough(1, 2, "gate:0"));

    assertThat(news()).containsExactly(new News.CaughtUp(0, 1));
    assertThat(outputs()).singleElement().isInstanceOf(Outgoing.CaughtUp.class);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Incoming, Outgoing> newGate()
      throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new GateStep(RequiredConsent.of(List.of(PURPOSE), false), REMEMBERED, NEWS),
            Incoming::key,
            Types.STRING);
    harness.setStateBackend(new EmbeddedRocksDBStateBackend());
    return harness;
  }

  private void take(Incoming incoming) throws Exception {
    gate.processElement(new StreamRecord<>(incoming));
  }

  private static Statement said(ConsentState state, long at) {
    return new Statement(state, "banner", at);
  }

  private static Incoming event(
      String messageId, String profileId, ConsentState state, long saidAt) {
    CopyRef ref =
        new CopyRef(
            "claim-of-" + messageId,
            new EventRef(messageId, messageId, "purchase", "acct", "production"),
            messageId,
            profileId,
            null);
    return new Incoming.OfEvent(
        new Gate.Arrival(
            ref,
            90,
            100,
            Map.of(PURPOSE, said(state, saidAt)),
            Map.of(),
            null,
            new byte[] {'{', '}'},
            null,
            null,
            false));
  }

  private List<Outgoing> outputs() {
    return gate.extractOutputValues();
  }

  private List<Copy> copies() {
    return outputs().stream().map(outgoing -> ((Outgoing.OfCopy) outgoing).copy()).toList();
  }

  private List<News> news() {
    var told = gate.getSideOutput(NEWS);
    return told == null ? List.of() : told.stream().map(StreamRecord::getValue).toList();
  }
}
