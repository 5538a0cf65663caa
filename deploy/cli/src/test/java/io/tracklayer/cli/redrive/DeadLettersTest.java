package io.tracklayer.cli.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.DeliveryConfig;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.EventCondition;
import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private final List<JsonNode> letters = new ArrayList<>();
  private final List<JsonNode> outcomes = new ArrayList<>();

  @Test
  void aDeadLetterGoesBackWithItsEventAsItWasAndTheTimeOfItsOutcome() throws Exception {
    letter("a", "invalid_request", 10);
    List<RedrivenEvent> back = back(null, null);
    assertThat(back).hasSize(1);
    assertThat(back.get(0).key()).isEqualTo("profile");
    assertThat(back.get(0).liftedAt()).isEqualTo(at(10).toEpochMilli());
    assertThat(Json.parse(back.get(0).json())).isEqualTo(event("a", "acct"));
    assertThat(new String(back.get(0).json(), UTF_8)).contains("12345678901234567.89");
  }

  @Test
  void anEventOfNobodyIsKeyedByItself() {
    ObjectNode anonymous = event("a", "acct");
    anonymous.remove("profile_id");
    letters.add(letter("crm", "a", "invalid_request", 10, anonymous));
    assertThat(back(null, null)).extracting(RedrivenEvent::key).containsExactly("a");
  }

  @Test
  void ofSeveralLettersOfOneEventTheNewestCounts() {
    letter("a", "too_large", 20);
    letter("a", "invalid_request", 10);
    letter("a", "too_large", 20); // a replay wrote it twice
    assertThat(back(null, null))
        .extracting(RedrivenEvent::liftedAt)
        .containsExactly(at(20).toEpochMilli());
    assertThat(back("invalid_request", null)).isEmpty();
  }

  @Test
  void whatWasDeliveredSinceStaysWhereItIs() {
    letter("delivered", "invalid_request", 10);
    outcome("delivered", "rejected", 10);
    outcome("delivered", "delivered", 30);
    letter("died-again", "invalid_request", 10);
    outcome("died-again", "delivered", 9);
    outcome("died-again", "rejected", 10);
    DeadLetters selection = selection(null, null);
    assertThat(ids(back(selection))).containsExactly("died-again");
    assertThat(selection.skipped()).isEqualTo(Map.of(DeadLetters.Skip.DELIVERED, 1));
  }

  @Test
  void whatAnotherCopyDeliveredSinceStaysWhereItIs() {
    letter("a", "missing_currency", 10);
    outcomes.add(outcome("crm", "a", "delivered", 30).put("message_id", "m-of-the-other"));
    DeadLetters selection = selection(null, null);
    assertThat(back(selection)).isEmpty();
    assertThat(selection.skipped()).isEqualTo(Map.of(DeadLetters.Skip.DELIVERED, 1));
  }

  @Test
  void whatConsentHeldBackSinceGoesBackOnlyIfThatIsAskedForAndLiftsThatOutcome() {
    letter("a", "invalid_request", 10);
    outcome("a", "consent_denied", 30);
    outcome("a", "retrying", 40);
    DeadLetters refusedByDefault = selection(null, null);
    assertThat(back(refusedByDefault)).isEmpty();
    assertThat(refusedByDefault.skipped()).isEqualTo(Map.of(DeadLetters.Skip.ANOTHER_OUTCOME, 1));
    assertThat(refusedByDefault.others(DeadLetters.Skip.ANOTHER_OUTCOME))
        .isEqualTo(Map.of("consent_denied", 1));
    assertThat(back(selection(Set.of(Outcome.CONSENT_DENIED), null, null)))
        .extracting(RedrivenEvent::liftedAt)
        .containsExactly(at(30).toEpochMilli());
  }

  @Test
  void whatConsentHeldBackIsNoDeadLetterAndGoesBackAsTheCanonicalTopicHasIt() throws Exception {
    outcome("a", "consent_denied", 10);
    outcome("delivered", "consent_denied", 10);
    outcomes.add(outcome("crm", "delivered", "delivered", 20).put("message_id", "another-copy"));
    outcome("copy", "consent_denied", 10);
    outcome("copy", "duplicate", 20);
    outcome("gone", "consent_denied", 10);
    DeadLetters selection = selection(Set.of(Outcome.CONSENT_DENIED), null, null);
    assertThat(selection.outcomesSince()).isEqualTo(Instant.EPOCH);
    outcomes.forEach(selection::outcome);

    assertThat(selection.needsCanonical()).isTrue();
    RedrivenEvent back = selection.canonical(event("a", "acct")).orElseThrow();
    assertThat(back.liftedAt()).isEqualTo(at(10).toEpochMilli());
    assertThat(Json.parse(back.json())).isEqualTo(event("a", "acct"));
    assertThat(selection.canonical(event("a", "acct"))).as("a second record").isEmpty();
    assertThat(selection.canonical(event("delivered", "acct"))).isEmpty();
    assertThat(selection.canonical(event("copy", "acct"))).isEmpty();
    assertThat(selection.canonical(event("never-denied", "acct"))).isEmpty();
    assertThat(selection.matched()).as("the one that is gone among them").isEqualTo(2);
    assertThat(selection.skipped())
        .isEqualTo(Map.of(DeadLetters.Skip.DELIVERED, 1, DeadLetters.Skip.ANOTHER_OUTCOME, 1));
  }

  @Test
  void withoutBeingAskedForWhatConsentHeldBackIsNotEvenFound() {
    outcome("a", "consent_denied", 10);
    DeadLetters selection = selection(null, null);
    assertThat(selection.outcomesSince()).isNull();
    outcomes.forEach(selection::outcome);
    assertThat(selection.events()).isZero();
    assertThat(selection.needsCanonical()).isFalse();
  }

  @Test
  void otherReasonsAndOlderLettersAreCounted() {
    letter("asked-for", "invalid_request", 10);
    letter("another", "too_large", 10);
    letter("too-early", "invalid_request", 5);
    DeadLetters selection = selection("invalid_request", at(10));
    assertThat(ids(back(selection))).containsExactly("asked-for");
    assertThat(selection.letters()).isEqualTo(3);
    assertThat(selection.events()).isEqualTo(3);
    assertThat(selection.matched()).isEqualTo(1);
    assertThat(selection.skipped())
        .isEqualTo(Map.of(DeadLetters.Skip.ANOTHER_REASON, 1, DeadLetters.Skip.BEFORE_SINCE, 1));
    assertThat(selection.others(DeadLetters.Skip.ANOTHER_REASON)).isEqualTo(Map.of("too_large", 1));
    assertThat(selection.matches()).isEqualTo(Map.of("rejected, invalid_request", 1));
  }

  @Test
  void otherDestinationsAndWhatTheyDeliveredDoNotMatter() {
    letters.add(letter("meta", "b", "invalid_request", 10, event("b", "acct")));
    letter("a", "invalid_request", 10);
    outcomes.add(outcome("meta", "a", "delivered", 30));
    DeadLetters selection = selection(null, null);
    assertThat(ids(back(selection))).containsExactly("a");
    assertThat(selection.letters()).isEqualTo(1);
  }

  @Test
  void whatTheDestinationNoLongerServesOrNobodyCanReadIsCounted() {
    letters.add(letter("crm", "a", "invalid_request", 10, event("a", "former")));
    letters.add(letter("crm", "b", "invalid_request", 10, Json.object()));
    letters.add(Json.object().put("destination", "crm").put("at", "yesterday"));
    DeadLetters selection = selection(null, null);
    assertThat(back(selection)).isEmpty();
    assertThat(selection.skipped()).isEqualTo(Map.of(DeadLetters.Skip.NOT_SERVED, 1));
    assertThat(selection.unreadable()).isEqualTo(2);
  }

  @Test
  void aLetterThatCameAfterTheFirstReadingIsLeftForTheNextTime() {
    letter("a", "invalid_request", 10);
    DeadLetters selection = selection(null, null);
    letters.forEach(selection::letter);
    assertThat(selection.event(letter("crm", "a", "invalid_request", 20, event("a", "acct"))))
        .isEmpty();
    assertThat(selection.event(letter("crm", "b", "invalid_request", 20, event("b", "acct"))))
        .isEmpty();
    assertThat(selection.event(letters.get(0))).isPresent();
  }

  private List<RedrivenEvent> back(String reason, Instant since) {
    return back(selection(reason, since));
  }

  private List<RedrivenEvent> back(DeadLetters selection) {
    letters.forEach(selection::letter);
    outcomes.forEach(selection::outcome);
    List<RedrivenEvent> back = new ArrayList<>();
    letters.forEach(letter -> selection.event(letter).ifPresent(back::add));
    assertThat(back).hasSize(selection.matched());
    return back;
  }

  private static List<String> ids(List<RedrivenEvent> events) {
    return events.stream().map(DeadLettersTest::id).toList();
  }

  private static String id(RedrivenEvent event) {
    try {
      return Json.parse(event.json()).path("event_id").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void letter(String eventId, String reason, long second) {
    letters.add(letter("crm", eventId, reason, second, event(eventId, "acct")));
  }

  private void outcome(String eventId, String outcome, long second) {
    outcomes.add(outcome("crm", eventId, outcome, second));
  }

  private static ObjectNode letter(
      String destination, String eventId, String reason, long second, JsonNode event) {
    ObjectNode letter =
        Json.object()
            .put("schema", 1)
            .put("destination", destination)
            .put("claim", "b" + eventId)
            .put("event_id", eventId)
            .put("message_id", "m-" + eventId)
            .put("outcome", "rejected")
            .put("reason", reason)
            .put("attempt", 1)
            .put("at", at(second).toString());
    letter.set("event", event);
    return letter;
  }

  private static ObjectNode outcome(
      String destination, String eventId, String outcome, long second) {
    return event(eventId, "acct")
        .put("destination", destination)
        .put("outcome", outcome)
        .put("attempt", 1)
        .put("at", at(second).toString());
  }

  private static ObjectNode event(String eventId, String account) {
    return Json.object()
        .put("schema", 1)
        .put("claim", "b" + eventId)
        .put("event_id", eventId)
        .put("message_id", "m-" + eventId)
        .put("name", "purchase")
        .put("account", account)
        .put("environment", "production")
        .put("profile_id", "profile")
        .put("value", new BigDecimal("12345678901234567.89"));
  }

  private static Instant at(long second) {
    return START.plusSeconds(second);
  }

  private static DeadLetters selection(String reason, Instant since) {
    return selection(Set.of(Outcome.REJECTED, Outcome.EXPIRED), reason, since);
  }

  private static DeadLetters selection(Set<Outcome> outcomes, String reason, Instant since) {
    DestinationConfig crm =
        new DestinationConfig(
            "crm",
            "webhook",
            "acct",
            "production",
            List.of(),
            Map.of(),
            List.of(),
            Map.of(),
            new Settings(Map.of()),
            null,
            new DeliveryConfig(
                DeliveryConfig.Mode.SEND,
                DeliveryConfig.Start.END,
                100,
                Duration.ofMillis(200),
                8,
                1_000,
                50,
                Duration.ofDays(7)),
            null,
            true,
            EventCondition.NONE,
            Map.of());
    return new DeadLetters(crm, new DeadLetters.Filter(outcomes, Reason.of(reason), since));
  }
}
