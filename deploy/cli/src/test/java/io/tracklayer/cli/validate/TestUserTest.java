package io.tracklayer.cli.validate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.cli.preview.Preview;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.json.Json;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TestUserTest {

  private static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");

  /** Every type, and purposes that are answered in every way that a person can answer in. */
  private static final TrackLayerConfig CONFIG =
      Configurations.of(
          """
          endpoints:
            - {url: "https://in.example.com/e", account: acct, environment: production, secret_ref: S, filters: {include: []}}
          identity: {key_ref: K}
          consent:
            purposes:
              marketing: {consent_ids: [C0004, C0005], gpc: true, ad_tracking: true}
              email: {traits: [email_opt_in]}
              ads: {tcf_purposes: [1, 3, 4], tcf_vendor: 755}
              usa: {gpp_opt_outs: [sale, sharing]}
          destinations:
            - {name: meta, type: meta_capi, account: acct, environment: production, consent: [marketing, email, ads, usa], settings: {dataset_id: "1234567890", access_token_ref: T}}
            - {name: analytics, type: ga4, account: acct, environment: production, consent: [marketing], settings: {measurement_id: G-ABC1234567, api_secret_ref: T}}
            - {name: google, type: google_data_manager, account: acct, environment: production, consent: [ads], signals: {ad_user_data: [marketing]}, settings: {operating_account_id: "1234567890", conversion_actions: {purchase: "777"}, credentials_ref: T}}
            - {name: tiktok, type: tiktok_events, account: acct, environment: production, consent: [usa], settings: {pixel_code: C4ABCDEF, access_token_ref: T, test_event_code: TEST1}}
            - {name: pinterest, type: pinterest_conversions, account: acct, environment: production, consent: [marketing], settings: {ad_account_id: "549755885175", access_token_ref: T}}
            - {name: snapchat, type: snapchat_capi, account: acct, environment: production, consent: [marketing], settings: {pixel_id: a1b2c3d4-e5f6-4711-8899-aabbccddeeff, access_token_ref: T}}
            - {name: klaviyo, type: klaviyo, account: acct, environment: production, consent: [email], settings: {api_key_ref: T}}
            - {name: crm, type: webhook, account: acct, environment: production, consent: [], settings: {url: "https://crm.example.com/h", signing_secret_ref: T}}
          """);

  private final TestUser user = TestUser.fresh(CONFIG.consent(), new SecureRandom());

  private static JsonNode previewed(ObjectNode event) throws Exception {
    Preview preview =
        new Preview(
            CONFIG,
            CONFIG.endpoints().get(0),
            "0123456789abcdef0123456789abcdef",
            destination -> true,
            Clock.fixed(NOW, ZoneOffset.UTC));
    return Json.parse(preview.of(Json.write(event)).getBytes(UTF_8));
  }

  private static Map<String, String> decisions(JsonNode previewed) {
    Map<String, String> decisions = new TreeMap<>();
    for (JsonNode one : previewed.get("destinations")) {
      decisions.put(
          one.get("destination").asText(),
          one.get("decision").asText() + " " + one.get("reason").asText());
    }
    return decisions;
  }

  @Test
  void theOrderIsMappedForEveryTypeWithConsentAndSentOnlyToTestFacilities() throws Exception {
    JsonNode previewed = previewed(user.order("Order Completed", NOW));

    assertThat(previewed.at("/canonical/validation").asBoolean()).isTrue();
    assertThat(previewed.at("/canonical/name").asText()).isEqualTo("purchase");
    assertThat(decisions(previewed))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "meta", "skip validation",
                "analytics", "send null",
                "google", "send null",
                "tiktok", "send null",
                "pinterest", "send null",
                "snapchat", "send null",
                "klaviyo", "skip validation",
                "crm", "skip validation"));
    for (JsonNode destination : previewed.get("destinations")) {
      for (JsonNode request : destination.get("requests")) {
        assertThat(request.toString())
            .containsAnyOf(
                "/debug/mp/collect", "/events/validate", "test=true", "validateOnly", "TEST1");
      }
    }
  }

  @Test
  void theIdentifyBringsEveryConsentAndAnAddressOfAReservedDomain() throws Exception {
    JsonNode canonical = previewed(user.identify(NOW)).get("canonical");

    assertThat(canonical.get("consent"))
        .hasSize(4)
        .allMatch(state -> state.asText().equals("granted"));
    assertThat(canonical.at("/user/emails/0").asText()).isEqualTo(user.id() + "@example.com");
    assertThat(canonical.at("/user/user_id").asText()).isEqualTo(user.id());
  }

  @Test
  void theOrderBringsADeviceThatTheIdentifyDidNot() {
    assertThat(user.identify(NOW).get("userId")).isEqualTo(user.order("o", NOW).get("userId"));
    assertThat(user.identify(NOW).get("anonymousId"))
        .isNotEqualTo(user.order("o", NOW).get("anonymousId"));
  }

  @Test
  void noTwoUsersAreTheSame() {
    assertThat(TestUser.fresh(CONFIG.consent(), new SecureRandom()).id()).isNotEqualTo(user.id());
  }
}
