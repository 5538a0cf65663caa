package io.tracklayer.job.copies;

import org.jspecify.annotations.Nullable;

/**
 * Gives no event id to two claims, since a destination counts everything that it gets under one id
 * once. An event id that an event with a business key brings itself belongs to the first claim that
 * brings it. A second claim, such as another ticket for the same concert, goes out under its
 * message id.
 *
 * <p>The step is keyed by {@link #key} and keeps the owner's claim, one text, for the business
 * window. State rolls back with a checkpoint and the canonical topic does not, so before it decides
 * anything after a start it {@link #learn learns} from the records behind the checkpoint.
 *
 * <p>The same copy handled twice gets the same answer. Of two claims, the one that comes first
 * keeps the id; this is final once it is in the canonical topic.
 */
public final class EventIdOwnership {

  private EventIdOwnership() {}

  /**
   * The event id that one copy goes out under.
   *
   * @param owner the claim that owns the id from now on; to be kept
   * @param eventId the event id of this copy
   * @param isReused whether another claim owns the id that the copy brought
   */
  public record Ruling(String owner, String eventId, boolean isReused) {}

  /** Whether an event passes this step at all; any other event keeps the id that it has. */
  public static boolean applies(ClaimKey key, String sourceEventId, String messageId) {
    return key.basis() == ClaimKey.Basis.BUSINESS_KEY && !sourceEventId.equals(messageId);
  }

  /** What the step is keyed by: destinations compare ids among events of one name. */
  public static String key(ClaimKey key, String sourceEventId) {
    return Fingerprint.of(key.account(), key.environment(), key.name(), "id", sourceEventId);
  }

  /**
   * Judges one copy.
   *
   * @param owner the owner in state; none for an id that no claim owns
   */
  public static Ruling judge(
      @Nullable String owner, String claim, String sourceEventId, String messageId) {
    if (owner == null || owner.equals(claim)) {
      return new Ruling(claim, sourceEventId, false);
    }
    return new Ruling(owner, messageId, true);
  }

  /**
   * The owner after a record of the canonical topic whose {@link CanonicalHeader#ownedId} is this
   * id: the first known owner stays.
   */
  public static String learn(@Nullable String owner, CanonicalHeader header) {
    return owner == null ? header.claim() : owner;
  }
}
