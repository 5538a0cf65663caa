package io.tracklayer.destinations.answers;

import io.tracklayer.destinations.http.Answer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Retry-After} header, RFC 9110 section 10.2.3: seconds, or a date. A date is measured
 * against the answer's own {@code Date} header, so our clock and the server's need not agree;
 * without one it is ignored.
 */
public final class RetryAfter {

  /** The longest wait that a server can ask for. */
  public static final Duration LONGEST = Duration.ofHours(1);

  private static final int MOST_DIGITS = 9;

  private RetryAfter() {}

  /**
   * @return between one second and {@link #LONGEST}; null if the header is absent or unusable
   */
  public static @Nullable Duration of(Answer.Response response) {
    Optional<String> header = response.header("retry-after").map(String::strip);
    if (header.isEmpty() || header.get().isEmpty()) {
      return null;
    }
    String value = header.get();
    Duration wait =
        value.chars().allMatch(c -> c >= '0' && c <= '9')
            ? Duration.ofSeconds(seconds(value))
            : until(value, response);
    if (wait == null || wait.compareTo(Duration.ofSeconds(1)) < 0) {
      return null;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }

  private static long seconds(String digits) {
    return digits.length() > MOST_DIGITS ? Integer.MAX_VALUE : Long.parseLong(digits);
  }

  private static @Nullable Duration until(String date, Answer.Response response) {
    Optional<Instant> now = response.header("date").flatMap(RetryAfter::instant);
    Optional<Instant> then = instant(date);
    return now.isPresent() && then.isPresent() ? Duration.between(now.get(), then.get()) : null;
  }

  private static Optional<Instant> instant(String date) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.strip(), Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
