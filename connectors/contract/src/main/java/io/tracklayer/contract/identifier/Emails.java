package io.tracklayer.contract.identifier;

import io.tracklayer.contract.text.UnicodeText;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;

/**
 * The normal form of an e-mail address: trimmed, without invisible characters, lower-cased, its
 * domain in ASCII (punycode). Parts that a provider ignores (Gmail's dots, {@code +tag}) are kept:
 * only some destinations strip them.
 */
public final class Emails {

  /** RFC 5321: 64 for the local part, 255 for the domain. */
  private static final int MAX_LENGTH = 320;

  private static final int MAX_LOCAL = 64;
  private static final int MAX_LABEL = 63;

  private static final String MASK_OF_LETTERS = "xxxx";

  /** The asterisk, the hash and the question mark are allowed, but they only ever mask others. */
  private static final String NEVER_IN_LOCAL_PART = "<>()[],;:\\\"*#?";

  private static final int OF_WORDS =
      (1 << Character.UPPERCASE_LETTER)
          | (1 << Character.LOWERCASE_LETTER)
          | (1 << Character.TITLECASE_LETTER)
          | (1 << Character.MODIFIER_LETTER)
          | (1 << Character.OTHER_LETTER)
          | (1 << Character.NON_SPACING_MARK)
          | (1 << Character.COMBINING_SPACING_MARK)
          | (1 << Character.DECIMAL_DIGIT_NUMBER)
          | (1 << Character.FORMAT);

  private static final char WIDE_AT = '\uff20';
  private static final char FIRST_WIDE = '\uff01';
  private static final char LAST_WIDE = '\uff5e';

  private Emails() {}

  /** Whether it has the sign, in whatever width, without which it is no address. */
  static boolean hasAt(String value) {
    return value.indexOf('@') >= 0 || value.indexOf(WIDE_AT) >= 0;
  }

  /** Empty when the value cannot be an address that receives mail, or is a masked one. */
  public static Optional<String> normalise(String value) {
    if (!hasAt(value) || value.length() > 2 * MAX_LENGTH) {
      return Optional.empty();
    }
    boolean isWide = value.indexOf(WIDE_AT) >= 0;
    String address = UnicodeText.visible(isWide ? narrow(value) : value).toLowerCase(Locale.ROOT);
    int at = address.indexOf('@');
    if (at < 1 || at != address.lastIndexOf('@') || address.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String local = address.substring(0, at);
    if (!isPlausibleLocalPart(local)) {
      return Optional.empty();
    }
    return ascii(address.substring(at + 1))
        .filter(Emails::isPlausibleDomain)
        .map(domain -> local + '@' + domain);
  }

  /** As keyboards for Japanese and Chinese write ASCII, in the width of their own characters. */
  private static String narrow(String wide) {
    StringBuilder narrow = new StringBuilder(wide.length());
    for (int i = 0; i < wide.length(); i++) {
      char c = wide.charAt(i);
      narrow.append(c >= FIRST_WIDE && c <= LAST_WIDE ? (char) (c - FIRST_WIDE + '!') : c);
    }
    return narrow.toString();
  }

  private static boolean isPlausibleLocalPart(String local) {
    if (local.length() > MAX_LOCAL) {
      return false;
    }
    for (int i = 0; i < local.length(); ) {
      int c = local.codePointAt(i);
      if (!isPlausibleInLocalPart(c)) {
        return false;
      }
      i += Character.charCount(c);
    }
    return !MaskedText.hasMask(local) && !local.contains(MASK_OF_LETTERS);
  }

  /**
   * Of other scripts only letters and what belongs to them: no mailbox has a bullet or an ellipsis,
   * with which addresses are masked, or the character that stands for one that was lost.
   */
  private static boolean isPlausibleInLocalPart(int c) {
    return c < 0x80
        ? c > ' ' && c < 0x7F && NEVER_IN_LOCAL_PART.indexOf(c) < 0
        : ((1 << Character.getType(c)) & OF_WORDS) != 0;
  }

  private static Optional<String> ascii(String domain) {
    if (UnicodeText.isAll(domain, c -> c < 0x80)) {
      return Optional.of(domain);
    }
    try {
      return Optional.of(IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Letters, digits and inner hyphens in at least two labels, the last of which is not a number.
   */
  private static boolean isPlausibleDomain(String domain) {
    int labels = 0;
    int start = 0;
    while (start <= domain.length()) {
      int dot = domain.indexOf('.', start);
      int end = dot < 0 ? domain.length() : dot;
      if (!isPlausibleLabel(domain, start, end)) {
        return false;
      }
      labels++;
      if (dot < 0) {
        return labels >= 2
            && end - start >= 2
            && !UnicodeText.isAll(domain.substring(start), c -> c >= '0' && c <= '9');
      }
      start = dot + 1;
    }
    return false;
  }

  private static boolean isPlausibleLabel(String domain, int start, int end) {
    if (end == start || end - start > MAX_LABEL) {
      return false;
    }
    for (int i = start; i < end; i++) {
      char c = domain.charAt(i);
      boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      boolean innerHyphen = c == '-' && i > start && i < end - 1;
      if (!letterOrDigit && !innerHyphen) {
        return false;
      }
    }
    return true;
  }
}
