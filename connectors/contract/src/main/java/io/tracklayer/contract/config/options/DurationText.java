package io.tracklayer.contract.config.options;

import java.time.Duration;
import java.util.Optional;

/** Durations as the file writes them, a whole number and one unit: {@code 200ms}. */
public final class DurationText {

  /** So that no unit overflows; a billion days is longer than any window. */
  private static final int MAX_DIGITS = 9;

  private DurationText() {}

  /** Empty when the text has any other form. */
  public static Optional<Duration> parse(String text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    if (digits == 0 || digits > MAX_DIGITS) {
      return Optional.empty();
    }
    long number = Long.parseLong(text.substring(0, digits));
    return switch (text.substring(digits)) {
      case "ms" -> Optional.of(Duration.ofMillis(number));
      case "s" -> Optional.of(Duration.ofSeconds(number));
      case "m" -> Optional.of(Duration.ofMinutes(number));
      case "h" -> Optional.of(Duration.ofHours(number));
      case "d" -> Optional.of(Duration.ofDays(number));
      default -> Optional.empty();
    };
  }

  /** Written in the largest unit that gives a whole number. */
  public static String of(Duration duration) {
    long millis = duration.toMillis();
    if (millis % Duration.ofDays(1).toMillis() == 0) {
      return duration.toDays() + "d";
    }
    if (millis % Duration.ofHours(1).toMillis() == 0) {
      return duration.toHours() + "h";
    }
    if (millis % Duration.ofMinutes(1).toMillis() == 0) {
      return duration.toMinutes() + "m";
    }
    return millis % 1000 == 0 ? duration.toSeconds() + "s" : millis + "ms";
  }
}
