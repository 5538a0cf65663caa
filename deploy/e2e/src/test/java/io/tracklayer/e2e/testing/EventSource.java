package io.tracklayer.e2e.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * Posts events as RudderStack does: again while the receiver is busy or away, and not again if it
 * refuses. An answer that was lost may mean that the receiver has them twice.
 */
public final class EventSource {

  private static final Duration DEADLINE = Duration.ofSeconds(90);
  private static final int TAKEN = 200;
  private static final int BUSY = 429;
  private static final int BROKEN = 500;

  /** For all sources: each client has threads of its own. */
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private final String account;
  private final String environment;
  private final String secret;

  public EventSource(String account, String environment, String secret) {
    this.account = account;
    this.environment = environment;
    this.secret = secret;
  }

  /**
   * @param receiver its address, without a path
   * @param events one, or an array of several
   * @return what the receiver answered when it took them
   */
  public String post(String receiver, JsonNode events) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(receiver + "/rudderstack/events"))
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/json")
            .header("X-TrackLayer-Account", account)
            .header("X-TrackLayer-Environment", environment)
            .header("X-TrackLayer-Secret", secret)
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(events)))
            .build();
    HttpResponse<String> answer =
        Awaitility.await("the receiver is not busy")
            .atMost(DEADLINE)
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(200))
            .ignoreExceptionsInstanceOf(IOException.class)
            .until(
                () -> HTTP.send(request, HttpResponse.BodyHandlers.ofString()),
                last -> last.statusCode() != BUSY && last.statusCode() < BROKEN);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(TAKEN);
    return answer.body();
  }
}
