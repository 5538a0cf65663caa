package io.tracklayer.cli.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.cli.validate.SeenDestination.State;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgementTest {

  private final Sightings sightings = new Sightings("identify", "order");
  private final Judgement judgement =
      new Judgement(sightings, List.of("order", "identify"), Duration.ofSeconds(60));

  private void told(String message, String outcome, String reason, String detail) {
    ObjectNode record =
        Json.object()
            .put("schema", 1)
            .put("event_id", message)
            .put("message_id", message)
            .put("name", "purchase")
            .put("account", "acct")
            .put("environment", "production")
            .put("source_event_id", message)
            .put("destination", "crm")
            .put("outcome", outcome)
            .put("attempt", 2)
            .put("at", "2026-08-20T10:00:00Z")
            .put("latency_ms", 1);
    record.putObject("consent");
    if (reason != null) {
      record.put("reason", reason);
    }
    if (detail != null) {
      record.put("detail", detail);
    }
    sightings.delivery(record);
  }

  private SeenDestination seen() {
    return judgement.of("crm", null);
  }

  @ParameterizedTest
  @CsvSource({
    "not_applicable, validation, tested, ready, took a test request",
    "not_applicable, validation, connected, ready, its host accepted a connection; nothing was sent",
    "not_applicable, would_send, , ready, nothing is sent in mode: log",
    "not_applicable, not_configured, , not_tested, does not take the test event: not_configured",
    "retrying, server_error, , not_ready, attempt 2 failed: server_error",
    "rejected, missing_client_id, , not_ready, refused: missing_client_id",
    "expired, too_old, , not_ready, in time: too_old",
    "consent_denied, no_consent, marketing, not_ready, by consent: no_consent (marketing)",
    "delivered, , , not_ready, the job is older than this command",
    "duplicate, claim_settled, , not_ready, taken for a duplicate",
    "not_applicable, of_a_later_release, , not_tested, this release does not know"
  })
  void anOutcomeSaysWhetherADestinationIsReady(
      String outcome, String reason, String detail, String state, String seen) {
    told("order", outcome, reason, detail);
    told("identify", outcome, reason, detail);

    assertThat(seen().state()).isEqualTo(State.valueOf(state.toUpperCase(Locale.ROOT)));
    assertThat(seen().seen()).contains(seen);
  }

  @Test
  void theWorseOutcomeCountsAndOneThatSaysNothingDoesNot() {
    told("order", "not_applicable", "not_configured", null);
    told("identify", "not_applicable", "validation", "connected");
    assertThat(seen().state()).isEqualTo(State.READY);

    told("order", "not_applicable", "validation", "tested");
    assertThat(seen().seen()).as("a final outcome stays").contains("accepted a connection");
  }

  @Test
  void aFailureOfEitherEventMakesADestinationNotReady() {
    told("order", "not_applicable", "validation", "tested");
    told("identify", "rejected", "invalid_request", null);

    assertThat(seen().state()).isEqualTo(State.NOT_READY);
    assertThat(seen().remedy()).isEqualTo(Reason.INVALID_REQUEST.remedy());
  }

  @Test
  void aRetriedAttemptIsForgottenOnceItSucceeds() {
    told("order", "retrying", "connection_reset", null);
    told("order", "not_applicable", "validation", "tested");
    told("identify", "not_applicable", "no_counterpart", null);

    assertThat(seen().state()).isEqualTo(State.READY);
  }

  @Test
  void withoutAnOutcomeTheFailuresOfOtherEventsTellWhy() {
    assertThat(seen().seen()).contains("no outcome within 60 s", "the job does not run");

    told("somebody-else", "retrying", "token_invalid", null);

    assertThat(seen().state()).isEqualTo(State.NOT_READY);
    assertThat(seen().seen()).contains("sending is suspended", "token_invalid");
    assertThat(seen().remedy()).isEqualTo(Reason.TOKEN_INVALID.remedy());
  }

  @Test
  void anOperatorsPauseIsSaidAtOnce() {
    SeenDestination paused = judgement.of("crm", Instant.parse("2026-08-20T10:00:00Z"));

    assertThat(paused.state()).isEqualTo(State.NOT_READY);
    assertThat(paused.seen()).isEqualTo("paused by an operator since 2026-08-20T10:00:00Z");
    assertThat(paused.remedy()).contains("./tracklayer resume");
  }
}
