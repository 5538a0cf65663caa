package io.tracklayer.cli.validate;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.config.EndpointConfig;
import io.tracklayer.contract.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP endpoint, used as RudderStack uses it.
 *
 * @param url the endpoint's URL
 */
public record EndpointClient(
    HttpClient http, URI url, String account, String environment, String secret) {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** The same endpoint at another address than the configured one. */
  public static EndpointClient at(URI url, EndpointConfig endpoint, String secret) {
    return new EndpointClient(
        HttpClient.newBuilder().connectTimeout(TIMEOUT).build(),
        url,
        endpoint.account(),
        endpoint.environment(),
        secret);
  }

  /**
   * @param body null if the answer was not JSON
   */
  public record Reply(int status, @Nullable JsonNode body) {

    public boolean isStored() {
      return status == 200 && body != null;
    }
  }

  /**
   * @throws IOException when there is no answer
   */
  public Reply post(JsonNode event) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .header("X-TrackLayer-Account", account)
            .header("X-TrackLayer-Environment", environment)
            .header("X-TrackLayer-Secret", secret)
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(event)))
            .build();
    HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    try {
      return new Reply(response.statusCode(), Json.parse(response.body()));
    } catch (IOException e) {
      return new Reply(response.statusCode(), null);
    }
  }

  @Override
  public String toString() {
    return "EndpointClient[" + url + "]";
  }
}
