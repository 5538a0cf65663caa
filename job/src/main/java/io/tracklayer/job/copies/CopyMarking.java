package io.tracklayer.job.copies;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The copies step, keyed by claim, for events with a business key. It gives every copy the claim's
 * event id, which is that of the first copy, and marks the later copies. It drops only transport
 * copies, that is, the same message once more: which of the other copies is usable and permitted
 * differs from destination to destination.
 *
 * <p>A copy that is read again after a rollback passes again, under the same id. In whatever order
 * copies come again after a crash, the id stays the one in the canonical topic, from which the step
 * {@link #learn learns} before it decides anything. Learning marks no message id as seen: the
 * message may have to pass once more, with its profile as it is by then.
 */
public final class CopyMarking {

  private CopyMarking() {}

  /** What becomes of one copy. */
  public sealed interface Mark {

    /**
     * The copy passes.
     *
     * @param state the state to keep for the business window
     * @param eventId the event id to put on the copy
     * @param duplicateOf the first copy's message id, to put on the copy; none on the first copy
     *     itself
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
   * @param eventId the copy's event id, as {@link EventIdOwnership} ruled
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
