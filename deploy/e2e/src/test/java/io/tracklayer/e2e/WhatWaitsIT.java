package io.tracklayer.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.e2e.testing.BuiltInRun;
import io.tracklayer.testing.SpacedTempDir;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A local run on its own configuration, as somebody has it who follows the documentation. */
class WhatWaitsIT {

  private static final Duration DELIVERED = Duration.ofSeconds(30);
  private static final int PAUSED = 20;

  @TempDir(factory = SpacedTempDir.class)
  private static Path directory;

  private static BuiltInRun local;

  @BeforeAll
  static void startLocal() throws Exception {
    local = BuiltInRun.start(directory);
  }

  @AfterAll
  static void stopLocal() throws Exception {
    local.close();
  }

  @Test
  void aRejectedEventIsDeliveredOnceWhereItIsRedrivenToAndNowhereElse() throws Exception {
    local.fault(Json.object().put("destination", "webhook").put("status", 422));
    local.post(BuiltInRun.order("order-1"));
    await(() -> local.statuses("webhook", "order-1").contains(422));
    await(() -> local.statuses("meta", "order-1").contains(200));
    await(() -> local.statuses("webhook/newsletter", "order-1").contains(200));
    await(() -> trace("order-1").contains("dead       crm: rejected, invalid_request"));

    assertThat(redrive("--reason", "too_large"))
        .contains("found    1 ", "written  0 ", "another reason (invalid_request 1)");
    assertThat(
            local.configured("dead-letters", "--destination", "crm", "--reason", "invalid_request"))
        .contains("rejected", "invalid_request", "order-1")
        .doesNotContain("jane@example.com");
    assertThat(local.configured("dead-letters", "--summary", "--output", "json"))
        .contains("\"destination\":\"crm\",\"reason\":\"invalid_request\",\"count\":1");
    assertThat(redrive("--dry-run"))
        .contains("matched  1", "1: rejected, invalid_request", "dry run  1 would be written to");
    assertThat(redrive("--rate", "5", "--outcome", "expired"))
        .contains("written  0 ", "newest outcome is not one asked for (rejected 1)");
    assertThat(redrive("--since", "1h")).contains("found    1 ", "matched  1", "written  1 to");
    redrive(); // before or after it was delivered: the same wish
    await(() -> local.statuses("webhook", "order-1").contains(200));

    // Behind it on its partition, so whoever has this one has passed the redriven one.
    local.post(BuiltInRun.order("order-2"));
    for (String destination : List.of("webhook", "meta", "webhook/newsletter")) {
      await(() -> local.statuses(destination, "order-2").contains(200));
    }
    assertThat(redrive()).contains("written  0 ", "skipped  1: delivered since");
    assertThat(local.statuses("webhook", "order-1")).containsExactly(422, 200);
    assertThat(local.statuses("meta", "order-1")).containsExactly(200);
    assertThat(local.statuses("webhook/newsletter", "order-1")).containsExactly(200);
    assertThat(trace("order-1"))
        .contains("redriven   to crm", "delivery   crm: delivered", "delivery   meta: delivered")
        .doesNotContain("meta: already_delivered", "newsletter: already_delivered");
    assertTheSameIsToldWithoutALiveView("order-1");
    assertProgramsAreToldTheSameAsByTheLiveView("order-1");
  }

  @Test
  void consentWithdrawnByThePersonStopsWhatWaitsUnderTheIdOfADeviceThatMergedIntoIt()
      throws Exception {
    ObjectNode known = ofWalter(BuiltInRun.order("walter-1"), true);
    local.post(known);
    await(() -> local.statuses("webhook/newsletter", "walter-1").contains(200));

    local.fault(newsletterFails());
    ObjectNode anonymous = BuiltInRun.order("waits").put("anonymousId", "tablet");
    anonymous.remove("userId");
    anonymous.withObject("/context/traits").remove("email");
    local.post(anonymous);
    await(() -> local.statuses("webhook/newsletter", "waits").contains(500));

    // One event both shows whose tablet it is and takes consent back.
    local.post(ofWalter(BuiltInRun.order("walter-2"), false).put("anonymousId", "tablet"));
    await(() -> trace("walter-2").contains("delivery   newsletter: consent_denied"));
    local.noFaults();

    await(() -> trace("waits").contains("delivery   newsletter: consent_denied"));
    assertThat(local.configured("trace", "waits"))
        .contains(
            "consent {email=denied by traits.email_opt_in (false) at ",
            "; email would have needed: yes under email in consent, or yes in the traits");
    assertTheSameIsToldWithoutALiveView("waits");
    assertThat(local.statuses("webhook/newsletter", "waits")).containsOnly(500);
    assertThat(local.statuses("webhook", "waits")).containsExactly(200);
    assertThat(profile("walter-2")).isEqualTo(profile("walter-1")).isNotEqualTo(profile("waits"));
  }

