package io.tracklayer.job.delivery.journal;

import io.tracklayer.job.delivery.claim.Situation.Permission;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How far one sender may go, apart from what the destination's health permits: not at all once
 * another has taken over; and no request until it has caught up, while it is stopping, or while
 * Kafka or an operator holds it.
 *
 * <p>Not thread-safe.
 */
public final class SenderRights {

  private final SenderStart own;
  private final SenderFence fence;
  private final BooleanSupplier hasCaughtUp;
  private final BooleanSupplier isHeld;
  private boolean isReplaced;
  private @Nullable Long stoppingFor;

  /**
   * @param fence the fence, with every start that was read until now
   * @param hasCaughtUp see {@link Permission#of}
   * @param isHeld see {@link Permission#of}
   */
  public SenderRights(
      SenderStart own, SenderFence fence, BooleanSupplier hasCaughtUp, BooleanSupplier isHeld) {
    this.own = own;
    this.fence = fence;
    this.hasCaughtUp = hasCaughtUp;
    this.isHeld = isHeld;
  }

  public Permission permission() {
    return Permission.of(
        isReplaced, hasCaughtUp.getAsBoolean(), stoppingFor != null, isHeld.getAsBoolean());
  }

  /**
   * Takes in a start that was read.
   *
   * @return whether this start has replaced the sender
   */
  public boolean observe(int partition, SenderStart started) {
    fence.observe(partition, started);
    if (isReplaced || !fence.hasReplaced(own)) {
      return false;
    }
    isReplaced = true;
    return true;
  }

  public boolean isReplaced() {
    return isReplaced;
  }

  /** A stop with savepoint has begun: whatever goes out now would be sent again after it. */
  public void stopFor(long checkpointId) {
    stoppingFor = checkpointId;
  }

  /**
   * A checkpoint was aborted.
   *
   * @return whether it was the one to stop with, so that sending goes on
   */
  public boolean aborted(long checkpointId) {
    boolean wasToStop = stoppingFor != null && stoppingFor == checkpointId;
    if (wasToStop) {
      stoppingFor = null;
    }
    return wasToStop;
  }
}
