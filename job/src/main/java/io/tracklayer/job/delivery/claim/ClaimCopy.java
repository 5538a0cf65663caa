package io.tracklayer.job.delivery.claim;

import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.job.gate.Copy;
import java.util.Set;
import java.util.TreeSet;

/** One copy of a claim at one destination: it waits, or has its final outcome. */
public sealed interface ClaimCopy {

  /** Any number of copies may share a request. */
  int ANY_NUMBER = Integer.MAX_VALUE;

  String messageId();

  /**
   * A copy that has no final outcome yet.
   *
   * @param agesFrom the time from which its age counts, epoch milliseconds: when it occurred, or
   *     when an operator's redrive was taken in
   * @param attempts how many requests with it failed or were not answered
   * @param dueAt when it may be tried at the earliest, epoch milliseconds; 0 for at once
   * @param dueSince when {@code dueAt} was set; a clock that shows an earlier time has stepped back
   * @param mostTogether how many events one request with it may hold, after the destination refused
   *     a larger one without saying why
   * @param without the optional fields that the destination objected to
   */
  record Waiting(
      Copy copy,
      long agesFrom,
      int attempts,
      long dueAt,
      long dueSince,
      int mostTogether,
      Set<String> without)
      implements ClaimCopy {

    public Waiting {
      without = Set.copyOf(without);
    }

    static Waiting first(Copy copy, long now) {
      long agesFrom = copy.isRedriven() ? now : copy.occurredAt();
      return new Waiting(copy, agesFrom, 0, 0, 0, ANY_NUMBER, Set.of());
    }

    @Override
    public String messageId() {
      return copy.ref().messageId();
    }

    /**
     * Whether it may be tried; also after a step back of the clock, so that this stalls nothing.
     */
    boolean isDue(long now) {
      return dueAt <= now || now < dueSince;
    }

    Waiting failed(long now, long retryAt) {
      return new Waiting(copy, agesFrom, attempts + 1, retryAt, now, mostTogether, without);
    }

    /** Our own code failed on it, or on its claim. */
    Waiting givenUp() {
      return new Waiting(copy.failed(), agesFrom, attempts, 0, 0, mostTogether, without);
    }

    /** Puts off a copy that no request has been out for. */
    Waiting putOff(long now, long until) {
      return new Waiting(copy, agesFrom, attempts, until, now, mostTogether, without);
    }

    boolean wasPutOff() {
      return dueSince > 0;
    }

    Waiting inRequestsOf(int events) {
      return new Waiting(copy, agesFrom, attempts, 0, 0, Math.min(mostTogether, events), without);
    }

    Waiting leavingOut(String field) {
      Set<String> fields = new TreeSet<>(without);
      fields.add(field);
      return new Waiting(copy, agesFrom, attempts + 1, 0, 0, mostTogether, fields);
    }

    /**
     * The time of its outcome: later than the outcome that was lifted, whatever the clock shows.
     */
    long concludedAt(long now) {
      Long liftedAt = copy.liftedAt();
      return liftedAt == null ? now : Math.max(now, liftedAt + 1);
    }

    /** Whether an outcome concludes this copy; the lifted outcome and earlier ones do not. */
    boolean isConcludedBy(long outcomeAt) {
      Long liftedAt = copy.liftedAt();
      return liftedAt == null || outcomeAt > liftedAt;
    }
  }

  /**
   * A copy that has its final outcome, unless an operator lifts that.
   *
   * @param at epoch milliseconds
   */
  record Concluded(String messageId, Outcome outcome, long at) implements ClaimCopy {}
}
