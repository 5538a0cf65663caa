package io.tracklayer.job.identity.loop;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Lets only those messages of the loop pass that are of this execution or of the past that it goes
 * on from.
 *
 * <p>The loop is written at least once and readable at once, so after a crash it still holds what
 * was sent after the restored checkpoint, in a past that no longer happened. Each message carries
 * its sender's {@link Epoch} and the last checkpoint that its sender had taken when it sent. What
 * was sent before a checkpoint was taken belongs to that checkpoint; what was sent after it, does
 * not.
 *
 * <p>Rests on aligned exactly-once checkpoints. Not thread-safe.
 */
public final class Fence {

  /** Far longer than the loop topic keeps a message. */
  static final long KEPT_MS = 30L * 24 * 60 * 60 * 1000;

  /**
   * An execution that this one goes on from.
   *
   * @param cutoff the checkpoint of it that was restored
   * @param ageMs for how long later executions have been running, milliseconds; time in which none
   *     ran does not count, since nothing of the loop was handled then
   */
  public record PastEpoch(Epoch epoch, long cutoff, long ageMs) {}

  private final Epoch current;
  private final Map<Epoch, PastEpoch> past = new HashMap<>();
  private final long startedAt;
  private long stamp;

  /**
   * @param restored what {@link #snapshot} gave, of any number of subtasks; empty for a fresh start
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

  /** The last checkpoint that was taken: what is sent now carries it. */
  public long stamp() {
    return stamp;
  }

  /**
   * @param sender epoch of the message
   * @param stampOfSender its stamp
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