  @Test
  void whatConsentHeldBackIsRedrivenOnceConsentIsKnown() throws Exception {
    ObjectNode unknown = BuiltInRun.order("no-consent-yet").put("userId", "nina");
    unknown.withObject("/context/traits").remove("email_opt_in");
    unknown.withObject("/context/traits").put("email", "nina@example.com");
    local.post(unknown);
    await(() -> trace("no-consent-yet").contains("delivery   newsletter: consent_denied"));
    ObjectNode granting = BuiltInRun.order("consent-given").put("userId", "nina");
    granting.withObject("/context/traits").put("email", "nina@example.com");
    local.post(granting);
    await(() -> local.statuses("webhook/newsletter", "consent-given").contains(200));
    assertThat(local.statuses("webhook/newsletter", "no-consent-yet")).isEmpty();

    String[] refused = {
      "--destination", "newsletter", "--outcome", "consent_denied", "--reason", "no_consent"
    };
    assertThat(local.configured("redrive", refused)).contains("written  ");
    await(() -> trace("no-consent-yet").contains("delivery   newsletter: delivered"));
    assertThat(local.configured("redrive", refused)).contains("delivered since");
    assertThat(local.statuses("webhook/newsletter", "no-consent-yet")).containsExactly(200);
  }

  @Test
  void aDestinationThatFailsIsShownWithItsOpenCircuitUntilItWorksAgain() throws Exception {
    local.fault(newsletterFails());
    for (int i = 0; i < 12; i++) {
      String order = "circuit-" + i;
      local.post(BuiltInRun.order(order));
      await(() -> !local.statuses("webhook", order).isEmpty());
    }
    await(() -> local.askLiveView("/api/funnel").at("/health/newsletter").has("circuit"));
    JsonNode circuit = local.askLiveView("/api/funnel").at("/health/newsletter/circuit");
    assertThat(circuit.path("reason").asText()).isEqualTo("server_error");
    assertThat(circuit.path("status").asInt()).isEqualTo(500);
    assertThat(trace("circuit-11")).contains(", circuit open since ", "which is failing");
    assertTheSameIsToldWithoutALiveView("circuit-11");
    assertProgramsAreToldTheSameAsByTheLiveView("circuit-11");

    local.noFaults();
    await(() -> !local.askLiveView("/api/funnel").at("/health/newsletter").has("circuit"));
    await(() -> local.statuses("webhook/newsletter", "circuit-11").contains(200));
    assertThat(local.askLiveView("/api/funnel").at("/health/meta").has("circuit")).isFalse();
  }

