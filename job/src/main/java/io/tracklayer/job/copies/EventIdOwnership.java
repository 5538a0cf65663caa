package io.tracklayer.job.copies;

import org.jspecify.annotations.Nullable;

/**
 * No event id for two claims: what a destination is told under one id, it counts once. An event id
 * that a business-keyed event brings itself belongs to the first claim that brings it; a second
 * claim, such as another ticket for the same concert, is told under its message id.
 *
 * <p>The step is keyed by {@link #key} and keeps the owner's claim, one text, for the business
 * window. State rolls back with a checkpoint and the canonical topic does not, so before it decides
 * anything after a start it {@link #learn learns} from the records behind the checkpoint.
 *
 * <p>The same copy handled twice gets the same answer. Which of two claims comes first decides
 * which one keeps the id, and stands once it is in the canonical topic.
 */
public final class EventIdOwnership {

  private EventIdOwnership() {}

  /**
   * What one copy is told under.
   *
   * @param owner the claim that owns the id from now on; to be kept
   * @param eventId of this copy
   * @param isReused whether another claim owns the id that the copy brought
   */
  public record Ruling(String owner, String eventId, boolean isReused) {}

  /** Whether an event passes this step at all; any other is told under the id that it has. */
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
   * @param owner as it was kept; none for an id that no claim owns
   */
  public static Ruling judge(
      @Nullable String owner, String claim, String sourceEventId, String messageId) {
    if (owner == null || owner.equals(claim)) {
      return new Ruling(claim, sourceEventId, false);
    }
    return new Ruling(owner, messageId, true);
  }

  /**
   * The owner by a record of the canonical topic whose {@link CanonicalHeader#ownedId} is this id:
   * the first that is known stays.
   */
  public static String learn(@Nullable String owner, CanonicalHeader header) {
    return owner == null ? header.claim() : owner;
  }
}
