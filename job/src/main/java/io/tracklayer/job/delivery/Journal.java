package io.tracklayer.job.delivery;

import java.io.Serializable;

/**
 * Where one delivery subtask publishes what it does. Written by the subtask itself and not by a
 * sink behind it: it must know what Kafka has acknowledged, for as long as too much has not it
 * sends nothing; it must have published that it started before it reads where the log ends; and
 * outcomes that come inside the savepoint of a planned stop come after the barrier, where a sink
 * would not hear of them any more.
 *
 * <p>Not thread-safe.
 */
interface Journal extends AutoCloseable {

  /** Opened where it is written. */
  @FunctionalInterface
  interface Opener extends Serializable {
    Journal open();
  }

  /** In every partition of the log; acknowledged when this returns. */
  void started(Started started) throws Exception;

  /** One outcome, and if it settles the claim that too. */
  void publish(Told outcome, Sender sender);

  /** That a claim is settled, by an outcome that was published before. */
  void settled(Past past);

  /** A dead letter. */
  void bury(Told outcome, byte[] json);

  /** Whether something was not acknowledged for so long that nothing may be sent. */
  boolean holdsSending();

  /** The same as when it was last asked; to be read by any thread. */
  boolean isHeld();

  /** What is not acknowledged yet. */
  int unacknowledged();

  /**
   * Waits until everything is acknowledged.
   *
   * @throws Exception when something never will be: the state must not become durable then
   */
  void flush() throws Exception;

  @Override
  void close();
}
