package io.tracklayer.local.demo;

import io.tracklayer.contract.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Predicate;

/** Reads over HTTP what the sandbox of a running system recorded. */
record SandboxView(HttpClient http, URI base) {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(100);

  Received received() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve("/_sandbox/requests")).timeout(TIMEOUT).build();
    HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    return Received.of(Json.parse(response.body()));
  }

  /** Asks until the condition holds or the time is up, whichever comes first. */
  boolean await(Predicate<Received> condition, Duration atMost)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!condition.test(received())) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(POLL.toMillis());
    }
    return true;
  }
}
