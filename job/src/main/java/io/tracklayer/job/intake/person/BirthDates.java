package io.tracklayer.job.intake.person;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Reads birth dates, and gives them as ISO dates. The forms are {@code 1990-01-31}, {@code
 * 1990/01/31}, {@code 19900131}, {@code 31.01.1990}, and {@code 01/31/1990} or {@code 31/01/1990}
 * if one of the two numbers cannot be a month. A time of day behind an ISO date must be midnight,
 * since any other is a local midnight in another zone, perhaps of another day. A date that is
 * ambiguous or before 1900 is absent.
 */
final class BirthDates {

  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2100;
  private static final int MAX_DAY_LENGTH = 10;

  private BirthDates() {}

  static @Nullable String iso(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String day = dayOf(text);
    if (day == null) {
      return null;
    }
    LocalDate date = date(day);
    return date == null || date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR
        ? null
        : date.toString();
  }

  private static @Nullable String dayOf(String text) {
    if (text.length() <= MAX_DAY_LENGTH) {
      return text;
    }
    char separator = text.charAt(MAX_DAY_LENGTH);
    boolean midnight = text.startsWith("00:00", MAX_DAY_LENGTH + 1);
    return (separator == 'T' || separator == ' ') && midnight
        ? text.substring(0, MAX_DAY_LENGTH)
        : null;
  }

  private static @Nullable LocalDate date(String day) {
    if (day.length() == 8 && number(day, 0, 8) >= 0) {
      return date(number(day, 0, 4), number(day, 4, 6), number(day, 6, 8));
    }
    int first = indexOfSeparator(day, 0);
    int second = first < 0 ? -1 : indexOfSeparator(day, first + 1);
    if (second < 0 || day.charAt(first) != day.charAt(second)) {
      return null;
    }
    int one = number(day, 0, first);
    int two = number(day, first + 1, second);
    int three = number(day, second + 1, day.length());
    if (one < 0 || two < 0 || three < 0) {
      return null;
    }
    if (first == 4) {
      return day.charAt(first) == '.' ? null : date(one, two, three);
    }
    if (day.length() - second - 1 != 4) {
      return null;
    }
    return switch (day.charAt(first)) {
      case '.' -> date(three, two, one);
      case '/' -> slashed(one, two, three);
      default -> null;
    };
  }

  /** American month/day or British day/month, as far as the numbers tell. */
  private static @Nullable LocalDate slashed(int one, int two, int year) {
    if (one > 12 || one == two) {
      return date(year, two, one);
    }
    return two > 12 ? date(year, one, two) : null;
  }

  private static @Nullable LocalDate date(int year, int month, int day) {
    try {
      return LocalDate.of(year, month, day);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static int indexOfSeparator(String day, int from) {
    for (int i = from; i < day.length(); i++) {
      char c = day.charAt(i);
      if (c == '-' || c == '/' || c == '.') {
        return i;
      }
    }
    return -1;
  }

  /** -1 if it is not a number. */
  private static int number(String text, int from, int to) {
    if (from >= to) {
      return -1;
    }
    int number = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }
}
