package io.tracklayer.job.delivery;

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
   * Not settled yet.
   *
   * @param agesFrom from when its age counts, epoch milliseconds: when it occurred, or when an
   *     operator's wish to try it once more was taken in
   * @param attempts requests that were answered badly or not at all
   * @param dueAt not to be tried before, epoch milliseconds; 0 for at once
   * @param dueSince when that was decided: a clock that shows less has stepped back
   * @param mostTogether how many events one request with it may hold, after the destination refused
   *     a larger one without saying why
   * @param without optional fields that the destination objected to
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

    /** A step back of the clock stalls nothing: what was due then is due now. */
    boolean isDue(long now) {
      return dueAt <= now || now < dueSince;
    }

    Waiting failed(long now, long retryAt) {
      return new Waiting(copy, agesFrom, attempts + 1, retryAt, now, mostTogether, without);
    }

    Waiting inRequestsOf(int events) {
      return new Waiting(copy, agesFrom, attempts, 0, 0, Math.min(mostTogether, events), without);
    }

    Waiting leavingOut(String field) {
      Set<String> fields = new TreeSet<>(without);
      fields.add(field);
      return new Waiting(copy, agesFrom, attempts + 1, 0, 0, mostTogether, fields);
    }

    /** Of its outcome: later than the one that was lifted, whatever the clock shows. */
    long concludedAt(long now) {
      Long liftedAt = copy.liftedAt();
      return liftedAt == null ? now : Math.max(now, liftedAt + 1);
    }

    /** Whether an outcome is of this copy, and not the one, or before the one, that was lifted. */
    boolean isConcludedBy(long outcomeAt) {
      Long liftedAt = copy.liftedAt();
      return liftedAt == null || outcomeAt > liftedAt;
    }
  }

  /**
   * Done, unless an operator lifts the outcome.
   *
   * @param at epoch milliseconds
   */
  record Concluded(String messageId, Outcome outcome, long at) implements ClaimCopy {}
}
