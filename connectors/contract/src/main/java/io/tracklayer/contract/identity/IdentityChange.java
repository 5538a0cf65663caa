package io.tracklayer.contract.identity;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that identity found out: the record of the identity topic, keyed by profile id. It
 * names profiles and types of identifiers, never the identifiers themselves.
 *
 * @param profileId the profile after the change; for a conflict, the one that the event went on
 *     with
 * @param before the profile ids known before, ascending: one for a link or junk, both for a merge
 *     or a conflict (one if the refused identifier belonged to nobody yet)
 * @param identifierType the type of the identifier that caused the change; none if a late event
 *     revealed an older member
 * @param limit the type of which there would have been too many, or {@link #ADDRESS}; for a
 *     conflict only
 */
public record IdentityChange(
    int schema,
    ChangeType change,
    String profileId,
    List<String> before,
    @Nullable String identifierType,
    @Nullable String limit,
    @JsonUnwrapped Trigger trigger) {

  public static final int SCHEMA = 1;

  /**
   * In place of a limit: the only reason for the union was a device, and both profiles have an
   * e-mail address or a phone number.
   */
  public static final String ADDRESS = "address";

  /**
   * The event that caused it. In JSON its fields are inlined in the change.
   *
   * @param at when it was received
   */
  public record Trigger(
      String account, String environment, String messageId, String eventId, Instant at) {}

  /** What happened. */
  public enum ChangeType {
    /** An identifier that belonged to nobody joined a profile. */
    LINK,
    /** Two profiles became one, or one took the id of an older member. */
    MERGE,
    /** A union was refused: the profile would have exceeded a limit. */
    CONFLICT,
    /** An identifier was seen with so many people that it no longer says anything about one. */
    JUNK;

    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
