package io.tracklayer.contract.identifier;

import io.tracklayer.contract.text.FieldSpelling;
import io.tracklayer.contract.text.UnicodeText;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Values that identify nobody, which programs write in place of a missing identifier. A single one
 * let through would join thousands of strangers into one profile.
 *
 * <p>They are {@linkplain Placeholders words} for guests, for nothing and for tests, anything that
 * begins with {@code not_}, field names, templates that were not filled in, objects that a script
 * wrote as text, one repeated character, hashes of nothing or of such a word, and e-mail addresses
 * whose local part is such a word or {@code noemail}, {@code noreply} and the like.
 *
 * <p>The whole value counts, never a part of it, except for what only an unfilled template or a
 * script writes, as in <code>user-{{id}}</code>. Case, quotes, surrounding space and invisible
 * characters are ignored. Immutable, thread-safe.
 */
public final class BlockedValues {

  private static final Set<String> BUILT_IN = Set.of("0", "-1", "true", "false", "{}", "[]");

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

  private static final Set<String> HASHED_WORDS =
      Set.of(
          "null",
          "undefined",
          "none",
          "nil",
          "nan",
          "n/a",
          "guest",
          "anonymous",
          "unknown",
          "test",
          "empty");

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

  /**
   * As in <code>{{user.id}}</code>, <code>${user_id}</code>, {@code [[user_id]]},
   * {@code @@userId@@} and {@code :user_id}.
   */
  private static final Pattern TEMPLATE =
      Pattern.compile(
          "\\[\\[.*]]|<.*>|&lt;.*&gt;|%[^%]+%|([%@#$|~^!])\\1.+\\1\\1|([#$|~^])[a-z_. ]+\\2"
              + "|%7b%7b.*%7d%7d|%2[34]%7b.*%7d|%3c.*%3e|%5b%5b.*%5d%5d"
              + "|\\*\\|.*\\|\\*|__[a-z_]+__|:[a-z_]+"
              + "|\\{[a-z_.$][a-z_.$ -]*}|\\[[a-z_.$][a-z_.$ -]*]|\\([a-z_.$][a-z_.$ -]*\\)",
          Pattern.DOTALL);

  /** What stands in no id, so that it is found anywhere. */
  private static final Pattern UNFILLED = Pattern.compile("\\{\\{|[$#@]\\{|\\{%|<%|\\[object ");

  private static final String QUOTES = "\"'`";

  /** Ids are often numbers: 22 may be somebody, but 222222 is a key held down. */
  private static final int FEWEST_REPEATED_DIGITS = 3;

  private static final int LENGTH_OF_UUID = 36;
  private static final int VERSION_OF_UUID = 14;
  private static final int VARIANT_OF_UUID = 19;

  private final Set<String> blocked;
  private final Set<String> hashesOfNothing;

  /**
   * @param additions values blocked besides the built-in ones
   */
  public BlockedValues(Collection<String> additions) {
    blocked = new HashSet<>(BUILT_IN);
    additions.forEach(addition -> blocked.add(comparable(addition)));
    hashesOfNothing = HashesOf.all(Stream.of(Set.of(""), blocked, FIELD_NAMES, HASHED_WORDS));
  }

  public boolean blocks(String value) {
    String comparable = comparable(value);
    return comparable.isEmpty()
        || blocked.contains(comparable)
        || isOneRepeatedCharacter(comparable)
        || MaskedText.hasMask(comparable)
        || isNotSomething(comparable)
        || isTemplate(comparable)
        || hashesOfNothing.contains(comparable)
        || (isAddress(comparable) ? isAddressOfNobody(comparable) : isWord(comparable));
  }

  /**
   * Whether it hashes nothing, or is a cleared or filled register: of the first digit or the last.
   *
   * @param sha256 in lower-case hex
   */
  public boolean blocksHash(String sha256) {
    return hashesOfNothing.contains(sha256)
        || ("0f".indexOf(sha256.charAt(0)) >= 0 && isOneRepeatedCharacter(sha256));
  }

  private static boolean isNotSomething(String value) {
    boolean mayBe = value.startsWith("not") || value.startsWith("(not");
    return mayBe && NOT_SOMETHING.matcher(value).matches();
  }

  private static boolean isTemplate(String value) {
    char first = value.charAt(0);
    boolean mayBe = !Character.isLetterOrDigit(first);
    boolean mayHold = value.indexOf('{') >= 0 || value.indexOf('<') >= 0 || value.indexOf('[') >= 0;
    return (mayBe && TEMPLATE.matcher(value).matches())
        || (mayHold && UNFILLED.matcher(value).find());
  }

  private static boolean isWord(String value) {
    return FIELD_NAMES.contains(FieldSpelling.plain(value)) || Placeholders.areId(value);
  }

  /** Rather than a name between such signs, as in {@code @@userId@@}. */
  private static boolean isAddress(String value) {
    int at = value.indexOf('@');
    return at >= 1
        && at < value.length() - 1
        && value.charAt(at - 1) != '@'
        && value.charAt(at + 1) != '@';
  }

  private boolean isAddressOfNobody(String value) {
    String local = value.substring(0, value.indexOf('@'));
    return blocked.contains(local)
        || isNotSomething(local)
        || ADDRESSES_OF_NOBODY.contains(FieldSpelling.plain(local))
        || Placeholders.areMailbox(local);
  }

  private static String comparable(String value) {
    String bare = UnicodeText.visible(value);
    while (bare.length() >= 2 && isQuoted(bare)) {
      bare = bare.substring(1, bare.length() - 1).strip();
    }
    return bare.toLowerCase(Locale.ROOT);
  }

  private static boolean isQuoted(String value) {
    char first = value.charAt(0);
    return QUOTES.indexOf(first) >= 0 && value.charAt(value.length() - 1) == first;
  }

  /**
   * Ignores hyphens and braces, so that a UUID of one digit is recognised in every form, also with
   * the version and variant that a UUID must have.
   */
  private static boolean isOneRepeatedCharacter(String value) {
    int repeated = -1;
    int count = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean isSetByForm =
          value.length() == LENGTH_OF_UUID && (i == VERSION_OF_UUID || i == VARIANT_OF_UUID);
      if (c == '-' || c == '{' || c == '}' || isSetByForm) {
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
