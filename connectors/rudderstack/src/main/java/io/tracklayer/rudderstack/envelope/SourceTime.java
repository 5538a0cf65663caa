package io.tracklayer.rudderstack.envelope;

import io.tracklayer.contract.text.UnicodeText;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A time as sources write it:
 *
 * <ul>
 *   <li>RFC 3339 and what is close to it: a space for the {@code T}, no seconds, a comma before the
 *       fraction, an offset without colon or minutes, slashes in the date, no separators at all,
 *       the zone's name in brackets behind the offset. Without an offset it is UTC.
 *   <li>Seconds, milli-, micro- or nanoseconds since 1970, told apart by their size: as seconds, a
 *       number of milliseconds would lie thousands of years ahead. Eight digits may be a date.
 *   <li>The forms of HTTP ({@code Mon, 04 May 2026 11:59:00 GMT}) and of JavaScript's {@code
 *       Date.toString()} ({@code Mon May 04 2026 13:59:00 GMT+0200 (CEST)}).
 * </ul>
 */
final class SourceTime {

  /** Four digits of year: what is beyond does not fit the milliseconds of any destination. */
  private static final Pattern ISO =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d)[Tt ](\\d\\d:\\d\\d)(:\\d\\d)?(?:[.,](\\d{1,9}))?"
              + " ?([Zz]|UTC|GMT|[+-]\\d\\d(?::?\\d\\d)?)?(?: UTC)?");

  private static final Pattern NUMBER = Pattern.compile("\\d{9,19}(?:\\.\\d{1,9})?|-?\\d{1,7}");

  /** JavaScript names the zone in brackets behind the offset, in the device's language. */
  private static final Pattern ZONE_IN_BRACKETS = Pattern.compile(" \\([^)]*\\)$");

  private static final DateTimeFormatter JAVASCRIPT =
      DateTimeFormatter.ofPattern("EEE MMM dd yyyy HH:mm:ss 'GMT'xx", Locale.ENGLISH);

  private static final BigDecimal SECONDS_BELOW = new BigDecimal("1e11");
  private static final BigDecimal MILLIS_BELOW = new BigDecimal("1e14");
  private static final BigDecimal MICROS_BELOW = new BigDecimal("1e17");

  /** {@code 20260504T115900}. */
  private static final int LENGTH_OF_BASIC = 15;

  private SourceTime() {}

  /** None of a text that is no time. */
  static @Nullable Instant parse(String written) {
    String text = usual(written);
    try {
      if (NUMBER.matcher(text).matches()) {
        return sinceEpoch(new BigDecimal(text));
      }
      Matcher iso = ISO.matcher(text);
      if (iso.matches()) {
        return ofIso(iso);
      }
      return text.indexOf(',') > 0
          ? OffsetDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant()
          : OffsetDateTime.parse(ZONE_IN_BRACKETS.matcher(text).replaceFirst(""), JAVASCRIPT)
              .toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  /**
   * The forms that differ from the usual one only in their signs: with digits of another script, as
   * Moment.js writes them in Arabic; with slashes; without separators (ISO 8601's basic format);
   * with the zone's name behind the offset, as Java's {@code ZonedDateTime} writes it.
   */
  private static String usual(String written) {
    String text = withAsciiDigits(written);
    int zone = text.endsWith("]") ? text.lastIndexOf('[') : -1;
    String time = zone > 0 ? text.substring(0, zone) : text;
    if (isAt(time, 4, '/') && isAt(time, 7, '/')) {
      return time.substring(0, 4) + '-' + time.substring(5, 7) + '-' + time.substring(8);
    }
    return isAt(time, 8, 'T') && time.length() >= LENGTH_OF_BASIC
        ? (time.substring(0, 4) + '-' + time.substring(4, 6) + '-' + time.substring(6, 11))
            + (':' + time.substring(11, 13) + ':' + time.substring(13))
        : time;
  }

  private static boolean isAt(String text, int index, char sign) {
    return text.length() > index && text.charAt(index) == sign;
  }

  private static String withAsciiDigits(String text) {
    if (UnicodeText.isAscii(text)) {
      return text;
    }
    StringBuilder ascii = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      int digit = Character.digit(text.charAt(i), 10);
      ascii.setCharAt(i, digit < 0 ? text.charAt(i) : (char) ('0' + digit));
    }
    return ascii.toString();
  }

  private static Instant sinceEpoch(BigDecimal number) {
    int unit =
        number.compareTo(SECONDS_BELOW) < 0
            ? 0
            : number.compareTo(MILLIS_BELOW) < 0 ? 3 : number.compareTo(MICROS_BELOW) < 0 ? 6 : 9;
    BigDecimal seconds = number.movePointLeft(unit);
    long whole = seconds.longValue();
    return Instant.ofEpochSecond(
        whole, seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue());
  }

  private static Instant ofIso(Matcher iso) {
    String seconds = iso.group(3) == null ? ":00" : iso.group(3);
    String fraction = iso.group(4) == null ? "" : "." + iso.group(4);
    return LocalDateTime.parse(iso.group(1) + "T" + iso.group(2) + seconds + fraction)
        .toInstant(offset(iso.group(5)));
  }

  private static ZoneOffset offset(@Nullable String written) {
    return written == null || Character.isLetter(written.charAt(0))
        ? ZoneOffset.UTC
        : ZoneOffset.of(written);
  }
}
