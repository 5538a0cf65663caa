package io.tracklayer.job.delivery.claim;

import static io.tracklayer.job.delivery.claim.Copies.granted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracklayer.contract.config.DeliveryConfig.Mode;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.job.delivery.claim.Settlement.Fate;
import io.tracklayer.job.delivery.claim.Situation.Permission;
import io.tracklayer.job.faults.FaultLog;
import io.tracklayer.job.gate.Copy;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a fault in our own code costs a claim; the rules fail where they map a copy. */
class UnfailingRulesTest extends OneClaim {

  private final Set<String> unlucky = new HashSet<>();
  private final ClaimRules real =
      rules(
          Mode.SEND,
          (copy, eventId, states, restatement) -> {
            if (unlucky.contains(copy.messageId())) {
              throw new IllegalStateException("a mistake of ours");
            }
            return new Mapping.Mapped(eventId, copy.copy().json());
          });
  private final UnfailingRules rules =
      new UnfailingRules(real, FaultLog.ofDestination("crm", System::nanoTime));

  @Override
  ClaimRules rules() {
    return real;
  }

  @Override
  void take(Copy copy) {
    after(rules.take(claim, copy, situation()));
  }

  @Override
  void advance() {
    after(rules.advance(claim, situation()));
  }

  private void answer(Fate fate) {
    Effect.Join joined = inFlight;
    inFlight = null;
    after(rules.answered(claim, joined, fate, 200, now + 1_000, situation()));
  }

  private void assertRejected(String... messageIds) {
    assertThat(published())
        .filteredOn(told -> told.outcome() == Outcome.REJECTED)
        .allMatch(told -> told.cause().equals(Cause.of(Reason.MAPPING_FAILED)))
        .extracting(told -> told.ref().messageId())
        .containsExactly(messageIds);
  }

  @Test
  void aCopyOnWhichOurOwnCodeFailsIsRejectedAndTheNextIsSent() {
    unlucky.add("m1");
    take(granted("m1", 1));

    assertRejected("m1");
    assertThat(claim.isOpen()).isFalse();

    take(granted("m2", 1));
    assertThat(inFlight.messageId()).isEqualTo("m2");
  }

  @Test
  void soIsOneThatWaitsWhenItsTurnComes() {
    permission = Permission.SETTLE;
    take(granted("m1", 1));
    take(granted("m2", 1));
    unlucky.add("m1");
    permission = Permission.SEND;

    advance();

    assertRejected("m1");
    assertThat(inFlight.messageId()).isEqualTo("m2");
  }

  @Test
  void whatComesWhileOneThatWaitsFailsIsLostWithIt() {
    permission = Permission.SETTLE;
    take(granted("m1", 1));
    unlucky.add("m1");
    permission = Permission.SEND;

    take(granted("m2", 1));

    assertRejected("m2", "m1");
    assertThat(claim.isOpen()).isFalse();
  }

  @Test
  void anAnswerCountsWhateverFailsAfterIt() {
    take(granted("m1", 1));
    take(granted("m2", 1));
    take(granted("m3", 1));
    unlucky.add("m2");

    answer(new Fate.Rejected(Cause.of(Reason.INVALID_REQUEST), "no"));

    assertThat(published())
        .extracting(told -> told.cause().reason())
        .containsExactly(Reason.INVALID_REQUEST, Reason.MAPPING_FAILED);
    assertThat(inFlight.messageId()).isEqualTo("m3");
  }

  @Test
  void aFaultThatNoCopyIsToBlameForIsNotHidden() {
    UnfailingRules broken =
        new UnfailingRules(rules(Mode.SEND, null), FaultLog.ofDestination("crm", System::nanoTime));
    take(granted("m1", 1));
    Situation noTime = null;

    assertThatThrownBy(() -> broken.advance(claim, noTime))
        .isInstanceOf(NullPointerException.class);
  }
}
