package io.tracklayer.job.copies;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The copies step, keyed by claim, for events with a business key: fixes the claim's event id, that
 * of the first copy, on every copy, and marks the later ones. It drops nothing but transport
 * copies, the same message once more: which copy can be used, and is permitted, differs from
 * destination to destination.
 *
 * <p>The same copy read twice after a rollback passes twice, under the same id. In whatever order
 * copies come again after a crash, the id stays that of the canonical topic, from which the step
 * {@link #learn learns} before it decides anything. What is learnt makes no message id known: it
 * may have to pass once more, with what its profile has become since.
 */
public final class CopyMarking {

  private CopyMarking() {}

  /** What becomes of one copy. */
  public sealed interface Mark {

    /**
     * It goes on.
     *
     * @param state to be kept for the business window
     * @param eventId to be put on it
     * @param duplicateOf to be put on it; none on the first copy
     */
    record Passes(KnownCopies state, String eventId, @Nullable String duplicateOf)
        implements Mark {}

    /** The same message once more. It ends here, and state stays as it is. */
    record TransportCopy() implements Mark {}
  }

  /**
   * Handles one copy.
   *
   * @param known none for a claim that nothing is known of
   * @param eventId what {@link EventIdOwnership} left it
   */
  public static Mark handle(@Nullable KnownCopies known, String eventId, String messageId) {
    if (known == null) {
      return new Mark.Passes(
          new KnownCopies(eventId, messageId, List.of(messageId)), eventId, null);
    }
    if (known.messageIds().contains(messageId)) {
      return new Mark.TransportCopy();
    }
    boolean isFirst = known.firstMessageId().equals(messageId);
    return new Mark.Passes(
        known.with(messageId), known.eventId(), isFirst ? null : known.firstMessageId());
  }

  /**
   * What is known of a claim after a record of the canonical topic.
   *
   * @param known none for a claim that nothing is known of
   */
  public static KnownCopies learn(@Nullable KnownCopies known, CanonicalHeader header) {
    if (known != null) {
      return known;
    }
    String first = header.duplicateOf() == null ? header.messageId() : header.duplicateOf();
    return new KnownCopies(header.eventId(), first, List.of());
  }
}
