package io.tracklayer.cli.preview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.event.CanonicalEvent;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How users reported that they write times, and what clocks they have. */
class TimesCasesTest {

  /** The moment at which all of them are received. */
  private static final String NOW = "2026-05-04T12:00:00Z";

  private final FieldCases cases = new FieldCases("times-cases.ndjson", EveryType.SETTINGS);

  @Test
  void noCaseIsForgotten() {
    assertThat(cases.ids())
        .isEqualTo(
            Set.of(
                "epoch-timestamp",
                "no-zone",
                "offset-without-colon",
                "unused-one-is-wrong",
                "clock-of-1970"));
  }

  @ParameterizedTest
  @CsvSource({
    "epoch-timestamp, 2026-05-04T11:59:00Z",
    "no-zone, 2026-05-04T11:59:00Z",
    "offset-without-colon, 2026-05-04T11:59:00Z",
    "unused-one-is-wrong, 2026-05-04T11:59:00Z",
    "clock-of-1970, 2026-05-04T12:00:00Z",
  })
  void anEventIsTakenWithTheTimeThatItTells(String id, Instant occurredAt) {
    CanonicalEvent order = cases.canonical(receivedAt(NOW, id)).orElseThrow();

    assertThat(order.occurredAt()).as(cases.right(id)).isEqualTo(occurredAt);
  }

  @Test
  void secondsSince1970AreToldByTheirSize() {
    ObjectNode envelope = receivedAt(NOW, "epoch-timestamp");
    envelope.put("timestamp", envelope.get("timestamp").asLong() / 1000);

    assertThat(cases.canonical(envelope).orElseThrow().occurredAt())
        .isEqualTo("2026-05-04T11:59:00Z");
  }

  @Test
  void aClickIsNotFromBeforeThereWereClicks() {
    CanonicalEvent order = cases.canonical(receivedAt(NOW, "clock-of-1970")).orElseThrow();

    assertThat(order.clickIds()).containsEntry("fbc", "fb.1.1777896000000.C1");
  }

  @ParameterizedTest
  @MethodSource("clocks")
  void aDenialReceivedLaterHoldsWhateverTheClocksSay(String ofGrant, String ofDenial) {
    ObjectNode grant = receivedAt("2026-05-04T11:00:00Z", "clock-of-1970");
    ObjectNode denial = receivedAt(NOW, "clock-of-1970").put("messageId", "denial");
    denial
        .withObject("/context/consentManagement")
        .put("allowedConsentIds", "")
        .withArray("deniedConsentIds")
        .add("C0004");

    CanonicalEvent granted = cases.canonical(at(ofGrant, grant)).orElseThrow();
    CanonicalEvent denied = cases.canonical(at(ofDenial, denial)).orElseThrow();

    assertThat(granted.consent()).containsEntry("marketing", ConsentState.GRANTED);
    assertThat(denied.consent()).containsEntry("marketing", ConsentState.DENIED);
  }

  static Stream<Arguments> clocks() {
    List<String> clocks =
        List.of(
            "1970-01-01T00:00:00Z",
            "1999-12-31T23:59:59Z",
            "2025-05-04T11:00:00Z",
            "2026-05-04T10:59:00Z",
            "2038-01-19T03:14:07Z",
            "");
    return clocks.stream()
        .flatMap(grant -> clocks.stream().map(denial -> Arguments.of(grant, denial)));
  }

  private static ObjectNode at(String clock, ObjectNode envelope) {
    return envelope.put("timestamp", clock).put("originalTimestamp", clock);
  }

  /** The case's event as it would be if it were received then. */
  private ObjectNode receivedAt(String time, String id) {
    ObjectNode envelope = cases.events(id).get(0).deepCopy();
    return envelope.put("receivedAt", time);
  }
}
