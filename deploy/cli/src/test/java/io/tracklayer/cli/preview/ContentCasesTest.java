package io.tracklayer.cli.preview;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.json.Json;
import io.tracklayer.destinations.Destinations;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.destinations.MappingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users reported to be missing in profiles, items and reports. */
class ContentCasesTest {

  private static final TrackLayerConfig SETTINGS =
      FieldCases.settings(
          """
          endpoints:
            - {url: "https://in.example.com/e", account: acct, environment: production, secret_ref: S, filters: {include: []}, mapping: {Membership Bought: membership}}
          identity: {key_ref: K}
          destinations:
            - {name: analytics, type: ga4, account: acct, environment: production, consent: [], settings: {measurement_id: G-ABC1234567, api_secret_ref: T}}
            - {name: google, type: google_data_manager, account: acct, environment: production, consent: [], settings: {operating_account_id: "1234567890", conversion_actions: {membership: "9"}, credentials_ref: T}}
            - {name: klaviyo, type: klaviyo, account: acct, environment: production, consent: [], settings: {api_key_ref: T}}
            - {name: crm, type: webhook, account: acct, environment: production, consent: [], settings: {url: "https://crm.example.com/h", signing_secret_ref: T}}
          """);

  private final FieldCases cases = new FieldCases("content-cases.ndjson", SETTINGS);

  @Test
  void noCaseIsForgotten() {
    assertThat(cases.ids())
        .isEqualTo(
            Set.of(
                "klaviyo-identify",
                "klaviyo-products",
                "ga4-item-fields",
                "google-order-id-of-other-conversions"));
  }

  @Test
  void theTraitsOfAnIdentifyBecomeTheProfile() {
    CanonicalEvent event = only("klaviyo-identify");
    String profile = sent("klaviyo", event).toString();

    assertThat(profile)
        .contains("\"plan\":\"gold\"")
        .contains("\"title\":\"Buyer\"")
        .contains("\"organization\":\"ACME\"")
        .contains("\"address1\":\"Weg 1\"")
        .contains("\"city\":\"Bonn\"")
        .doesNotContain("\"company\"");
    assertThat(sent("crm", event).path("traits"))
        .isEqualTo(json("{'plan':'gold','title':'Buyer','company':'ACME','address1':'Weg 1'}"));
  }

  @Test
  void productsHavePagesAndPicturesAndTheCheckoutAnAddress() {
    String event = sent("klaviyo", only("klaviyo-products")).toString();

    assertThat(event)
        .contains("\"ProductURL\":\"https://shop.example.net/p1\"")
        .contains("\"ImageURL\":\"https://shop.example.net/p1.jpg\"")
        .contains("\"CheckoutURL\":\"https://shop.example.net/c/1\"")
        .contains("\"Categories\":[\"Lamps\",\"Sale\"]");
  }

  @ParameterizedTest
  @CsvSource({
    "item_category2, item_list_name, position",
    "category2, listName, index",
    "itemCategory2, itemListName, Position"
  })
  void itemsHaveEveryFieldOfGoogle(String category, String list, String position) {
    ObjectNode envelope = cases.events("ga4-item-fields").get(0).deepCopy();
    ObjectNode product = (ObjectNode) envelope.at("/properties/products/0");
    product.set(category, product.remove("item_category2"));
    product.set(list, product.remove("item_list_name"));
    product.set(position, product.remove("position"));

    JsonNode params = sent("ga4", cases.canonical(envelope).orElseThrow()).path("params");

    assertThat(params.path("page_title").asText()).isEqualTo("Thanks");
    assertThat(params.at("/items/0"))
        .isEqualTo(
            json(
                "{'item_id':'p1','item_category2':'Desk','price':9,'quantity':1,'discount':1.5,"
                    + "'affiliation':'Store','item_list_name':'Sale','index':3}"));
  }

  @Test
  void anOrderIdIsTheTransactionIdOfEveryConversion() {
    assertThat(
            sent("google_data_manager", only("google-order-id-of-other-conversions"))
                .path("transactionId")
                .asText())
        .isEqualTo("A-8");
  }

  @Test
  void theIdsThatTheDeviceReadFromGooglesTagGoToGoogleAlone() {
    ObjectNode envelope = cases.events("ga4-item-fields").get(0).deepCopy();
    envelope.set(
        "integrations",
        json(
            "{'All':true,'Google Analytics 4 (GA4)':{'clientId':'5.6','sessionId':'1724148930'}}"));

    CanonicalEvent event = cases.canonical(envelope).orElseThrow();

    assertThat(event.clickIds()).containsEntry("ga_client_id", "5.6");
    assertThat(sent("ga4", event).at("/params/session_id").asText()).isEqualTo("1724148930");
    assertThat(sent("klaviyo", event).toString()).doesNotContain("1724148930");
  }

  private CanonicalEvent only(String id) {
    return cases.canonical(id).get(0);
  }

  /** The event as this type writes it. */
  private static JsonNode sent(String type, CanonicalEvent event) {
    DestinationConfig config =
        SETTINGS.destinations().stream()
            .filter(each -> each.type().equals(type) || each.name().equals(type))
            .findFirst()
            .orElseThrow();
    Mapping mapping =
        new Destinations()
            .open(config, PlaceholderSecrets.INSTANCE)
            .map(event, new MappingContext(Map.<String, ConsentState>of(), Set.of()));
    assertThat(mapping).isInstanceOf(Mapping.Mapped.class);
    return parsed(((Mapping.Mapped) mapping).body());
  }

  private static JsonNode json(String text) {
    return parsed(text.replace('\'', '"').getBytes(UTF_8));
  }

  private static JsonNode parsed(byte[] json) {
    try {
      return Json.parse(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
