package io.tracklayer.contract.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * Instants as text, in the one form in which they are written: {@code 2026-08-20T10:15:30.120Z}.
 * The JDK's own formatter takes a microsecond for each, and every event has several.
 */
public final class IsoInstant {

  private static final int SECONDS_END = 19;
  private static final int LONGEST = 30;
  private static final int NANO_DIGITS = 9;
  private static final int LAST_HOUR = 23;
  private static final int LAST_OF_SIXTY = 59;
  private static final long YEAR_0 = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
  private static final long YEAR_10_000 = Instant.parse("+10000-01-01T00:00:00Z").getEpochSecond();
  private static final int[] NANOS_OF_A_DIGIT = {
    100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1
  };

  private IsoInstant() {}

  /**
   * The same as {@link Instant#parse}.
   *
   * @throws DateTimeParseException when it is none
   */
  public static Instant parse(String text) {
    Instant usual = parseUsual(text);
    return usual == null ? Instant.parse(text) : usual;
  }

  /** Null for text of any other form, which may be an instant nevertheless. */
  static @Nullable Instant parseUsual(String text) {
    int length = text.length();
    if (length <= SECONDS_END || length > LONGEST || text.charAt(length - 1) != 'Z') {
      return null;
    }
    boolean parted =
        text.charAt(4) == '-'
            && text.charAt(7) == '-'
            && text.charAt(10) == 'T'
            && text.charAt(13) == ':'
            && text.charAt(16) == ':';
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, SECONDS_END);
    int nanos = nanos(text, length - 1);
    boolean numbers = (year | month | day | hour | minute | second | nanos) >= 0;
    if (!parted
        || !numbers
        || hour > LAST_HOUR
        || minute > LAST_OF_SIXTY
        || second > LAST_OF_SIXTY) {
      return null;
    }
    try {
      long days = LocalDate.of(year, month, day).toEpochDay();
      return Instant.ofEpochSecond(((days * 24 + hour) * 60 + minute) * 60 + second, nanos);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Below 0 if it is no number. */
  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = 10 * number + c - '0';
    }
    return number;
  }

  private static int nanos(String text, int end) {
    if (end == SECONDS_END) {
      return 0;
    }
    int first = SECONDS_END + 1;
    int digits = end - first;
    int fraction = text.charAt(SECONDS_END) == '.' && digits > 0 ? number(text, first, end) : -1;
    return fraction < 0 ? -1 : fraction * NANOS_OF_A_DIGIT[digits - 1];
  }

  /** The same as {@link Instant#toString}. */
  public static String text(Instant instant) {
    if (instant.getEpochSecond() < YEAR_0 || instant.getEpochSecond() >= YEAR_10_000) {
      return instant.toString();
    }
    LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    char[] text = new char[LONGEST];
    write(text, 0, 4, time.getYear());
    text[4] = '-';
    write(text, 5, 7, time.getMonthValue());
    text[7] = '-';
    write(text, 8, 10, time.getDayOfMonth());
    text[10] = 'T';
    write(text, 11, 13, time.getHour());
    text[13] = ':';
    write(text, 14, 16, time.getMinute());
    text[16] = ':';
    write(text, 17, SECONDS_END, time.getSecond());
    int end = writeNanos(text, time.getNano());
    text[end] = 'Z';
    return new String(text, 0, end + 1);
  }

  /** Three, six or nine digits, or nothing; returns where they end. */
  private static int writeNanos(char[] text, int nanos) {
    if (nanos == 0) {
      return SECONDS_END;
    }
    int digits = NANO_DIGITS;
    int fraction = nanos;
    while (fraction % 1000 == 0) {
      fraction /= 1000;
      digits -= 3;
    }
    text[SECONDS_END] = '.';
    int end = SECONDS_END + 1 + digits;
    write(text, SECONDS_END + 1, end, fraction);
    return end;
  }

  private static void write(char[] text, int from, int to, int number) {
    int rest = number;
    for (int i = to - 1; i >= from; i--) {
      text[i] = (char) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
