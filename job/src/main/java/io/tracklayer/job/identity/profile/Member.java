package io.tracklayer.job.identity.profile;

import io.tracklayer.contract.identifier.Identifier;

/**
 * An identifier that belongs to a profile.
 *
 * @param firstSeen smallest {@code received_at} it came with, epoch milliseconds
 * @param lastSeen greatest one
 */
public record Member(Identifier identifier, long firstSeen, long lastSeen) {

  /** Commutative, associative, idempotent. */
  public static Member merge(Member one, Member other) {
    return new Member(
        one.identifier,
        Math.min(one.firstSeen, other.firstSeen),
        Math.max(one.lastSeen, other.lastSeen));
  }
}
