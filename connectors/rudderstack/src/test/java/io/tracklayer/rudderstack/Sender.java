package io.tracklayer.rudderstack;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracklayer.rudderstack.testing.Configs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.awaitility.Awaitility;

/** Sends to a receiver as RudderStack does: over HTTP, with three headers, waiting 10 s. */
final class Sender {

  static final String NEXT = "next secret of production";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;
  private final int adminPort;

  Sender(Receiver receiver) {
    this(receiver.port(), receiver.adminPort());
  }

  Sender(int port, int adminPort) {
    this.port = port;
    this.adminPort = adminPort;
  }

  /** Production's headers, with others replaced or added: name, value, name, value. */
  static Map<String, String> headers(String... others) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-TrackLayer-Account", Configs.ACCOUNT);
    headers.put("X-TrackLayer-Environment", "production");
    headers.put("X-TrackLayer-Secret", "secret of production");
    for (int i = 0; i < others.length; i += 2) {
      headers.put(others[i], others[i + 1]);
    }
    return headers;
  }

  HttpResponse<String> post(String body) {
    return post(body, headers());
  }

  HttpResponse<String> post(String body, Map<String, String> headers) {
    return post(body.getBytes(UTF_8), headers);
  }

  HttpResponse<String> post(byte[] body, Map<String, String> headers) {
    return postTo(Configs.PATH, body, headers);
  }

  HttpResponse<String> postTo(String path, String body, Map<String, String> headers) {
    return postTo(path, body.getBytes(UTF_8), headers);
  }

  private HttpResponse<String> postTo(String path, byte[] body, Map<String, String> headers) {
    HttpRequest.Builder request = to(path).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    return send(request);
  }

  HttpResponse<String> postWithTwoSecrets(String body, String first, String second) {
    HttpRequest.Builder request = to(Configs.PATH).POST(HttpRequest.BodyPublishers.ofString(body));
    headers().forEach(request::setHeader);
    request.setHeader("X-TrackLayer-Secret", first).header("X-TrackLayer-Secret", second);
    return send(request);
  }

  HttpResponse<String> request(String method, String path) {
    return send(to(path).method(method, HttpRequest.BodyPublishers.noBody()));
  }

  HttpResponse<String> admin(String path) {
    return send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + adminPort + path))
            .timeout(Duration.ofSeconds(10)));
  }

  boolean isReady() {
    return admin("/readyz").statusCode() == 200;
  }

  void awaitReady() {
    Awaitility.await("the receiver is ready").atMost(Duration.ofSeconds(30)).until(this::isReady);
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
        .timeout(Duration.ofSeconds(10));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
