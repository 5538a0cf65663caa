package io.tracklayer.job.copies;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What the headers of a canonical record say of its claim. From them the steps of this package
 * learn again what they had decided before a crash, without reading JSON.
 *
 * @param claim see {@link ClaimKey#claim()}
 * @param eventId the event id that the copies step fixed for the claim
 * @param ownedId {@link EventIdOwnership#key} of the event id that the copy brought itself, if its
 *     claim owns that id; none if it brought none, or an id that another claim owns
 * @param duplicateOf the message id of the claim's first copy; none on the first copy itself
 * @param checkout {@link CheckoutTie#key} of the checkout that the copy belongs to
 * @param order see {@link CheckoutTie.Known#order}
 */
public record CanonicalHeader(
    String claim,
    String eventId,
    String messageId,
    @Nullable String ownedId,
    @Nullable String duplicateOf,
    @Nullable String checkout,
    @Nullable String order) {

  static final String CLAIM = "tracklayer-claim";
  static final String EVENT_ID = "tracklayer-event-id";
  static final String MESSAGE_ID = "tracklayer-message-id";
  static final String OWNED_ID = "tracklayer-owned-id";
  static final String DUPLICATE_OF = "tracklayer-duplicate-of";
  static final String CHECKOUT = "tracklayer-checkout";
  static final String ORDER = "tracklayer-order";

  /** Null for a record that names no claim, such as one of an earlier release. */
  public static @Nullable CanonicalHeader in(Headers headers) {
    String claim = text(CLAIM, headers);
    String eventId = text(EVENT_ID, headers);
    String messageId = text(MESSAGE_ID, headers);
    return claim == null || eventId == null || messageId == null
        ? null
        : new CanonicalHeader(
            claim,
            eventId,
            messageId,
            text(OWNED_ID, headers),
            text(DUPLICATE_OF, headers),
            text(CHECKOUT, headers),
            text(ORDER, headers));
  }

  public void writeTo(Headers headers) {
    add(CLAIM, claim, headers);
    add(EVENT_ID, eventId, headers);
    add(MESSAGE_ID, messageId, headers);
    add(OWNED_ID, ownedId, headers);
    add(DUPLICATE_OF, duplicateOf, headers);
    add(CHECKOUT, checkout, headers);
    add(ORDER, order, headers);
  }

  private static void add(String name, @Nullable String value, Headers headers) {
    if (value != null) {
      headers.add(name, value.getBytes(UTF_8));
    }
  }

  private static @Nullable String text(String name, Headers headers) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }
}
