package io.tracklayer.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which times of events an API takes: no schema can say that, since it depends on now.
 *
 * @param age how long ago at most
 * @param ahead how far ahead of our clock at most
 */
public record TimeLimits(Duration age, Duration ahead) {

  /** The first thing that is wrong with the times of the events in {@code data}. */
  public Optional<Finding> firstProblem(JsonNode data, Instant now) {
    return IntStream.range(0, data.size())
        .mapToObj(i -> problem(i, data.get(i), now))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /**
   * What is wrong with the time of an event in {@code data}, its {@code event_time} in seconds
   * since 1970.
   */
  public Optional<Finding> problem(int index, JsonNode event, Instant now) {
    return problem(Instant.ofEpochSecond(event.get("event_time").asLong()), now)
        .map(problem -> Finding.ofRule(problem, "data", index, "event_time"));
  }

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
