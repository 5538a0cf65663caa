package io.tracklayer.cli.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A live view. It is asked by the JDK's older HTTP client, which starts three times as fast as the
 * newer one: a command asks once.
 *
 * @param address of the admin port that serves it
 * @param password none if it has none
 */
public record ViewClient(URI address, @Nullable String password) {

  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final Duration ANSWER = Duration.ofSeconds(5);

  /** What the JDK says in place of a status if the answer has none. */
  private static final int NO_HTTP = -1;

  private record Answer(int status, byte[] body) {}

  /**
   * An answer of its API; empty if no live view answers there.
   *
   * @param query encoded as in a URL; null for none
   * @throws IOException when it answers, but not with this; the message says why
   */
  public Optional<JsonNode> get(String path, @Nullable String query) throws IOException {
    HttpURLConnection connection = connection(query == null ? path : path + "?" + query);
    Answer answer;
    try {
      answer = answer(connection);
    } catch (IOException e) {
      return Optional.empty();
    } finally {
      connection.disconnect();
    }
    return switch (answer.status()) {
      case 200 -> Optional.of(json(answer.body()));
      case 401, 403 -> throw new IOException(new String(answer.body(), UTF_8).strip());
      case NO_HTTP, 404 -> Optional.empty();
      default -> throw new IOException("it answers " + answer.status());
    };
  }

  private HttpURLConnection connection(String path) throws IOException {
    if (!(address.resolve(path).toURL().openConnection() instanceof HttpURLConnection connection)) {
      throw new IOException("it has no address of HTTP");
    }
    connection.setConnectTimeout((int) CONNECT.toMillis());
    connection.setReadTimeout((int) ANSWER.toMillis());
    connection.setInstanceFollowRedirects(false);
    if (password != null) {
      String credentials = Base64.getEncoder().encodeToString((":" + password).getBytes(UTF_8));
      connection.setRequestProperty("Authorization", "Basic " + credentials);
    }
    return connection;
  }

  private static Answer answer(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    try (InputStream body =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return new Answer(status, body == null ? new byte[0] : body.readAllBytes());
    }
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
