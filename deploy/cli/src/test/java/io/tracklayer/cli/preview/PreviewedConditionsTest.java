package io.tracklayer.cli.preview;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.json.Json;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A destination's {@code when}, from the configuration to the decision about an event. */
class PreviewedConditionsTest {

  private static final TrackLayerConfig SETTINGS =
      FieldCases.settings(
          """
          endpoints:
            - url: http://localhost:8080/rudderstack/events
              account: acct
              environment: test
              secret_ref: SECRET
              filters: {include: []}
          identity: {key_ref: KEY}
          destinations:
            - name: crm
              type: webhook
              account: acct
              environment: test
              consent: []
              events: [purchase, page_view]
              when: {country: [DE, AT], currency: [EUR], min_value: 10, properties.store_id: [s1, 2]}
              settings: {url: "https://crm.example.com/in", signing_secret_ref: SIGNING}
          """);

  private final Preview preview =
      new Preview(
          SETTINGS,
          SETTINGS.endpoints().get(0),
          null,
          destination -> true,
          Clock.fixed(Instant.parse("2026-05-04T12:00:00Z"), ZoneOffset.UTC));

  @ParameterizedTest
  @CsvSource({
    "Germany, eur, 10, s1, send",
    "AT, €, '10,00', 2, send",
    "FR, EUR, 10, s1, country: FR",
    "DE, USD, 10, s1, currency: USD",
    "DE, EUR, 9.99, s1, value: 9.99",
    "DE, EUR, many, s1, value: none",
    "DE, EUR, 10, s3, properties.store_id: another",
    ", EUR, 10, s1, country: none",
    "DE, , 10, s1, currency: none",
    "DE, EUR, , s1, value: none",
    "DE, EUR, 10, , properties.store_id: none"
  })
  void theEventIsJudgedAsItWasUnderstood(
      String country, String currency, String value, String store, String decided)
      throws IOException {
    ObjectNode event = order();
    event.withObject("/context/traits/address").put("country", country);
    event
        .withObject("/properties")
        .put("currency", currency)
        .put("value", value)
        .put("store_id", store);

    assertThat(decision(event)).isEqualTo(decided);
  }

  @Test
  void whatTheDestinationDoesNotTakeAnywaySaysSo() throws IOException {
    assertThat(decision(order().put("event", "Lead Submitted"))).isEqualTo("not_configured");
    assertThat(decision(order().put("type", "page"))).isEqualTo("country: none");
    ObjectNode excluded = order();
    excluded.putObject("integrations").put("crm", false);
    assertThat(decision(excluded)).isEqualTo("excluded_by_source");
  }

  private static ObjectNode order() throws IOException {
    return (ObjectNode)
        Json.parse(
            """
            {"messageId":"m-1","type":"track","event":"Order Completed","userId":"u-1",
             "originalTimestamp":"2026-05-04T11:00:00Z","context":{"traits":{}},
             "properties":{"order_id":"o-1"}}
            """
                .getBytes(UTF_8));
  }

  /** Whether the event is sent, or else the condition that it does not meet, or why not. */
  private String decision(ObjectNode event) throws IOException {
    JsonNode decided = Json.parse(preview.of(Json.write(event)).getBytes(UTF_8));
    JsonNode crm = decided.at("/destinations/0");
    assertThat(crm.get("destination").asText()).isEqualTo("crm");
    if (crm.get("decision").asText().equals("send")) {
      return "send";
    }
    String reason = crm.get("reason").asText();
    return reason.equals("condition") ? crm.get("detail").asText() : reason;
  }
}
