package io.tracklayer.destinations.event;

import io.tracklayer.contract.identifier.PhoneNumbers;
import io.tracklayer.contract.text.HashedValue;
import io.tracklayer.destinations.http.IpLiteral;

/**
 * Recognises text that holds personal data, wherever it stands in it and however it is encoded: see
 * {@link PlainText}.
 */
public final class PersonalText {

  private static final int LONGEST = 500;

  /** Fewer digits behind a plus sign are an offset or a count. */
  private static final int FEWEST_DIGITS = 7;

  /** Behind a letter or a digit the plus sign may be a sum or a space of a query. */
  private static final int FEWEST_DIGITS_BEHIND_WORD = 10;

  /** ITU-T E.164. */
  private static final int MOST_DIGITS = 15;

  /** As in {@code 0170 / 1234567}. */
  private static final int MOST_SEPARATORS = 3;

  private static final int FEWEST_HEX_GROUPS = 2;
  private static final int FEWEST_OF_IP_V4 = 4;
  private static final int LARGEST_OCTET = 255;

  /** Links to a number, which needs no plus sign there. */
  private static final String[] NUMBER_SCHEMES = {"tel:", "sms:", "callto:", "whatsapp:"};

  private static final String NUMBER_SITE = "wa.me/";

  /** One of them is in every address and every link to a number, unless in other alphabets. */
  private static final AsciiSet OF_ADDRESSES = new AsciiSet("@+:/%&\\");

  private static final AsciiSet NEVER_PLAIN = new AsciiSet("@+%&\\");

  private static final PhoneNumbers PHONE_NUMBERS = new PhoneNumbers(null);

  private PersonalText() {}

  /**
   * Whether a text may be sent: it is not personal, and too short to be free text that could say
   * anything.
   */
  public static boolean isSendable(String value) {
    return value.length() <= LONGEST && !isPersonal(value);
  }

  /**
   * Whether a text holds what looks like an e-mail address, an international phone number, an IP
   * address or a token, or is the number of a card.
   */
  public static boolean isPersonal(String value) {
    return isPersonal(value, true);
  }

  /**
   * Whether a text may stand under a key that says nothing of it: hashes are somebody's, and
   * addresses with parameters, or of a page that is opened by its path, let in who follows them.
   */
  public static boolean isFree(String value) {
    boolean isAddress = value.contains("://") || value.startsWith("//");
    return !HashedValue.is(value)
        && !(isAddress
            && (value.indexOf('?') >= 0 || value.indexOf('#') >= 0 || SecretPath.is(value)));
  }

  /**
   * Whether the code of a product or an order does. In one, leading zeros only fill up its length.
   */
  public static boolean isPersonalCode(String value) {
    return isPersonal(value, false);
  }

  /** Whether an id made by a vendor is somebody's e-mail address or phone number instead. */
  static boolean isAddress(String id) {
    if (!OF_ADDRESSES.isInOrMore(id)) {
      return false;
    }
    String plain = PlainText.of(id);
    return plain.indexOf('@') >= 0 || holdsNumber(plain, false);
  }

  /**
   * @param zerosDial whether it is free text: a code may begin with zeros, and have as many digits
   *     as a card
   */
  private static boolean isPersonal(String value, boolean zerosDial) {
    if (isPlainWord(value)) {
      return false;
    }
    String plain = PlainText.of(value);
    return plain.indexOf('@') >= 0
        || Tokens.isIn(plain)
        || (zerosDial && CardNumber.is(plain))
        || holdsNumber(plain, zerosDial)
        || holdsIpV4(plain)
        || holdsIpV6(plain);
  }

