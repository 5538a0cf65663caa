package io.tracklayer.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The times of events that an API takes.
 *
 * @param age how long ago at most
 * @param ahead how far ahead of our clock at most
 */
public record TimeLimits(Duration age, Duration ahead) {

  /** What is wrong with a time: the end of a sentence that begins with the field. */
  public Optional<String> problem(Instant time, Instant now) {
    if (time.isAfter(now.plus(ahead))) {
      return Optional.of("is in the future");
    }
    return time.isBefore(now.minus(age))
        ? Optional.of("is more than " + age.toDays() + " days old")
        : Optional.empty();
  }
}
