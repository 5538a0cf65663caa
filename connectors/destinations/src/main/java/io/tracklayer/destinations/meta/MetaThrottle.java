package io.tracklayer.destinations.meta;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.destinations.http.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * How long to stay away after being throttled: the longest {@code estimated_time_to_regain_access}
 * (minutes) of the usage headers, and never less than {@link #SHORTEST}.
 */
final class MetaThrottle {

  static final Duration SHORTEST = Duration.ofSeconds(60);

  /** Upper limit, so that a wrong header cannot stop deliveries for good. */
  static final Duration LONGEST = Duration.ofHours(6);

  private static final List<String> HEADERS =
      List.of("x-business-use-case-usage", "x-app-usage", "x-ad-account-usage");

  private static final String MINUTES = "estimated_time_to_regain_access";

  private MetaThrottle() {}

  static Duration pause(Answer.Response response) {
    long minutes = 0;
    for (String header : HEADERS) {
      minutes = Math.max(minutes, response.header(header).map(MetaThrottle::minutes).orElse(0L));
    }
    Duration pause = Duration.ofMinutes(Math.min(minutes, LONGEST.toMinutes()));
    return pause.compareTo(SHORTEST) < 0 ? SHORTEST : pause;
  }

  private static long minutes(String usage) {
    try {
      long longest = 0;
      for (JsonNode value : Json.parse(usage.getBytes(UTF_8)).findValues(MINUTES)) {
        longest = Math.max(longest, value.asLong());
      }
      return longest;
    } catch (IOException e) {
      return 0;
    }
  }
}
