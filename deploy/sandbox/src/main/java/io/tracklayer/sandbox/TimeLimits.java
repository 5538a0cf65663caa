package io.tracklayer.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which event times an API accepts. A schema cannot express this, because it depends on the time of
 * the request.
 *
 * @param age the greatest age
 * @param ahead how far an event may be ahead of our clock
 */
public record TimeLimits(Duration age, Duration ahead) {

  /** The first event of {@code data} whose {@code event_time}, in seconds, is out of bounds. */
  public Optional<BodyProblem> firstProblem(JsonNode data, Instant now) {
    return IntStream.range(0, data.size())
        .mapToObj(i -> problem(i, data.get(i), now))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /**
   * What is wrong with the {@code event_time}, in seconds since 1970, of the event at an index of
   * {@code data}.
   */
  public Optional<BodyProblem> problem(int index, JsonNode event, Instant now) {
    return problem(Instant.ofEpochSecond(event.get("event_time").asLong()), now)
        .map(problem -> BodyProblem.ofRule(problem, "data", index, "event_time"));
  }

  /** What is wrong with a time, as the message of a finding. */
  public Optional<String> problem(Instant time, Instant now) {
    if (time.isAfter(now.plus(ahead))) {
      return Optional.of("is in the future");
    }
    return time.isBefore(now.minus(age))
        ? Optional.of("is more than " + age.toDays() + " days old")
        : Optional.empty();
  }
}
