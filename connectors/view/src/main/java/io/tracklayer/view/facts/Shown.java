package io.tracklayer.view.facts;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes texts of records fit to be shown. */
public final class Shown {

  /** What is never an id, a code or a setting's name, whatever field it stands in. */
  private static final Pattern PERSONAL =
      Pattern.compile(
          "[^\\s@]+(@|%40)[^\\s@]+|\\+[0-9][0-9 ()./-]{6,}|://|\\b(\\d{1,3}\\.){3}\\d{1,3}\\b");

  private static final int LONGEST = 512;

  private Shown() {}

  /**
   * An id as it may be shown. Some shops use an e-mail address or a phone number as one: of that,
   * nothing is shown.
   */
  public static String id(String id) {
    return PERSONAL.matcher(id).find() ? "(an address)" : id;
  }

  /** A detail of a reason; none if it is not as short and impersonal as it should be. */
  static @Nullable String detail(@Nullable String detail) {
    return detail == null || detail.length() > LONGEST || PERSONAL.matcher(detail).find()
        ? null
        : detail;
  }
}
