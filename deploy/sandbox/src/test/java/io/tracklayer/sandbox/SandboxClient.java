package io.tracklayer.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Talks to a sandbox over HTTP. */
public final class SandboxClient {

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;

  public SandboxClient(Sandbox sandbox) {
    base = "http://localhost:" + sandbox.port();
  }

  HttpResponse<String> send(String method, String path, Map<String, String> headers, String body)
      throws IOException, InterruptedException {
    return http.send(request(method, path, headers, body), HttpResponse.BodyHandlers.ofString());
  }

  /** Returns once the head of the answer has arrived. */
  HttpResponse<InputStream> open(
      String method, String path, Map<String, String> headers, String body)
      throws IOException, InterruptedException {
    return http.send(
        request(method, path, headers, body), HttpResponse.BodyHandlers.ofInputStream());
  }

  private HttpRequest request(
      String method, String path, Map<String, String> headers, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    headers.forEach(request::header);
    return request.build();
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path, Map.of(), "");
  }

  JsonNode requests(String destination) throws IOException, InterruptedException {
    return json(get("/_sandbox/requests?destination=" + destination));
  }

  /** Ends all faults of one destination. */
  public void endFaults(String destination) throws IOException, InterruptedException {
    send("DELETE", "/_sandbox/faults?destination=" + destination, Map.of(), "");
  }

  public HttpResponse<String> fault(String script) throws IOException, InterruptedException {
    return send("POST", "/_sandbox/faults", Map.of(), script);
  }

  static JsonNode json(HttpResponse<String> response) throws IOException {
    return Json.parse(response.body().getBytes(StandardCharsets.UTF_8));
  }
}
