package io.tracklayer.job.delivery.journal;

import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.job.delivery.claim.PastOutcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells, while one destination's log is read, which outcomes were written by a sender that another
 * had replaced. Those behind the other's start are void, since the other does not know of them.
 * Only {@code delivered} still settles, because it happened.
 *
 * <p>Each partition is to be read in order, from the checkpoint's position or, without a
 * checkpoint, from the beginning.
 *
 * <p>Not thread-safe.
 */
public final class SenderFence {

  private final List<SenderStart> startsBefore;
  private final Map<Integer, List<SenderStart>> startsByPartition = new HashMap<>();
  private long highestEpoch;

  /**
   * @param restored the starts of the senders that took the checkpoint, of any number of subtasks;
   *     they are before its positions in every partition; none for a fresh start
   */
  public SenderFence(Collection<SenderStart> restored) {
    startsBefore = List.copyOf(restored);
    startsBefore.forEach(started -> rise(started.sender().epoch()));
  }

  public void observe(int partition, SenderStart started) {
    rise(started.sender().epoch());
    List<SenderStart> starts =
        startsByPartition.computeIfAbsent(partition, unused -> new ArrayList<>());
    starts.removeIf(
        known -> started.sender().isHigherThan(known.sender()) && isWithin(known, started));
    starts.add(started);
  }

  private static boolean isWithin(SenderStart inner, SenderStart outer) {
    return outer.covers(inner.firstKeyGroup()) && outer.covers(inner.lastKeyGroup());
  }

  /** Whether an outcome counts that is read now, behind the starts observed so far. */
  public boolean counts(int partition, PastOutcome outcome, int keyGroup) {
    return outcome.outcome() == Outcome.DELIVERED
        || !(isReplacedBy(startsBefore, outcome, keyGroup)
            || isReplacedBy(
                startsByPartition.getOrDefault(partition, List.of()), outcome, keyGroup));
  }

  private static boolean isReplacedBy(List<SenderStart> starts, PastOutcome outcome, int keyGroup) {
    for (SenderStart started : starts) {
      if (started.covers(keyGroup) && started.sender().isHigherThan(outcome.sender())) {
        return true;
      }
    }
    return false;
  }

  /** Whether a sender has been replaced for a part of its claims. */
  public boolean hasReplaced(SenderStart own) {
    return startsByPartition.values().stream()
        .flatMap(List::stream)
        .anyMatch(started -> started.overlaps(own) && started.sender().isHigherThan(own.sender()));
  }

  private void rise(long epoch) {
    highestEpoch = Math.max(highestEpoch, epoch);
  }

  /** The epoch for the next sender. */
  public long nextEpoch() {
    return highestEpoch + 1;
  }
}
