package io.tracklayer.e2e.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/**
 * A receiver to which nobody posts, for its live view: it can be killed and started again, and all
 * the numbers of its page be asked for. Not thread-safe.
 */
public final class ViewProcess implements AutoCloseable {

  private static final Duration READY = Duration.ofSeconds(60);
  private static final Duration CAUGHT_UP = Duration.ofMinutes(5);
  private static final Pattern ADMIN_PORT = Pattern.compile("metrics are on port (\\d+)");

  private final Path config;
  private final Path output;
  private final HttpClient http = HttpClient.newHttpClient();
  private TracklayerProcess process;
  private String address;

  /**
   * @param config has a directory for the view
   * @param output where what it prints goes
   */
  public ViewProcess(Path config, Path output) throws Exception {
    this.config = config;
    this.output = output;
    start();
  }

  /** After {@link #kill}: on the same directory. */
  public void start() throws Exception {
    process =
        TracklayerProcess.receiver(
            output, "--config", config.toString(), "--port=0", "--admin-port=0");
    process.awaitOutput("metrics are on port", READY);
    Matcher port = ADMIN_PORT.matcher(process.output());
    if (!port.find()) {
      throw new AssertionError(process.output());
    }
    address = "http://localhost:" + port.group(1);
  }

  /** {@code kill -9}. */
  public void kill() throws InterruptedException {
    process.kill();
  }

  /** Until it has read every partition up to these positions. */
  public void awaitRead(Map<TopicPartition, Long> ends) {
    Awaitility.await("the view has read " + ends)
        .atMost(CAUGHT_UP)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              Map<TopicPartition, Long> read = positions();
              return ends.entrySet().stream()
                  .allMatch(end -> read.getOrDefault(end.getKey(), 0L) >= end.getValue());
            });
  }

  private Map<TopicPartition, Long> positions() {
    Map<TopicPartition, Long> positions = new HashMap<>();
    for (JsonNode place : get("/api/records?id=nobody").path("positions")) {
      positions.put(
          new TopicPartition(place.path("topic").asText(), place.path("partition").asInt()),
          place.path("offset").asLong());
    }
    return positions;
  }

  /**
   * Every number on the page but zeros: of the funnel, of the reasons and of match quality. Those
   * of a destination begin with its name.
   */
  public Map<String, Long> numbers() {
    Map<String, Long> numbers = new TreeMap<>();
    JsonNode funnel = get("/api/funnel");
    putFunnel("", funnel, numbers);
    putFunnel("last hour: ", funnel.path("last_hour"), numbers);
    putFunnel("hour before: ", funnel.path("hour_before"), numbers);
    for (JsonNode group : get("/api/reasons").path("reasons")) {
      String at = group.has("destination") ? group.path("destination").asText() + " " : "";
      String name = at + group.path("outcome").asText() + ": " + group.path("reason").asText();
      put(name, group.path("count"), numbers);
    }
    forEachOfADestination(
        get("/api/match-quality"), (name, event) -> putMatch(name, event, numbers));
    return numbers;
  }

  private static void putFunnel(String prefix, JsonNode funnel, Map<String, Long> numbers) {
    funnel
        .properties()
        .forEach(
            kind -> {
              if (!kind.getKey().equals("behind")) {
                put(prefix + kind.getKey(), kind.getValue(), numbers);
              }
            });
    forEachOfADestination(funnel, (name, number) -> put(prefix + name, number, numbers));
  }

  /** Under the destination's name and its own. */
  private static void forEachOfADestination(JsonNode answer, BiConsumer<String, JsonNode> told) {
    for (Map.Entry<String, JsonNode> destination : answer.path("destinations").properties()) {
      for (Map.Entry<String, JsonNode> one : destination.getValue().properties()) {
        told.accept(destination.getKey() + " " + one.getKey(), one.getValue());
      }
    }
  }

  private static void putMatch(String prefix, JsonNode event, Map<String, Long> numbers) {
    put(prefix + " counted", event.path("delivered"), numbers);
    event
        .path("keys")
        .properties()
        .forEach(
            key -> {
              put(prefix + " " + key.getKey() + " before", key.getValue().path("before"), numbers);
              put(prefix + " " + key.getKey() + " after", key.getValue().path("after"), numbers);
            });
  }

  private static void put(String name, JsonNode number, Map<String, Long> numbers) {
    if (number.isIntegralNumber() && number.asLong() != 0) {
      numbers.put(name, number.asLong());
    }
  }

  private JsonNode get(String path) {
    try {
      HttpResponse<byte[]> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(address + path)).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      return Json.parse(answer.body());
    } catch (IOException e) {
      throw new AssertionError(process.output(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.close();
  }
}
