package io.tracklayer.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.cli.Addresses;
import io.tracklayer.contract.json.Json;
import io.tracklayer.e2e.testing.TracklayerProcess;
import io.tracklayer.local.Main;
import io.tracklayer.testing.SpacedTempDir;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A local run on its own configuration, as somebody has it who follows the documentation. */
class WhatWaitsIT {

  private static final Duration READY = Duration.ofSeconds(60);
  private static final Duration DELIVERED = Duration.ofSeconds(30);

  @TempDir(factory = SpacedTempDir.class)
  private static Path directory;

  private static TracklayerProcess local;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void startLocal() throws Exception {
    local =
        TracklayerProcess.start(
            directory.resolve("local.out"),
            List.of(),
            "local",
            "--data",
            data().toString(),
            "--port=0",
            "--admin-port=0",
            "--flink-port=0",
            "--kafka-port=0",
            "--sandbox-port=0");
    local.awaitOutput("TrackLayer is ready", READY);
  }

  @AfterAll
  static void stopLocal() throws Exception {
    local.close();
  }

  @Test
  void aRejectedEventIsDeliveredOnceWhereItIsRedrivenToAndNowhereElse() throws Exception {
    fault(Json.object().put("destination", "webhook").put("status", 422));
    post(event("order-1"));
    await(() -> statuses("webhook", "order-1").contains(422));
    await(() -> statuses("meta", "order-1").contains(200));
    await(() -> statuses("webhook/newsletter", "order-1").contains(200));
    await(() -> trace("order-1").contains("dead       crm: rejected, invalid_request"));

    assertThat(redrive("--reason", "too_large"))
        .contains("found    1 ", "written  0 ", "another reason (invalid_request 1)");
    assertThat(redrive("--since", "1h")).contains("found    1 ", "matched  1", "written  1 to");
    redrive(); // before or after it was delivered: the same wish
    await(() -> statuses("webhook", "order-1").contains(200));

    // Behind it on its partition, so whoever has this one has passed the redriven one.
    post(event("order-2"));
    for (String destination : List.of("webhook", "meta", "webhook/newsletter")) {
      await(() -> statuses(destination, "order-2").contains(200));
    }
    assertThat(redrive()).contains("written  0 ", "skipped  1: delivered since");
    assertThat(statuses("webhook", "order-1")).containsExactly(422, 200);
    assertThat(statuses("meta", "order-1")).containsExactly(200);
    assertThat(statuses("webhook/newsletter", "order-1")).containsExactly(200);
    assertThat(trace("order-1"))
        .contains("redriven   to crm", "delivery   crm: delivered", "delivery   meta: delivered")
        .doesNotContain("meta: already_delivered", "newsletter: already_delivered");
  }

  @Test
  void consentWithdrawnByThePersonStopsWhatWaitsUnderTheIdOfADeviceThatMergedIntoIt()
      throws Exception {
    ObjectNode known = ofWalter(event("walter-1"), true);
    post(known);
    await(() -> statuses("webhook/newsletter", "walter-1").contains(200));

    fault(newsletterFails());
    ObjectNode anonymous = event("waits").put("anonymousId", "tablet");
    anonymous.remove("userId");
    anonymous.withObject("/context/traits").remove("email");
    post(anonymous);
    await(() -> statuses("webhook/newsletter", "waits").contains(500));

    // One event both shows whose tablet it is and takes consent back.
    post(ofWalter(event("walter-2"), false).put("anonymousId", "tablet"));
    await(() -> trace("walter-2").contains("delivery   newsletter: consent_denied"));
    noFaults();

    await(() -> trace("waits").contains("delivery   newsletter: consent_denied"));
    assertThat(statuses("webhook/newsletter", "waits")).containsOnly(500);
    assertThat(statuses("webhook", "waits")).containsExactly(200);
    assertThat(profile("walter-2")).isEqualTo(profile("walter-1")).isNotEqualTo(profile("waits"));
  }

