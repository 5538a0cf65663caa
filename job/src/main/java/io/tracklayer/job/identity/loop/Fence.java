package io.tracklayer.job.identity.loop;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Admits only those messages of the loop that were sent by this execution, or by an earlier one
 * before the checkpoint that this execution goes on from.
 *
 * <p>The loop is written at least once and readable at once, so after a crash it still holds
 * messages that were sent after the restored checkpoint, and that the restore has undone. Each
 * message carries its sender's {@link Epoch} and the last checkpoint that its sender had taken when
 * it sent the message. A message sent before a checkpoint was taken belongs to that checkpoint; a
 * message sent after it does not.
 *
 * <p>This relies on aligned exactly-once checkpoints. Not thread-safe.
 */
public final class Fence {

  /** Far longer than the loop topic keeps a message. */
  static final long KEPT_MS = 30L * 24 * 60 * 60 * 1000;

  /**
   * An earlier execution that this one goes on from.
   *
   * @param cutoff its checkpoint that was restored
   * @param ageMs how long later executions have been running, milliseconds; time in which none ran
   *     does not count, since no message of the loop was handled then
   */
  public record PastEpoch(Epoch epoch, long cutoff, long ageMs) {}

  private final Epoch current;
  private final Map<Epoch, PastEpoch> past = new HashMap<>();
  private final long startedAt;
  private long stamp;

  /**
   * @param restored what {@link #snapshot} returned on any number of subtasks; empty for a fresh
   *     start
   * @param now epoch milliseconds
   */
  public Fence(Epoch current, Collection<PastEpoch> restored, long now) {
    this.current = current;
    this.startedAt = now;
    for (PastEpoch one : restored) {
      past.merge(one.epoch(), one, Fence::stricter);
    }
  }

  private static PastEpoch stricter(PastEpoch one, PastEpoch other) {
    return one.cutoff() <= other.cutoff() ? one : other;
  }

  public Epoch current() {
    return current;
  }

  /** The last checkpoint that was taken, which messages sent now carry. */
  public long stamp() {
    return stamp;
  }

  /**
   * @param sender the epoch of the message's sender
   * @param stampOfSender the stamp of the message
   */
  public boolean admits(Epoch sender, long stampOfSender) {
    if (sender.equals(current)) {
      return true;
    }
    PastEpoch known = past.get(sender);
    return known != null && stampOfSender < known.cutoff();
  }

  /**
   * To be called while a checkpoint is taken, between the last message before it and the first
   * after.
   *
   * @return what a restore of that checkpoint needs
   */
  public List<PastEpoch> snapshot(long checkpoint, long now) {
    stamp = checkpoint;
    long running = now - startedAt;
    return Stream.concat(
            past.values().stream()
                .map(one -> new PastEpoch(one.epoch(), one.cutoff(), one.ageMs() + running))
                .filter(one -> one.ageMs() < KEPT_MS),
            Stream.of(new PastEpoch(current, checkpoint, 0)))
        .toList();
  }
}
