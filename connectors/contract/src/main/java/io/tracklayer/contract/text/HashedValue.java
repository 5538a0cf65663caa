package io.tracklayer.contract.text;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Recognises values already hashed by the source, so that they are not hashed twice: 64 hex digits,
 * optionally followed by the suffix that Meta's parameter builder appends (a full stop and two or
 * eight characters).
 */
public final class HashedValue {

  private static final int SHORT_SUFFIX = Sha256.HEX_LENGTH + 3;
  private static final int LONG_SUFFIX = Sha256.HEX_LENGTH + 9;

  private HashedValue() {}

  public static boolean is(String value) {
    int length = value.length();
    if (length != Sha256.HEX_LENGTH && length != SHORT_SUFFIX && length != LONG_SUFFIX) {
      return false;
    }
    for (int i = 0; i < Sha256.HEX_LENGTH; i++) {
      if (Character.digit(value.charAt(i), 16) < 0 || value.charAt(i) > 'f') {
        return false;
      }
    }
    return length == Sha256.HEX_LENGTH || isSuffix(value);
  }

  /** Whether it carries the suffix, and so was made by Meta's rules. */
  public static boolean isMetas(String value) {
    return value.length() > Sha256.HEX_LENGTH && is(value);
  }

  /**
   * For a hash, its 64 digits in lower case without the suffix; for any other value, the given
   * form.
   */
  public static @Nullable String orElse(String value, UnaryOperator<String> form) {
    String digits = digits(value);
    return digits == null ? form.apply(value) : digits;
  }

  /** The 64 digits of a hash, in lower case and without suffix; null for any other value. */
  public static @Nullable String digits(String value) {
    return is(value) ? UnicodeText.folded(value.substring(0, Sha256.HEX_LENGTH)) : null;
  }

  private static boolean isSuffix(String value) {
    if (value.charAt(Sha256.HEX_LENGTH) != '.') {
      return false;
    }
    for (int i = Sha256.HEX_LENGTH + 1; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!plain && c != '_' && c != '-') {
        return false;
      }
    }
    return true;
  }
}