  private static ObjectNode ofWalter(ObjectNode event, boolean optIn) {
    event.put("userId", "walter");
    event
        .withObject("/context/traits")
        .put("email", "walter@example.com")
        .put("email_opt_in", optIn);
    return event;
  }

  private static ObjectNode newsletterFails() {
    return Json.object()
        .put("destination", "webhook/newsletter")
        .put("status", 500)
        .put("count", 1_000);
  }

  private String redrive(String... further) {
    List<String> arguments =
        new ArrayList<>(
            List.of("--config", data().resolve("config.yaml").toString(), "--destination", "crm"));
    arguments.addAll(List.of(further));
    return run("redrive", arguments);
  }

  private String trace(String id) {
    return run("trace", List.of(id));
  }

  /** In this process, which saves the start of another one. */
  private String run(String command, List<String> arguments) {
    List<String> all = new ArrayList<>(List.of(command, "--data", data().toString()));
    all.addAll(arguments);
    StringWriter output = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(output, true))
            .setErr(new PrintWriter(output, true))
            .execute(all.toArray(String[]::new));
    assertThat(code).as(output.toString()).isZero();
    return output.toString();
  }

  private static Path data() {
    return directory.resolve("data");
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(DELIVERED).pollInterval(Duration.ofMillis(200)).until(condition);
  }

  private static ObjectNode event(String order) {
    ObjectNode event =
        Json.object()
            .put("messageId", order)
            .put("type", "track")
            .put("event", "Order Completed")
            .put("userId", "user")
            .put("originalTimestamp", Instant.now().toString());
    event
        .putObject("context")
        .put("userAgent", "Agent/1.0")
        .putObject("traits")
        .put("email", "jane@example.com")
        .put("marketing_opt_in", true)
        .put("email_opt_in", true);
    event.putObject("properties").put("order_id", order).put("value", 10).put("currency", "EUR");
    return event;
  }

  private void post(JsonNode event) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(addresses().receiver() + "/rudderstack/events"))
            .header("X-TrackLayer-Account", "acct_local")
            .header("X-TrackLayer-Environment", "development")
            .header(
                "X-TrackLayer-Secret", Files.readString(data().resolve("secrets/endpoint")).trim())
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(event)))
            .build();
    assertThat(http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
        .isEqualTo(200);
  }

  private void fault(JsonNode script) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(addresses().sandbox() + "/_sandbox/faults"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(script)))
            .build();
    assertThat(http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
        .isEqualTo(204);
  }

  private void noFaults() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(addresses().sandbox() + "/_sandbox/faults"))
            .DELETE()
            .build();
    assertThat(http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
        .isEqualTo(204);
  }

  /** What each request with this event was answered, oldest first. */
  private List<Integer> statuses(String destination, String eventId) throws Exception {
    List<Integer> statuses = new ArrayList<>();
    forEachSent(
        destination,
        (request, event) -> {
          if (event.path("event_id").asText().equals(eventId)) {
            statuses.add(request.path("status").asInt());
          }
        });
    return statuses;
  }

  /** Under which profile id an event was sent to the CRM, which needs no consent. */
  private String profile(String eventId) throws Exception {
    Set<String> ids = new HashSet<>();
    forEachSent(
        "webhook",
        (request, event) -> {
          if (event.path("event_id").asText().equals(eventId)) {
            ids.add(event.path("profile_id").asText());
          }
        });
    assertThat(ids).hasSize(1);
    return ids.iterator().next();
  }

  private void forEachSent(String destination, BiConsumer<JsonNode, JsonNode> visitor)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(addresses().sandbox() + "/_sandbox/requests?destination=" + destination))
            .build();
    for (JsonNode made :
        Json.parse(http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body())) {
      for (String events : List.of("data", "events")) {
        made.path("body").path(events).forEach(event -> visitor.accept(made, event));
      }
    }
  }

  private Addresses addresses() throws IOException {
    return Addresses.read(data());
  }
}
