package io.tracklayer.job.identity.profile;

import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.job.intake.draft.Sighting;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An identifier that belongs to a profile.
 *
 * @param firstSeen the smallest {@code received_at} that it came with, epoch milliseconds
 * @param lastSeen the greatest one
 * @param givenAwayAt when the source last said that another name is in use instead; 0 for never
 * @param others who else it was seen with: the first halves of their strongest nodes
 * @param forgotOthers whether it may have been seen with more than those, for whom there was no
 *     room: then it is nobody's
 */
public record Member(
    Identifier identifier,
    long firstSeen,
    long lastSeen,
    long givenAwayAt,
    SortedSet<Long> others,
    boolean forgotOthers) {

  /** This many people show that it is nobody's; more are not remembered. */
  static final int MAX_OTHERS = 24;

  public static Member seen(Sighting sighting, long at) {
    return new Member(
        sighting.identifier(), at, at, sighting.givenAway() ? at : 0, new TreeSet<>(), false);
  }

  Member with(long other) {
    SortedSet<Long> more = new TreeSet<>(others);
    more.add(other);
    return new Member(identifier, firstSeen, lastSeen, givenAwayAt, smallest(more), forgotOthers);
  }

  boolean wasSeenWithOthers() {
    return forgotOthers || !others.isEmpty();
  }

  /**
   * As one that was listed before, but of which it is no longer known who else was seen with it.
   */
  Member forgettingOthers() {
    return new Member(identifier, firstSeen, lastSeen, givenAwayAt, others, true);
  }

  /** Commutative, associative, idempotent. A clear address replaces its hash. */
  public static Member merge(Member one, Member other) {
    return new Member(
        one.identifier.isHashed() ? other.identifier : one.identifier,
        Math.min(one.firstSeen, other.firstSeen),
        Math.max(one.lastSeen, other.lastSeen),
        Math.max(one.givenAwayAt, other.givenAwayAt),
        union(one.others, other.others),
        one.forgotOthers || other.forgotOthers);
  }

  private static SortedSet<Long> union(SortedSet<Long> one, SortedSet<Long> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    SortedSet<Long> both = new TreeSet<>(one);
    both.addAll(other);
    return smallest(both);
  }

  private static SortedSet<Long> smallest(SortedSet<Long> all) {
    while (all.size() > MAX_OTHERS) {
      all.remove(all.last());
    }
    return all;
  }
}
