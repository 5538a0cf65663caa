package io.tracklayer.job.delivery;

import io.tracklayer.job.delivery.claim.Claim;
import io.tracklayer.job.delivery.claim.ClaimCopy;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How many copies wait, and since when the oldest claim has been waiting, to the second.
 *
 * <p>Not thread-safe.
 */
final class PendingAges {

  private static final long SECOND_MS = 1_000;

  private final TreeMap<Long, Integer> bySecond = new TreeMap<>();
  private long pending;

  /** Takes in a change of a claim; none stands for a claim that does not exist. */
  void change(@Nullable Claim before, @Nullable Claim after) {
    add(before, -1);
    add(after, 1);
  }

  private void add(@Nullable Claim claim, int count) {
    if (claim == null || !claim.isOpen()) {
      return;
    }
    List<ClaimCopy.Waiting> waiting =
        claim.parts().stream()
            .flatMap(part -> part.copies().stream())
            .filter(ClaimCopy.Waiting.class::isInstance)
            .map(ClaimCopy.Waiting.class::cast)
            .toList();
    pending += (long) count * waiting.size();
    bySecond.merge(
        waiting.get(0).copy().receivedAt() / SECOND_MS,
        count,
        (known, change) -> known + change == 0 ? null : known + change);
  }

  long pending() {
    return pending;
  }

  /** When the first waiting copy of the oldest claim was received, epoch milliseconds. */
  OptionalLong oldest() {
    Map.Entry<Long, Integer> first = bySecond.firstEntry();
    return first == null ? OptionalLong.empty() : OptionalLong.of(first.getKey() * SECOND_MS);
  }
}
