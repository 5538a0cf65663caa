package io.tracklayer.contract.identity;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that identity found out: the record of the identity topic, keyed by profile id. It
 * names profiles and types of identifiers, never their values.
 *
 * @param profileId of the profile afterwards; of a conflict, the one that the event went on with
 * @param before the profile ids that were known before, ascending: one for a link and for junk,
 *     both for a merge and a conflict (one where the refused identifier belonged to nobody yet)
 * @param identifierType of the identifier by which it came about; none where a late event told of
 *     an older member
 * @param limit the type of which there would have been too many; of a conflict only
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
   * The event that caused it. In JSON its fields stand among those of the change.
   *
   * @param at when it was received
   */
  public record Trigger(
      String account, String environment, String messageId, String eventId, Instant at) {}

  /** What happened. */
  public enum ChangeType {
    /** An identifier that nobody had joined a profile. */
    LINK,
    /** Two profiles became one, or one took the id of an older member. */
    MERGE,
    /** A union was refused: the profile would have exceeded a limit. */
    CONFLICT,
    /** An identifier was seen with so many people that it says nothing of anybody. */
    JUNK;

    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