  /**
   * A cheap first test, which nearly every text passes: letters, spaces and few digits are none of
   * all that.
   */
  private static boolean isPlainWord(String value) {
    int digits = 0;
    int colons = 0;
    boolean mayBeToken = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
      } else if (c == ':') {
        colons++;
      } else if (c >= 0x80 || NEVER_PLAIN.has(c)) {
        return false;
      }
      mayBeToken |= Tokens.mayHold(c);
    }
    return digits < FEWEST_OF_IP_V4
        && colons < FEWEST_HEX_GROUPS
        && !(mayBeToken && Tokens.isIn(value));
  }

  private static boolean holdsNumber(String text, boolean zerosDial) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c == '+' && isNumberBehindPlus(text, i)) || (zerosDial && isDialled(text, i))) {
        return true;
      }
    }
    return isNumberLink(text);
  }

  private static boolean isNumberBehindPlus(String text, int plus) {
    int digits = digitsFrom(text, plus + 1);
    boolean behindWord = plus > 0 && Character.isLetterOrDigit(text.charAt(plus - 1));
    return digits >= (behindWord ? FEWEST_DIGITS_BEHIND_WORD : FEWEST_DIGITS);
  }

  /** {@code 00} is the international prefix of most countries; see {@link PhoneNumbers}. */
  private static boolean isDialled(String text, int start) {
    if (!text.startsWith("00", start)
        || start + 2 >= text.length()
        || (start > 0 && isOfNumber(text.charAt(start - 1)))) {
      return false;
    }
    int digits = digitsFrom(text, start + 2);
    return digits > FEWEST_DIGITS
        && digits <= MOST_DIGITS
        && PHONE_NUMBERS.e164(text.substring(start, endOfNumber(text, start)), null).isPresent();
  }

  private static boolean isOfNumber(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == ',';
  }

  private static boolean isNumberLink(String text) {
    for (int end = text.indexOf(':'); end >= 0; end = text.indexOf(':', end + 1)) {
      if (isNumberBehind(text, end + 1, NUMBER_SCHEMES)) {
        return true;
      }
    }
    int path = text.indexOf(NUMBER_SITE);
    return path >= 0 && digitsOf(text, path + NUMBER_SITE.length()) >= FEWEST_DIGITS;
  }

  private static boolean isNumberBehind(String text, int start, String[] schemes) {
    int from = text.startsWith("//", start) ? start + 2 : start;
    if (from == text.length() || !isOfLink(text.charAt(from))) {
      return false;
    }
    for (String scheme : schemes) {
      int at = start - scheme.length();
      if (at >= 0 && text.regionMatches(true, at, scheme, 0, scheme.length())) {
        return digitsOf(text, from) >= FEWEST_DIGITS;
      }
    }
    return false;
  }

  private static boolean isOfLink(char c) {
    return isDigit(c) || isSeparator(c);
  }

  /** The digits of an international number that begins there; 0 if none can. */
  private static int digitsFrom(String text, int start) {
    int first = start;
    while (first < text.length()
        && isSeparator(text.charAt(first))
        && first - start < MOST_SEPARATORS) {
      first++;
    }
    boolean isCountryCode =
        first < text.length() && text.charAt(first) >= '1' && text.charAt(first) <= '9';
    return isCountryCode ? digitsOf(text, first) : 0;
  }

  private static int digitsOf(String text, int start) {
    int digits = 0;
    for (int i = start; i < endOfNumber(text, start); i++) {
      digits += isDigit(text.charAt(i)) ? 1 : 0;
    }
    return digits;
  }

  /** Behind the last digit of those with few separators between them. */
  private static int endOfNumber(String text, int start) {
    int end = start;
    int separators = 0;
    for (int i = start; i < text.length() && separators <= MOST_SEPARATORS; i++) {
      char c = text.charAt(i);
      if (isDigit(c)) {
        end = i + 1;
        separators = 0;
      } else if (isSeparator(c)) {
        separators++;
      } else {
        break;
      }
    }
    return end;
  }

  private static boolean isSeparator(char c) {
    return c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' || c == ')';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Four numbers up to 255. That of a version after a {@code v} is none. */
  private static boolean holdsIpV4(String text) {
    for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', dot + 1)) {
      int start = dot;
      while (start > 0 && isDigit(text.charAt(start - 1))) {
        start--;
      }
      if (start < dot && isIpV4(text, start)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIpV4(String text, int start) {
    char before = start == 0 ? ' ' : text.charAt(start - 1);
    if (before == '.' || before == 'v' || before == 'V') {
      return false;
    }
    int at = start;
    for (int octet = 0; octet < 4; octet++) {
      int value = 0;
      int first = at;
      while (at < text.length() && isDigit(text.charAt(at)) && at - first < 4) {
        value = 10 * value + text.charAt(at) - '0';
        at++;
      }
      boolean ended = octet == 3 ? isEnd(text, at) : at < text.length() && text.charAt(at) == '.';
      if (at == first || value > LARGEST_OCTET || !ended) {
        return false;
      }
      at += octet == 3 ? 0 : 1;
    }
    return true;
  }

  /** Whether no further number follows. */
  private static boolean isEnd(String text, int at) {
    boolean dot = at < text.length() && text.charAt(at) == '.';
    int next = dot ? at + 1 : at;
    return next >= text.length() || !isDigit(text.charAt(next));
  }

  private static boolean holdsIpV6(String text) {
    int colon = text.indexOf(':');
    while (colon >= 0) {
      int start = colon;
      while (start > 0 && isOfIpV6(text.charAt(start - 1))) {
        start--;
      }
      int end = colon;
      while (end < text.length() && isOfIpV6(text.charAt(end))) {
        end++;
      }
      if (isIpV6(text, start, end)) {
        return true;
      }
      colon = text.indexOf(':', end);
    }
    return false;
  }

  private static boolean isOfIpV6(char c) {
    return c == ':' || c == '.' || Character.digit(c, 16) >= 0;
  }

  private static boolean isIpV6(String text, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && text.charAt(start) == ':' && !text.startsWith("::", start)) {
      start++;
    }
    while (end > start && isTrailing(text, start, end)) {
      end--;
    }
    boolean parted =
        (start == 0 || !Character.isLetterOrDigit(text.charAt(start - 1)))
            && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
    return parted
        && end - start > FEWEST_HEX_GROUPS
        && text.indexOf(':', start) < end
        && IpLiteral.is(text.substring(start, end));
  }

  private static boolean isTrailing(String text, int start, int end) {
    char last = text.charAt(end - 1);
    boolean colon = last == ':' && (end - 2 < start || text.charAt(end - 2) != ':');
    return last == '.' || colon;
  }
}
