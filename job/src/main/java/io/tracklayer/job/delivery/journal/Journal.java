package io.tracklayer.job.delivery.journal;

import io.tracklayer.job.delivery.claim.CopyOutcome;
import io.tracklayer.job.delivery.claim.PastOutcome;
import io.tracklayer.job.delivery.claim.Sender;
import java.io.Serializable;

/**
 * Where one delivery subtask publishes what it does. The subtask writes it itself, and not a sink
 * behind it, for three reasons. It must know what Kafka has acknowledged, since it sends nothing
 * while too much is unacknowledged. It must have published its start before it reads where the log
 * ends. And outcomes inside the savepoint of a planned stop come after the barrier, when a sink
 * would no longer receive them.
 *
 * <p>Not thread-safe.
 */
public interface Journal extends AutoCloseable {

  /** Opens the journal in the process that writes it. */
  @FunctionalInterface
  interface Opener extends Serializable {
    Journal open();
  }

  /** Publishes a start in every partition of the log; it is acknowledged when this returns. */
  void started(SenderStart started) throws Exception;

  /** Publishes an outcome and, if it settles the claim, that too. */
  void publish(CopyOutcome outcome, Sender sender);

  /** Publishes that a claim is settled, by an outcome that was published before. */
  void settled(PastOutcome past);

  /** Publishes a dead letter. */
  void bury(CopyOutcome outcome, byte[] json);

  /** Whether a record has been unacknowledged for so long that nothing may be sent. */
  boolean holdsSending();

  /** What {@link #holdsSending} returned last; may be read by any thread. */
  boolean isHeld();

  /** How many records are not acknowledged yet. */
  int unacknowledged();

  /**
   * Waits until everything is acknowledged.
   *
   * @throws Exception if a record never will be: the state must not become durable then
   */
  void flush() throws Exception;

  @Override
  void close();
}
