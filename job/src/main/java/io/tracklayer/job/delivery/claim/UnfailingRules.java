package io.tracklayer.job.delivery.claim;

import static java.util.Objects.requireNonNull;

import io.tracklayer.job.delivery.claim.Settlement.Fate;
import io.tracklayer.job.faults.FaultLog;
import io.tracklayer.job.gate.Copy;
import org.jspecify.annotations.Nullable;

/**
 * Gives claims their turns by {@link ClaimRules} whatever happens: a turn in which our own code
 * fails would fail again after every restart, and so end the job for good. It is given once more,
 * and again as long as it fails, with one copy more that is given up: that is rejected as if its
 * mapping had failed. The rules are pure, so a turn that failed has left nothing behind.
 *
 * <p>An answer counts whatever else fails: the event that it is about is not given up.
 */
public final class UnfailingRules {

  private final ClaimRules rules;
  private final FaultLog faults;

  @FunctionalInterface
  private interface Turn {
    ClaimStep of(@Nullable Claim claim);
  }

  public UnfailingRules(ClaimRules rules, FaultLog faults) {
    this.rules = rules;
    this.faults = faults;
  }

  // Whatever is thrown is about the claim: the rules reach nothing else.
  @SuppressWarnings("PMD.AvoidCatchingGenericException")
  public ClaimStep take(@Nullable Claim before, Copy copy, Situation situation) {
    try {
      return rules.take(before, copy, situation);
    } catch (RuntimeException | StackOverflowError fault) {
      report(fault);
      return give(claim -> rules.take(claim, copy.failed(), situation), before, null);
    }
  }

  public ClaimStep advance(Claim claim, Situation situation) {
    return give(rest -> rules.advance(requireNonNull(rest), situation), claim, null);
  }

  public ClaimStep answered(
      Claim before,
      Effect.Join joined,
      Fate fate,
      @Nullable Integer status,
      long retryAt,
      Situation situation) {
    return give(
        rest -> rules.answered(requireNonNull(rest), joined, fate, status, retryAt, situation),
        before,
        joined.messageId());
  }

  /** See {@link ClaimRules#stillGoes}, which looks at nothing that the claim's turn did not. */
  public boolean stillGoes(Claim claim, Effect.Join joined, Situation situation) {
    return rules.stillGoes(claim, joined, situation);
  }

  /**
   * @param kept the message id of a copy that is not given up; none if any may be
   */
  @SuppressWarnings("PMD.AvoidCatchingGenericException")
  private ClaimStep give(Turn turn, @Nullable Claim claim, @Nullable String kept) {
    Claim rest = claim;
    while (true) {
      try {
        return turn.of(rest);
      } catch (RuntimeException | StackOverflowError fault) {
        report(fault);
        rest = rest == null ? null : withOneMoreGivenUp(rest, kept);
        if (rest == null) {
          throw fault;
        }
      }
    }
  }

  private void report(Throwable fault) {
    faults.report("giving a claim its turn", fault);
  }

  /** Gives up the copy whose turn would come first; none if there is none left to give up. */
  private static @Nullable Claim withOneMoreGivenUp(Claim claim, @Nullable String kept) {
    ClaimCopy.Waiting own = toGiveUp(claim, kept);
    if (own != null) {
      return claim.with(own.givenUp());
    }
    for (Refund refund : claim.refunds().all()) {
      ClaimCopy.Waiting copy = toGiveUp(refund.state(), kept);
      if (copy != null) {
        Claim state = refund.state().with(copy.givenUp());
        return claim.with(claim.refunds().with(refund.claim(), state));
      }
    }
    return null;
  }

  private static ClaimCopy.@Nullable Waiting toGiveUp(Claim claim, @Nullable String kept) {
    for (ClaimCopy copy : claim.copies()) {
      if (copy instanceof ClaimCopy.Waiting waiting
          && !waiting.copy().hasFailed()
          && !copy.messageId().equals(kept)) {
        return waiting;
      }
    }
    return null;
  }
}
