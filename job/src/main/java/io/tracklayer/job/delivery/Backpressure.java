package io.tracklayer.job.delivery;

import io.tracklayer.job.flink.FlinkShell;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.operators.MailboxExecutor;

/**
 * Holds back a copy while there is no room for it, but not for long: a withdrawal or a checkpoint
 * barrier may be behind it. After that, the copy is taken in all the same.
 */
@FlinkShell
final class Backpressure {

  /** How long each copy is held back, which slows reading down to a trickle. */
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final long LOOK_AGAIN_NANOS = 500_000;

  private final BooleanSupplier isThere;
  private final MailboxExecutor mailbox;

  /**
   * @param mailbox the task's mailbox, through which answers come, which make room
   */
  Backpressure(BooleanSupplier isThere, MailboxExecutor mailbox) {
    this.isThere = isThere;
    this.mailbox = mailbox;
  }

  void await() throws InterruptedException {
    if (isThere.getAsBoolean()) {
      return;
    }
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!isThere.getAsBoolean() && System.nanoTime() < deadline) {
      if (!mailbox.tryYield()) {
        LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      }
    }
  }
}
