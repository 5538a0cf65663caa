package io.tracklayer.local.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Posts events to a receiver, one request after another, as RudderStack's sender does: it waits and
 * repeats a request after 429 and 5xx, and when the receiver cannot be reached. Any other status
 * but 200 stops it. Not thread-safe.
 */
final class BatchPoster {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final int MAX_WAIT_SECONDS = 30;
  private static final int MAX_ATTEMPTS = 120;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();
  private final URI url;
  private final String account;
  private final String environment;
  private final String secret;

  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private long waited;

  BatchPoster(URI url, String account, String environment, String secret) {
    this.url = url;
    this.account = account;
    this.environment = environment;
    this.secret = secret;
  }

  /**
   * @throws IOException with the status if it is not worth a retry, or with the last failure after
   *     too many attempts
   */
  void post(List<ObjectNode> events) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(REQUEST_TIMEOUT)
            .header("Content-Type", "application/json")
            .header("X-TrackLayer-Account", account)
            .header("X-TrackLayer-Environment", environment)
            .header("X-TrackLayer-Secret", secret)
            .POST(BodyPublishers.ofByteArray(Json.write(events)))
            .build();
    for (int attempt = 1; ; attempt++) {
      Duration wait;
      try {
        HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() == 200) {
          count(Json.parse(response.body()));
          return;
        }
        if (response.statusCode() != 429 && response.statusCode() < 500) {
          throw new UnacceptableStatus(url + " answered " + response.statusCode());
        }
        wait = retryAfter(response);
      } catch (UnacceptableStatus e) {
        throw e;
      } catch (IOException e) {
        if (attempt == MAX_ATTEMPTS) {
          throw new IOException(url + " could not be reached: " + e.getMessage(), e);
        }
        wait = WAIT;
      }
      if (attempt == MAX_ATTEMPTS) {
        throw new IOException(url + " did not accept a request in " + MAX_ATTEMPTS + " attempts");
      }
      waited++;
      Thread.sleep(wait.toMillis());
    }
  }

  /** How many it has posted so far; any thread may ask. */
  long posted() {
    return accepted.get() + refused.get();
  }

  long accepted() {
    return accepted.get();
  }

  /** How many were filtered or invalid; the receiver keeps the reasons. */
  long refused() {
    return refused.get();
  }

  /** How many requests had to be repeated. */
  long waited() {
    return waited;
  }

  private void count(JsonNode answer) {
    for (JsonNode result : answer.path("results")) {
      if (result.path("accepted").booleanValue()) {
        accepted.incrementAndGet();
      } else {
        refused.incrementAndGet();
      }
    }
  }

  private static Duration retryAfter(HttpResponse<byte[]> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(text -> text.length() <= 4 && text.chars().allMatch(Character::isDigit))
        .filter(text -> !text.isEmpty())
        .map(text -> Duration.ofSeconds(Math.min(MAX_WAIT_SECONDS, Integer.parseInt(text))))
        .orElse(WAIT);
  }

  private static final class UnacceptableStatus extends IOException {

    private static final long serialVersionUID = 1L;

    private UnacceptableStatus(String message) {
      super(message);
    }
  }
}
