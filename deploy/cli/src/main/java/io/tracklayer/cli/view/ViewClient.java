package io.tracklayer.cli.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A live view.
 *
 * @param address of the admin port that serves it
 * @param password none if it has none
 */
public record ViewClient(URI address, @Nullable String password) {

  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final Duration ANSWER = Duration.ofSeconds(5);

  /**
   * An answer of its API; empty if no live view answers there.
   *
   * @param query encoded as in a URL; null for none
   * @throws IOException when it answers, but not with this; the message says why
   */
  public Optional<JsonNode> get(String path, @Nullable String query) throws IOException {
    HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(query == null ? path : path + "?" + query))
            .timeout(ANSWER);
    if (password != null) {
      String credentials = Base64.getEncoder().encodeToString((":" + password).getBytes(UTF_8));
      request.header("Authorization", "Basic " + credentials);
    }
    HttpResponse<byte[]> response;
    try {
      response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    return switch (response.statusCode()) {
      case 200 -> Optional.of(json(response.body()));
      case 401, 403 -> throw new IOException(new String(response.body(), UTF_8).strip());
      case 404 -> Optional.empty();
      default -> throw new IOException("it answers " + response.statusCode());
    };
  }

  private static JsonNode json(byte[] body) throws IOException {
    try {
      return Json.parse(body);
    } catch (IOException e) {
      throw new IOException("it does not answer as a live view does", e);
    }
  }

  @Override
  public String toString() {
    return "ViewClient[" + address + "]";
  }
}
