package io.tracklayer.local.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.ConfigReader;
import io.tracklayer.contract.config.ConfigResult;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.json.Json;
import io.tracklayer.destinations.Destinations;
import io.tracklayer.local.generate.TrafficGenerator;
import io.tracklayer.local.preview.Preview;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What destinations make of realistic traffic, judged by what stands in for their APIs. */
class JudgedTrafficTest {

  private static final int EVENTS = 3_000;
  private static final Clock CLOCK =
      Clock.fixed(TrafficGenerator.DEFAULT_START.plusSeconds(60), ZoneOffset.UTC);

  private static final Map<String, String> SETTINGS =
      Map.of(
          "klaviyo",
          "{api_key_ref: SECRET}",
          "ga4",
          "{measurement_id: G-ABC123, api_secret_ref: SECRET, anonymous_id_as_client_id: true}",
          "google_data_manager",
          "{operating_account_id: '123', credentials_ref: SECRET, conversion_actions: {page_view: '1',"
              + " view_content: '2', add_to_cart: '3', begin_checkout: '4', purchase: '5', lead: '6',"
              + " sign_up: '7'}}");

  @ParameterizedTest
  @ValueSource(strings = {"klaviyo", "ga4", "google_data_manager"})
  void everyRequestIsOneThatTheApiTakes(String type) throws Exception {
    Preview preview =
        new Preview(config(type), config(type).endpoints().get(0), null, d -> true, CLOCK);
    SandboxApi api = api(type);
    String token =
        api instanceof DataManagerApi google
            ? ServiceAccountKeys.token(google, CLOCK.instant())
            : null;
    Map<String, Integer> sent = new TreeMap<>();
    for (ObjectNode envelope : new TrafficGenerator(7, 150, EVENTS)) {
      JsonNode line = Json.parse(preview.of(Json.write(envelope)).getBytes(UTF_8));
      JsonNode decision = line.at("/destinations/0");
      assertThat(decision.path("reason").asText())
          .as(envelope.toString())
          .doesNotStartWith("missing_event")
          .doesNotStartWith("invalid_");
      for (JsonNode request : decision.path("requests")) {
        SandboxAnswer answer = api.answer(received(type, request, token), SandboxSecrets.ANY);
        assertThat(answer.status()).as("%s: %s", request, answer.body()).isBetween(200, 299);
        assertThat(answer.reason()).as("%s", request).isNull();
        sent.merge(line.at("/canonical/name").asText(), 1, Integer::sum);
      }
    }
    assertThat(sent.keySet()).containsAll(new Destinations().specs().get(type).events());
  }

  private static SandboxApi api(String type) {
    return ServiceLoader.load(SandboxApi.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(api -> api.name().equals(type))
        .findFirst()
        .orElseThrow();
  }

  /**
   * @param token that the destination's sender would have put to it; null for none
   */
  private static SandboxRequest received(String type, JsonNode request, String token)
      throws IOException {
    URI url = URI.create(request.get("url").asText());
    Map<String, String> headers = new HashMap<>();
    request
        .get("headers")
        .properties()
        .forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
    headers.computeIfPresent("authorization", (name, hidden) -> "Klaviyo-API-Key pk_any");
    if (token != null) {
      headers.put("authorization", "Bearer " + token);
    }
    Map<String, List<String>> query =
        url.getQuery() == null
            ? Map.of()
            : Arrays.stream(url.getQuery().split("&", -1))
                .map(p -> p.split("=", 2))
                .collect(Collectors.toMap(p -> p[0], p -> List.of(p[1])));
    return new SandboxRequest(
        type,
        request.get("method").asText(),
        url.getPath(),
        query,
        headers,
        Json.write(request.get("body")),
        CLOCK.instant());
  }

  private static TrackLayerConfig config(String type) {
    String yaml =
        """
        endpoints:
          - url: http://localhost:8080/rudderstack/events
            account: acct
            environment: production
            secret_ref: SECRET
            filters: {include: []}
        identity: {key_ref: SECRET}
        consent: {when_unknown: granted, purposes: {marketing: {traits: [marketing_opt_in]}}}
        destinations:
          - name: judged
            type: TYPE
            account: acct
            environment: production
            consent: []
            settings: SETTINGS
            base_url: http://localhost:8089/TYPE
        """
            .replace("TYPE", type)
            .replace("SETTINGS", SETTINGS.get(type));
    ConfigResult result = new ConfigReader(new Destinations().specs()).read("test.yaml", yaml);
    assertThat(result).as("%s", result).isInstanceOf(ConfigResult.Valid.class);
    return ((ConfigResult.Valid) result).config();
  }
}
