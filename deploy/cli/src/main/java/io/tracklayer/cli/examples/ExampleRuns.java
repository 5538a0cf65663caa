package io.tracklayer.cli.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.cli.preview.Preview;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.EndpointConfig;
import io.tracklayer.contract.config.Example;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs examples through the code of {@code preview}. An example arrives when it happened, so that
 * it never becomes too old. Not thread-safe.
 */
public final class ExampleRuns {

  private final TrackLayerConfig config;
  private final @Nullable String identityKey;
  private final @Nullable Instant arrival;
  private final Clock present;
  private final SetClock clock = new SetClock();
  private final Map<EndpointConfig, Preview> previews = new HashMap<>();

  /**
   * @param identityKey if it is set
   * @param arrival of all examples; null for the time at which each happened
   * @param present for examples that do not say when they happened
   */
  public ExampleRuns(
      TrackLayerConfig config,
      @Nullable String identityKey,
      @Nullable Instant arrival,
      Clock present) {
    this.config = config;
    this.identityKey = identityKey;
    this.arrival = arrival;
    this.present = present;
  }

  /** What is not as expected; empty when all is. */
  public List<Difference> differences(Example example) {
    Map<EndpointConfig, JsonNode> shown = new HashMap<>();
    List<Difference> differences = new ArrayList<>();
    for (Example.Expectation expected : example.expected()) {
      JsonNode preview =
          shown.computeIfAbsent(
              endpoint(expected.destination()), endpoint -> preview(endpoint, example));
      differences.addAll(Comparison.of(expected, decision(preview, expected.destination())));
    }
    return differences;
  }

  /** The first one whose events the destination gets. */
  private EndpointConfig endpoint(String destination) {
    DestinationConfig to = config.destination(destination).orElseThrow();
    return config.endpoints().stream()
        .filter(endpoint -> to.serves(endpoint.account(), endpoint.environment()))
        .findFirst()
        .orElseThrow();
  }

  private JsonNode preview(EndpointConfig endpoint, Example example) {
    Preview preview =
        previews.computeIfAbsent(
            endpoint, of -> new Preview(config, of, identityKey, destination -> true, clock));
    byte[] event = Json.write(example.event());
    clock.set(arrival == null ? present.instant() : arrival);
    JsonNode shown = parsed(preview.of(event));
    JsonNode happened = shown.path("canonical").path("occurred_at");
    if (arrival != null || !happened.isTextual()) {
      return shown;
    }
    clock.set(Instant.parse(happened.asText()));
    return parsed(preview.of(event));
  }

  /** An event that is not taken at all goes nowhere. */
  private static JsonNode decision(JsonNode preview, String destination) {
    for (JsonNode decision : preview.get("destinations")) {
      if (decision.get("destination").asText().equals(destination)) {
        return decision;
      }
    }
    ObjectNode skipped = Json.object().put("decision", "skip");
    skipped.set("reason", preview.get("reason"));
    skipped.putArray("requests");
    return skipped;
  }

  private static JsonNode parsed(String json) {
    try {
      return Json.parse(json.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("a preview is not JSON", e);
    }
  }

  /** Stands where it was set. */
  private static final class SetClock extends Clock {

    private Instant now = Instant.EPOCH;

    void set(Instant instant) {
      now = instant;
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("only instants are read");
    }
  }
}
