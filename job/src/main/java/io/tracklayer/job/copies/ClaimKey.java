package io.tracklayer.job.copies;

import org.jspecify.annotations.Nullable;

/**
 * What may be delivered once at each destination: an order, lead or refund, known by its business
 * key; or, without one, an event, known by its event id. All copies of it have the same key,
 * whatever message ids they came under.
 *
 * @param name the canonical name
 * @param key the business key or the event id
 */
public record ClaimKey(String account, String environment, String name, Basis basis, String key) {

  /** What a claim is known by. */
  public enum Basis {
    BUSINESS_KEY("b"),
    EVENT_ID("e");

    private final String mark;

    Basis(String mark) {
      this.mark = mark;
    }
  }

  /**
   * The key of one copy.
   *
   * @param businessKey none for an event without one
   * @param eventId the copy's own event id, else its message id
   */
  public static ClaimKey of(
      String account,
      String environment,
      String name,
      @Nullable String businessKey,
      String eventId) {
    return businessKey == null
        ? new ClaimKey(account, environment, name, Basis.EVENT_ID, eventId)
        : new ClaimKey(account, environment, name, Basis.BUSINESS_KEY, businessKey);
  }

  /**
   * The key as one opaque text of 33 characters, for record keys, headers and state. It is a hash,
   * so it holds no personal data; its first letter tells the {@link Basis}. It is written to topics
   * and state, so its form can never change.
   */
  public String claim() {
    return basis.mark + Fingerprint.of(account, environment, name, basis.mark, key);
  }

  /** Whether a {@link #claim()} has a business key, and so is kept for the business window. */
  public static boolean hasBusinessKey(String claim) {
    return claim.startsWith(Basis.BUSINESS_KEY.mark);
  }
}
