package io.tracklayer.contract.text;

/**
 * The names of fields, which senders spell as their language does: {@code billing_email}, {@code
 * billingEmail}, {@code Billing E-mail}.
 */
public final class FieldSpelling {

  private FieldSpelling() {}

  /** The letters and digits alone, in lower case: the form in which spellings are one name. */
  public static String plain(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (!isPlain(name.charAt(i))) {
        return plain(name, i);
      }
    }
    return name;
  }

  private static String plain(String name, int firstOther) {
    StringBuilder plain = new StringBuilder(name.length()).append(name, 0, firstOther);
    for (int i = firstOther; i < name.length(); i++) {
      char c = name.charAt(i);
      if (isPlain(c)) {
        plain.append(c);
      } else if (Character.isLetterOrDigit(c)) {
        plain.append(Character.toLowerCase(c));
      }
    }
    return plain.toString();
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }
}