  @Test
  void aPausedDestinationGetsNothingAlsoAfterAKillAndEverythingOnceWhenItIsResumed()
      throws Exception {
    List<String> orders = IntStream.range(0, PAUSED).mapToObj(i -> "paused-" + i).toList();
    local.post(BuiltInRun.order("paused-before"));
    awaitPaused("webhook", List.of("paused-before"));
    assertThat(local.configured("pause", "--destination", "crm"))
        .startsWith("crm is paused since ");
    assertThat(local.configured("pause", "--destination", "crm"))
        .startsWith("crm was paused already, since ");
    local.awaitLog("destination crm: paused by an operator");

    for (String order : orders) {
      local.post(BuiltInRun.order(order));
    }
    // Both destinations read the same topic; this one needs no consent that is missing.
    awaitPaused("meta", with("paused-before", orders));
    assertThat(sentPaused("webhook")).containsExactly("paused-before");
    assertThat(trace("paused-0"))
        .contains("pending    crm: message paused-0, paused by an operator since ");

    assertTheSameIsToldWithoutALiveView("paused-0");

    local.kill();
    local.start();
    local.post(BuiltInRun.order("paused-after-the-kill"));
    await(() -> sentPaused("meta").contains("paused-after-the-kill"));
    assertThat(sentPaused("webhook")).containsExactly("paused-before");

    assertThat(local.configured("resume", "--destination", "crm"))
        .startsWith("crm is running since ");
    awaitPaused("webhook", with("paused-before", with("paused-after-the-kill", orders)));
    assertThat(trace("paused-0"))
        .contains("delivery   crm: delivered, attempt 1")
        .doesNotContain("paused by an operator");
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

  private static String redrive(String... further) {
    List<String> arguments = new ArrayList<>(List.of("--destination", "crm"));
    arguments.addAll(List.of(further));
    return local.configured("redrive", arguments.toArray(String[]::new));
  }

  private static String trace(String id) {
    return local.run("trace", id);
  }

  /** By the live view's index, which may be behind, or by reading all topics. */
  private static void assertTheSameIsToldWithoutALiveView(String id) {
    Awaitility.await(id)
        .atMost(DELIVERED)
        .untilAsserted(
            () -> {
              List<String> indexed = local.configured("trace", id).lines().sorted().toList();
              assertThat(local.configured("trace", id, "--view", "none").lines().sorted())
                  .containsExactlyElementsOf(indexed);
              assertThat(indexed).noneMatch(line -> line.contains("reading all topics"));
            });
  }

  /** In the same fields, and with where each record is. */
  private static void assertProgramsAreToldTheSameAsByTheLiveView(String id) throws Exception {
    JsonNode traced = Json.parse(local.run("trace", id, "--output", "json").getBytes(UTF_8));
    List<JsonNode> steps = new ArrayList<>();
    traced.path("steps").forEach(steps::add);
    for (JsonNode step : steps) { // which only trace tells
      step.path("consent")
          .forEach(purpose -> ((ObjectNode) purpose).remove(List.of("words", "own_words")));
    }
    assertThat(steps)
        .allMatch(step -> step.has("offset") || step.path("step").asText().equals("waiting"));
    for (JsonNode shown : local.askLiveView("/api/events/" + id).path("steps")) {
      ObjectNode fields = shown.deepCopy();
      fields.remove("at");
      assertThat(steps)
          .as(fields.toString())
          .anyMatch(
              step ->
                  fields.properties().stream()
                      .allMatch(field -> field.getValue().equals(step.get(field.getKey()))));
    }
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(DELIVERED).pollInterval(Duration.ofMillis(200)).until(condition);
  }

  private static void awaitPaused(String destination, List<String> orders) {
    Awaitility.await(destination)
        .atMost(DELIVERED)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(
            () -> assertThat(sentPaused(destination)).containsExactlyInAnyOrderElementsOf(orders));
  }

  /** The orders around the pause, each as often as it was sent. */
  private static List<String> sentPaused(String destination) throws Exception {
    List<String> ids = new ArrayList<>();
    local.forEachSent(
        destination,
        (request, event) -> {
          String id = event.path("event_id").asText();
          if (id.startsWith("paused-")) {
            ids.add(id);
          }
        });
    return ids;
  }

  private static List<String> with(String one, List<String> others) {
    List<String> all = new ArrayList<>(others);
    all.add(one);
    return all;
  }

  /** Under which profile id an event was sent to the CRM, which needs no consent. */
  private static String profile(String eventId) throws Exception {
    Set<String> ids = new HashSet<>();
    local.forEachSent(
        "webhook",
        (request, event) -> {
          if (event.path("event_id").asText().equals(eventId)) {
            ids.add(event.path("profile_id").asText());
          }
        });
    assertThat(ids).hasSize(1);
    return ids.iterator().next();
  }
}
