package io.tracklayer.e2e.delivery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/**
 * Posts events as RudderStack does: again and again until they are taken. What it posts it writes
 * to a file first, with the time.
 */
final class Shop {

  private static final int BATCH = 50;
  private static final Duration DEADLINE = Duration.ofSeconds(90);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final String account;
  private final Path facts;

  Shop(String account, Path facts) {
    this.account = account;
    this.facts = facts;
  }

  void tell(String receiver, List<OrderCopy> copies) throws IOException {
    for (int from = 0; from < copies.size(); from += BATCH) {
      List<OrderCopy> some = copies.subList(from, Math.min(from + BATCH, copies.size()));
      StringBuilder lines = new StringBuilder();
      some.forEach(
          copy -> lines.append(Instant.now()).append(' ').append(copy.messageId()).append('\n'));
      Files.writeString(facts, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      post(receiver, some.stream().map(OrderCopy::event).toList());
    }
  }

  /** Each must be accepted. */
  void post(String receiver, List<ObjectNode> events) {
    post(receiver, events, answer -> !answer.contains("\"accepted\":false"));
  }

  /** Among them may be some that the receiver refuses. */
  void postAny(String receiver, List<ObjectNode> events) {
    post(receiver, events, answer -> true);
  }

  private void post(String receiver, List<ObjectNode> events, Predicate<String> expected) {
    ArrayNode batch = Json.mapper().createArrayNode();
    events.forEach(batch::add);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(receiver + "/rudderstack/events"))
            .timeout(Duration.ofSeconds(10))
            .header("X-TrackLayer-Account", account)
            .header("X-TrackLayer-Environment", "production")
            .header("X-TrackLayer-Secret", DeliveryConfig.ENDPOINT_SECRET)
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(batch)))
            .build();
    Awaitility.await("the receiver takes them")
        .atMost(DEADLINE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () -> {
              HttpResponse<String> answer =
                  http.send(request, HttpResponse.BodyHandlers.ofString());
              return answer.statusCode() == 200 && expected.test(answer.body());
            });
  }
}
