package io.tracklayer.cli.preview;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.json.Json;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users reported of addresses, pages and programs that pose as customers. */
class ClientCasesTest {

  private static final String ADDRESS = "203.0.113.9";

  private final FieldCases cases = new FieldCases("client-cases.ndjson", EveryType.SETTINGS);

  @Test
  void noCaseIsForgotten() {
    assertThat(cases.ids())
        .isEqualTo(
            Set.of(
                "server-address",
                "address-list",
                "private-address",
                "mapped-address",
                "secrets-in-the-page",
                "bot"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"address-list", "mapped-address"})
  void theFirstPublicAddressIsTheDevices(String id) {
    CanonicalEvent order = cases.canonical(id).get(0);

    assertThat(order.client().ip()).as(cases.right(id)).isEqualTo(ADDRESS);
    assertThat(EveryType.with('"' + ADDRESS + '"', EveryType.sent(order))).contains("meta_capi");
  }

  @ParameterizedTest
  @CsvSource({"server-address, 198.51.100.77", "private-address, 192.168.1.5"})
  void whatIsNoDevicesAddressIsSentToNobody(String id, String address) {
    CanonicalEvent order = cases.canonical(id).get(0);

    assertThat(order.client().ip()).as(cases.right(id)).isNull();
    assertThat(EveryType.with(address, EveryType.sent(order))).isEmpty();
  }

  /** A webhook is the user's own system, and gets in clear what it is not told to hash. */
  @ParameterizedTest
  @ValueSource(strings = {"wc_order_abc123", "1701234567", "first_name", "Jane"})
  void aPageIsToldWithoutWhatIsPersonalOrAToken(String secret) {
    Map<String, String> sent = EveryType.sent(cases.canonical("secrets-in-the-page").get(0));

    assertThat(EveryType.with(secret, sent)).containsExactly("webhook");
    assertThat(EveryType.with("\"https://shop.example.net/thanks\"", sent))
        .contains("ga4", "klaviyo", "meta_capi", "pinterest_conversions", "snapchat_capi")
        .contains("tiktok_events");
  }

  @Test
  void aBotsOrderIsNobodys() throws IOException {
    assertThat(decisions("true")).isEqualTo(Map.of("crm", "bot", "analytics", "bot"));
    assertThat(decisions("false")).isEqualTo(Map.of("crm", "send", "analytics", "send"));
  }

  /** Of the bot's order, by destination: send, or the reason why not. */
  private Map<String, String> decisions(String dropBots) throws IOException {
    TrackLayerConfig settings =
        FieldCases.settings(
            """
            endpoints:
              - {url: "https://in.example.com/e", account: acct, environment: production, secret_ref: S, filters: {include: []}}
            identity: {key_ref: K}
            destinations:
              - {name: analytics, type: ga4, account: acct, environment: production, consent: [], drop_bots: %1$s, settings: {measurement_id: G-ABC1234567, api_secret_ref: T}}
              - {name: crm, type: webhook, account: acct, environment: production, consent: [], drop_bots: %1$s, settings: {url: "https://crm.example.com/h", signing_secret_ref: T}}
            """
                .formatted(dropBots));
    Preview preview =
        new Preview(
            settings,
            settings.endpoints().get(0),
            null,
            destination -> true,
            Clock.fixed(Instant.parse("2026-05-04T12:00:00Z"), ZoneOffset.UTC));
    JsonNode shown = Json.parse(preview.of(Json.write(cases.events("bot").get(0))).getBytes(UTF_8));
    Map<String, String> decisions = new TreeMap<>();
    shown
        .get("destinations")
        .forEach(
            one ->
                decisions.put(
                    one.get("destination").asText(),
                    one.get("reason").asText(one.get("decision").asText())));
    return decisions;
  }
}
