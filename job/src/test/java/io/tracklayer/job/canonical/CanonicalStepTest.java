package io.tracklayer.job.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.config.ConsentConfig;
import io.tracklayer.contract.delivery.Rejection;
import io.tracklayer.contract.event.IdentityState;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.identity.profile.Profile;
import io.tracklayer.job.identity.protocol.Resolved;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.Drafts;
import io.tracklayer.job.kafka.TopicTypes;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

class CanonicalStepTest {

  private static final OutputTag<Rejection> REJECTED =
      new OutputTag<>("rejected", TopicTypes.REJECTION);

  @Test
  void anEventThatOnlyTellsIdentityIsNotPublished() throws Exception {
    try (var step = step()) {
      step.processElement(record(Drafts.unnamed(named("alias"))));
      step.processElement(record(named("m1")));

      assertThat(step.extractOutputValues())
          .extracting(CanonicalRecord::messageId)
          .containsExactly("m1");
      assertThat(step.getSideOutput(REJECTED)).isNullOrEmpty();
    }
  }

  @Test
  void anEventOnWhichOurOwnCodeFailsIsRejectedAndTheNextIsPublished() throws Exception {
    try (var step = step()) {
      step.processElement(new StreamRecord<>(withoutProfile(named("broken"))));
      step.processElement(record(named("next")));

      assertThat(step.extractOutputValues())
          .extracting(CanonicalRecord::messageId)
          .containsExactly("next");
      Rejection rejection = step.getSideOutput(REJECTED).element().getValue();
      assertThat(rejection.messageId()).isEqualTo("broken");
      assertThat(rejection.account()).isEqualTo("acct");
      assertThat(rejection.receivedAt()).isEqualTo(Instant.ofEpochMilli(1_100));
      assertThat(rejection.reason()).isEqualTo(Reason.PROCESSING_FAILED);
      assertThat(rejection.detail()).endsWith("Exception");
    }
  }

  private static OneInputStreamOperatorTestHarness<Resolved, CanonicalRecord> step()
      throws Exception {
    ConsentConfig noPurposes = new ConsentConfig(false, Map.of());
    OneInputStreamOperatorTestHarness<Resolved, CanonicalRecord> step =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(new CanonicalStep(noPurposes, REJECTED)));
    step.open();
    return step;
  }

  private static Draft named(String messageId) {
    return Drafts.draft(
        messageId,
        1_000,
        List.of(new Identifier("user_id", "u1")),
        Drafts.contribution(Map.of(), Map.of()));
  }

  /** As only a mistake in the steps before could make it. */
  private static Resolved withoutProfile(Draft draft) {
    return new Resolved(draft, null, IdentityState.CREATED, Collections.emptySortedSet(), false, 0);
  }

  private static StreamRecord<Resolved> record(Draft draft) {
    return new StreamRecord<>(
        new Resolved(
            draft,
            Profile.of(draft),
            IdentityState.CREATED,
            Collections.emptySortedSet(),
            false,
            0));
  }
}
