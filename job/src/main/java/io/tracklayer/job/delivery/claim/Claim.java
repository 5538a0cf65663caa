package io.tracklayer.job.delivery.claim;

import io.tracklayer.job.gate.consent.Denials;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One claim, as the delivery of one destination keeps it. Immutable.
 *
 * @param eventId the event id that the claim was first sent under; none if it was never sent
 * @param isSettled whether it was delivered, or may have been and must not be sent again
 * @param deniedAt when its copies, and their profiles before them, last denied each purpose
 * @param profiles the profiles that copies came under, at most {@value #MOST_PROFILES}
 * @param copies in the order in which they came, at most {@value #MOST_COPIES}
 * @param touchedAt when it was last changed, epoch milliseconds; its window counts from then
 * @param refunds of a purchase, what it counted as and the refunds that restate its value
 */
public record Claim(
    @Nullable String eventId,
    boolean isSettled,
    Denials deniedAt,
    List<String> profiles,
    List<ClaimCopy> copies,
    long touchedAt,
    Refunds refunds) {

  public static final int MOST_COPIES = 8;
  public static final int MOST_PROFILES = 8;

  public Claim {
    profiles = List.copyOf(profiles);
    copies = List.copyOf(copies);
  }

  public static Claim unknown(long now) {
    return new Claim(null, false, Denials.NONE, List.of(), List.of(), now, Refunds.NONE);
  }

  /**
   * Whether a copy of it waits, or one of a refund. An open claim has a turn after every restore.
   */
  public boolean isOpen() {
    return firstWaiting() != null || refunds.areOpen();
  }

  /**
   * Its first copy that waits; none if none does. As long as it waits, a request may be out for it
   * only, and no refund goes.
   */
  public ClaimCopy.@Nullable Waiting firstWaiting() {
    for (ClaimCopy copy : copies) {
      if (copy instanceof ClaimCopy.Waiting waiting) {
        return waiting;
      }
    }
    return null;
  }

  /** The copy with this message id; none if there is none. */
  public @Nullable ClaimCopy copy(String messageId) {
    for (ClaimCopy copy : copies) {
      if (copy.messageId().equals(messageId)) {
        return copy;
      }
    }
    return null;
  }

  /** The same, also among the copies of refunds. */
  public @Nullable ClaimCopy copyOfAll(String messageId) {
    for (Claim part : parts()) {
      ClaimCopy copy = part.copy(messageId);
      if (copy != null) {
        return copy;
      }
    }
    return null;
  }

  /** What has the copy with this message id: one of the refunds, or else the claim itself. */
  public Claim partWith(String messageId) {
    Refund refund = refunds.having(messageId);
    return refund == null ? this : refund.state();
  }

  /** The claim itself, and its refunds. */
  public List<Claim> parts() {
    return refunds.all().isEmpty()
        ? List.of(this)
        : Stream.concat(Stream.of(this), refunds.all().stream().map(Refund::state)).toList();
  }

  public Claim with(Refunds other) {
    return new Claim(eventId, isSettled, deniedAt, profiles, copies, touchedAt, other);
  }

  Claim toldUnder(String id) {
    return new Claim(id, isSettled, deniedAt, profiles, copies, touchedAt, refunds);
  }

  /** The claim as settled: what it was denied by no longer matters. */
  Claim settled() {
    return new Claim(eventId, true, Denials.NONE, List.of(), copies, touchedAt, refunds);
  }

  Claim touched(long now) {
    return now <= touchedAt
        ? this
        : new Claim(eventId, isSettled, deniedAt, profiles, copies, now, refunds);
  }

  Claim denied(Denials denials) {
    if (isSettled) {
      return this;
    }
    return new Claim(
        eventId, isSettled, deniedAt.and(denials), profiles, copies, touchedAt, refunds);
  }

  /**
   * Adds a profile. If there are too many, the oldest goes: a claim of so many is nobody's order.
   */
  Claim under(@Nullable String profileId) {
    if (isSettled || profileId == null || profiles.contains(profileId)) {
      return this;
    }
    List<String> all = new ArrayList<>(profiles);
    if (all.size() == MOST_PROFILES) {
      all.remove(0);
    }
    all.add(profileId);
    return new Claim(eventId, isSettled, deniedAt, all, copies, touchedAt, refunds);
  }

  Claim with(ClaimCopy changed) {
    List<ClaimCopy> all = new ArrayList<>(copies);
    all.replaceAll(copy -> copy.messageId().equals(changed.messageId()) ? changed : copy);
    return with(all);
  }

  Claim without(String messageId) {
    List<ClaimCopy> all = new ArrayList<>(copies);
    all.removeIf(copy -> copy.messageId().equals(messageId));
    return with(all);
  }

  /**
   * Adds a copy. If there are too many, the oldest concluded one goes; none if all of them wait.
   */
  @Nullable Claim withOneMore(ClaimCopy added) {
    List<ClaimCopy> all = new ArrayList<>(copies);
    if (all.size() >= MOST_COPIES) {
      int done = firstConcluded(all);
      if (done < 0) {
        return null;
      }
      all.remove(done);
    }
    all.add(added);
    return with(all);
  }

  private static int firstConcluded(List<ClaimCopy> copies) {
    for (int i = 0; i < copies.size(); i++) {
      if (copies.get(i) instanceof ClaimCopy.Concluded) {
        return i;
      }
    }
    return -1;
  }

  private Claim with(List<ClaimCopy> all) {
    return new Claim(eventId, isSettled, deniedAt, profiles, all, touchedAt, refunds);
  }
}
