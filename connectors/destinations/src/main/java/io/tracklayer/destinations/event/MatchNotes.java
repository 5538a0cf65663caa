package io.tracklayer.destinations.event;

import io.tracklayer.contract.delivery.MatchKey;
import io.tracklayer.contract.delivery.MatchKeys;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.OwnField;
import io.tracklayer.contract.event.OwnFields;
import org.jspecify.annotations.Nullable;

/**
 * Notes by which match keys a mapped event can be recognised, and which of them the event itself
 * brought. It looks at what was written, not at what was known: a value that the destination's API
 * does not take is no match key.
 *
 * <p>Not thread-safe: one is made for each event, on the path of every event.
 */
public final class MatchNotes {

  private final @Nullable OwnFields fields;
  private int carried;
  private int own;

  public MatchNotes(CanonicalEvent event) {
    fields = event.ownFields();
  }

  /**
   * Notes a key that a field of the person or a click id became.
   *
   * @param isWritten whether the request has it
   * @return the same
   */
  public boolean note(MatchKey key, boolean isWritten, OwnField field) {
    return note(key, isWritten, brought(field));
  }

  /** The same for a key that is the event's own if either of two fields is. */
  public boolean note(MatchKey key, boolean isWritten, OwnField field, OwnField other) {
    return note(key, isWritten, brought(field) || brought(other));
  }

  /** The same for a key that a profile never adds, or of which the caller knows. */
  public boolean note(MatchKey key, boolean isWritten, boolean isOwn) {
    if (isWritten) {
      carried |= key.bit();
      if (isOwn) {
        own |= key.bit();
      }
    }
    return isWritten;
  }

  /** In clear or hashed. */
  public boolean email(boolean isWritten) {
    return note(MatchKey.EMAIL, isWritten, OwnField.EMAILS, OwnField.EMAILS_SHA256);
  }

  /** In clear or hashed. */
  public boolean phone(boolean isWritten) {
    return note(MatchKey.PHONE, isWritten, OwnField.PHONES, OwnField.PHONES_SHA256);
  }

  /**
   * @param isWhole whether both names are written
   */
  public boolean name(boolean isWhole) {
    return note(
        MatchKey.NAME, isWhole, brought(OwnField.FIRST_NAME) && brought(OwnField.LAST_NAME));
  }

  public void birthDate(boolean isWritten) {
    note(MatchKey.BIRTH_DATE, isWritten, OwnField.BIRTH_DATE);
  }

  public void gender(boolean isWritten) {
    note(MatchKey.GENDER, isWritten, OwnField.GENDER);
  }

  /**
   * @param isWritten whether a place smaller than a country is written
   */
  public void address(boolean isWritten) {
    note(
        MatchKey.ADDRESS,
        isWritten,
        broughtAny(OwnField.CITY, OwnField.STATE, OwnField.POSTAL_CODE));
  }

  /** A profile never adds one. */
  public boolean advertisingId(boolean isWritten) {
    return note(MatchKey.ADVERTISING_ID, isWritten, true);
  }

  /**
   * The device behind the event, of which a profile adds the user agent only.
   *
   * @param visitor as it is written
   * @return whether an IP address is written
   */
  public boolean visitor(VisitorClient visitor, CanonicalEvent event) {
    userAgent(visitor.userAgent(), event);
    return note(MatchKey.IP, visitor.ip() != null, true);
  }

  /**
   * @param written none if none is
   */
  public void userAgent(@Nullable String written, CanonicalEvent event) {
    String brought = event.client().userAgent();
    note(MatchKey.USER_AGENT, written != null, brought != null && !brought.isBlank());
  }

  /** Whether the event itself brought this field. */
  public boolean brought(OwnField field) {
    return fields != null && fields.has(field);
  }

  /** Whether the event itself brought any of these fields. */
  public boolean broughtAny(OwnField one, OwnField two, OwnField three) {
    return brought(one) || brought(two) || brought(three);
  }

  /** None if the event does not say which of its fields it brought itself. */
  public @Nullable MatchKeys keys() {
    return fields == null ? null : new MatchKeys(carried, own);
  }
}
