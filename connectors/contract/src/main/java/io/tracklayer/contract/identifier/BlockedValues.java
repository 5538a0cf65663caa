package io.tracklayer.contract.identifier;

import io.tracklayer.contract.text.Sha256;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Values that identify nobody, which programs write in place of a missing identifier. A single one
 * let through would join thousands of strangers into one profile.
 *
 * <p>They are words for nothing, anything that begins with {@code not_}, field names, templates
 * that were not filled in, objects that a script wrote as text, one repeated character, and e-mail
 * addresses whose local part is such a word or {@code noemail}, {@code noreply} and the like.
 *
 * <p>Case, surrounding space and quotes are ignored. A hash is blocked if it is that of an empty
 * text, of such a word, or of what the configuration adds. Immutable, thread-safe.
 */
public final class BlockedValues {

  private static final Set<String> BUILT_IN =
      Set.of(
          "null",
          "(null)",
          "<null>",
          "undefined",
          "none",
          "(none)",
          "nil",
          "<nil>",
          "nan",
          "n/a",
          "#n/a",
          "na",
          "anonymous",
          "guest",
          "unknown",
          "0",
          "-1",
          "true",
          "false",
          "no value",
          "no_value",
          "no-value",
          "empty",
          "{}",
          "[]");

  /** Written in lower case, without separators. */
  private static final Set<String> FIELD_NAMES =
      Set.of(
          "id",
          "uid",
          "uuid",
          "guid",
          "user",
          "userid",
          "username",
          "anonymousid",
          "distinctid",
          "customerid",
          "clientid",
          "visitorid",
          "deviceid",
          "contactid",
          "externalid",
          "email",
          "emailaddress",
          "mail",
          "phone",
          "phonenumber");

  /** Local parts, in the same form. */
  private static final Set<String> ADDRESSES_OF_NOBODY =
      Set.of(
          "noemail",
          "noemailaddress",
          "noemailprovided",
          "nomail",
          "noaddress",
          "noreply",
          "donotreply",
          "nobody",
          "noone",
          "invalid",
          "placeholder");

  /** As in {@code (not set)} and {@code not_authenticated}. */
  private static final Pattern NOT_SOMETHING = Pattern.compile("\\(?not[ _-].*");

  private static final Pattern TEMPLATE =
      Pattern.compile(
          "\\{\\{.*}}|[$#]\\{.*}|\\[\\[.*]]|<.*>|%[^%]+%|%7b%7b.*%7d%7d|\\*\\|.*\\|\\*|__[a-z_]+__"
              + "|\\{[a-z_.$ ]+}|\\[[a-z_.$ ]+]");

  private static final Pattern MARKED_NAME = Pattern.compile("[:@$](.+)");

  private static final String QUOTES = "\"'`";

  /** Ids are often numbers: 22 may be somebody, but 222222 is a key held down. */
  private static final int FEWEST_REPEATED_DIGITS = 3;

  private static final int LONGEST_NAME = 40;

  private static final Pattern SEPARATORS = Pattern.compile("[ ._-]");

  private static final String ALL_ZERO = "0".repeat(Sha256.HEX_LENGTH);

  private final Set<String> blocked;
  private final Set<String> blockedHashes = new HashSet<>(Set.of(ALL_ZERO));

  /**
   * @param additions values blocked besides the built-in ones
   */
  public BlockedValues(Collection<String> additions) {
    blocked = new HashSet<>(BUILT_IN);
    additions.forEach(addition -> blocked.add(comparable(addition)));
    Sha256 sha256 = new Sha256();
    Stream.of(Set.of(""), blocked, FIELD_NAMES)
        .flatMap(Set::stream)
        .forEach(value -> blockedHashes.add(sha256.hex(value)));
  }

  public boolean blocks(String value) {
    String comparable = comparable(value);
    return comparable.isEmpty()
        || blocked.contains(comparable)
        || isOneRepeatedCharacter(comparable)
        || NOT_SOMETHING.matcher(comparable).matches()
        || TEMPLATE.matcher(comparable).matches()
        || isNameOfField(comparable)
        || isAddressOfNobody(comparable);
  }

  /**
   * @param sha256 in lower-case hex
   */
  public boolean blocksHash(String sha256) {
    return blockedHashes.contains(sha256);
  }

  private static boolean isNameOfField(String value) {
    Matcher marked = MARKED_NAME.matcher(value);
    return FIELD_NAMES.contains(withoutSeparators(marked.matches() ? marked.group(1) : value));
  }

  private boolean isAddressOfNobody(String value) {
    int at = value.indexOf('@');
    if (at < 1) {
      return false;
    }
    String local = value.substring(0, at);
    return blocked.contains(local)
        || NOT_SOMETHING.matcher(local).matches()
        || ADDRESSES_OF_NOBODY.contains(withoutSeparators(local));
  }

  private static String withoutSeparators(String value) {
    return value.length() > LONGEST_NAME ? value : SEPARATORS.matcher(value).replaceAll("");
  }

  private static String comparable(String value) {
    String bare = value.strip();
    while (bare.length() >= 2 && isQuoted(bare)) {
      bare = bare.substring(1, bare.length() - 1).strip();
    }
    return bare.toLowerCase(Locale.ROOT);
  }

  private static boolean isQuoted(String value) {
    char first = value.charAt(0);
    return QUOTES.indexOf(first) >= 0 && value.charAt(value.length() - 1) == first;
  }

  /** Ignores hyphens and braces, so that the all-zero UUID is recognised in every form. */
  private static boolean isOneRepeatedCharacter(String value) {
    int repeated = -1;
    int count = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '-' || c == '{' || c == '}') {
        continue;
      }
      if (repeated >= 0 && c != repeated) {
        return false;
      }
      repeated = c;
      count++;
    }
    if (count == 0 || repeated == '0' || !Character.isLetterOrDigit(repeated)) {
      return true;
    }
    return count >= (Character.isDigit(repeated) ? FEWEST_REPEATED_DIGITS : 2);
  }
}
