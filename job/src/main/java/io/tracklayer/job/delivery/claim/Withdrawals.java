package io.tracklayer.job.delivery.claim;

import io.tracklayer.job.gate.News.Withdrawn;
import io.tracklayer.job.gate.consent.Denials;
import io.tracklayer.job.gate.consent.Revocations;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The grants of all profiles that were taken away lately; each delivery subtask has them. Received
 * twice, or in another order, they have the same effect.
 *
 * <p>They are kept for as long as an event may wait: what was permitted before them is too old by
 * then. A checkpoint holds those of every subtask, and a restore gives all of them to each.
 *
 * <p>Not thread-safe.
 */
public final class Withdrawals {

  /**
   * The withdrawals of one profile, see {@link Withdrawn}.
   *
   * @param heardAt when the last one was received, epoch milliseconds
   */
  public record Entry(String profileId, Revocations what, long heardAt) {

    private Entry and(Entry other) {
      return new Entry(profileId, what.and(other.what), Math.max(heardAt, other.heardAt));
    }
  }

  private final Map<String, Entry> byProfile = new HashMap<>();
  private final long keptMs;

  /**
   * @param maxAge the greatest age of an event that is still sent
   * @param restored what {@link #snapshot} returned on any number of subtasks
   */
  public Withdrawals(Duration maxAge, Collection<Entry> restored) {
    keptMs = maxAge.toMillis();
    restored.forEach(this::add);
  }

  static Withdrawals none() {
    return new Withdrawals(Duration.ZERO, List.of());
  }

  public void hear(Withdrawn news, long now) {
    add(new Entry(news.profileId(), news.what(), now));
  }

  private void add(Entry entry) {
    byProfile.merge(entry.profileId(), entry, Entry::and);
  }

  /** What any of these profiles denied: it counts for all copies of an order of theirs. */
  public Denials deniedBy(Collection<String> profiles) {
    Denials all = Denials.NONE;
    for (String profile : profiles) {
      Entry entry = byProfile.get(profile);
      if (entry != null) {
        all = all.and(entry.what().denied());
      }
    }
    return all;
  }

  /** What a profile denied or took back, which counts for the copies under this profile. */
  public Revocations by(@Nullable String profile) {
    Entry entry = byProfile.get(profile);
    return entry == null ? Revocations.NONE : entry.what();
  }

  /** Forgets withdrawals that came before every event that may still be sent. */
  public void forget(long now) {
    byProfile.values().removeIf(entry -> entry.heardAt() + keptMs < now);
  }

  public int size() {
    return byProfile.size();
  }

  public List<Entry> snapshot() {
    return List.copyOf(byProfile.values());
  }

  /**
   * One subtask's part of a checkpoint. All subtasks have received the same withdrawals before a
   * barrier, so each keeps a part of them, and a restore gives every part to each.
   */
  public List<Entry> snapshot(int subtask, int subtasks) {
    return byProfile.values().stream()
        .filter(entry -> Math.floorMod(entry.profileId().hashCode(), subtasks) == subtask)
        .toList();
  }
}
