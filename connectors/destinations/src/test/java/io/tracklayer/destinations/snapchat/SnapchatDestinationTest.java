package io.tracklayer.destinations.snapchat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.Destinations;
import io.tracklayer.destinations.Fixtures;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.destinations.MappingContext;
import io.tracklayer.destinations.http.HttpCall;
import java.io.Serializable;
import java.math.BigDecimal;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapchatDestinationTest {

  private final Destination snapchat = open(Map.of(), Map.of());

  private static Destination open(
      Map<String, ? extends Serializable> more, Map<String, List<String>> signals) {
    return open(more, signals, "token-1");
  }

  private static Destination open(
      Map<String, ? extends Serializable> more, Map<String, List<String>> signals, String token) {
    Map<String, Serializable> settings = new HashMap<>(more);
    settings.putIfAbsent("pixel_id", "a1-b2");
    settings.put("access_token_ref", "SNAPCHAT");
    return new Destinations()
        .open(
            Fixtures.config("snapchat_capi", settings, null, Map.of(), signals),
            Fixtures.always(token));
  }

  private JsonNode mapped(ObjectNode event) {
    return mapped(snapchat, event);
  }

  private static JsonNode mapped(Destination destination, ObjectNode event) {
    return Fixtures.json(Fixtures.mapped(destination, Fixtures.event(event)).body());
  }

  private static URI uri(Destination destination) {
    return destination
        .request(List.of(Fixtures.mapped(destination, Fixtures.event("lead"))), Fixtures.NOW)
        .uri();
  }

  @ParameterizedTest
  @ValueSource(strings = {"refund", "profile_update", "trial_booked"})
  void whatSnapchatHasNoCounterpartForIsNotApplicable(String name) {
    assertThat(snapchat.map(Fixtures.event(name), Fixtures.MARKETING_GRANTED))
        .isEqualTo(new Mapping.NotApplicable(Reason.NO_COUNTERPART));
  }

  @ParameterizedTest
  @CsvSource({
    "user, '{\"emails\":[\"a@b.de\"]}', true",
    "user, '{\"phones\":[\"+4915112345678\"]}', true",
    "user, '{\"phones\":[\"12\"],\"user_id\":\"u\"}', false",
    "client, '{\"device\":{\"advertising_id\":\"7a7c2a0e-5b1e-4d5f-9a4c-3f2f6d0c9b1a\"}}', true",
    "client, '{\"ip\":\"203.0.113.7\",\"user_agent\":\"A/1\"}', true",
    "client, '{\"ip\":\"203.0.113.7\"}', false",
    "client, '{\"user_agent\":\"A/1\"}', false",
    "click_ids, '{\"sccid\":\"x\"}', false"
  })
  void oneOfFourIdentifiersIsNeeded(String field, String value, boolean enough) throws Exception {
    ObjectNode event = Fixtures.tree("page_view");
    event.remove(List.of("click_ids", "client", "user", "properties"));
    event.set(field, Json.parse(value.getBytes(UTF_8)));
    Mapping mapping = snapchat.map(Fixtures.event(event), Fixtures.MARKETING_GRANTED);

    if (enough) {
      assertThat(mapping).isInstanceOf(Mapping.Mapped.class);
    } else {
      assertThat(mapping).isEqualTo(new Mapping.Invalid(Reason.MISSING_IDENTIFIER));
    }
  }

  @Test
  void theTimeIsInSecondsUnlessConfiguredOtherwise() {
    Destination milliseconds = open(Map.of("event_time_unit", "milliseconds"), Map.of());
    ObjectNode event = Fixtures.tree("purchase");

    assertThat(mapped(event).path("event_time").asLong()).isEqualTo(1787220930L);
    assertThat(mapped(milliseconds, event).path("event_time").asLong()).isEqualTo(1787220930370L);
  }

  @ParameterizedTest
  @CsvSource({"event_time_unit, minutes", "default_action_source, website", "pixel_id, a/../b"})
  void aSettingThatIsNoneIsRefused(String setting, String value) {
    assertThatThrownBy(() -> open(Map.of(setting, value), Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(setting);
  }

  @Test
  void theTokenIsInTheUrlEncodedAndShownNowhere() {
    Destination destination = open(Map.of(), Map.of(), "a+b/c=&d");
    HttpCall call =
        destination.request(
            List.of(Fixtures.mapped(destination, Fixtures.event("purchase"))), Fixtures.NOW);

    assertThat(call.uri())
        .isEqualTo(
            URI.create("https://tr.snapchat.com/v3/a1-b2/events?access_token=a%2Bb%2Fc%3D%26d"));
    assertThat(call.toString() + call.headers() + Fixtures.json(call.body()))
        .doesNotContain("a+b", "a%2B");
  }

  @Test
  void validationOnlyHasAPathOfItsOwn() {
    assertThat(uri(open(Map.of("validate_only", true), Map.of())).getPath())
        .isEqualTo("/v3/a1-b2/events/validate");
    assertThat(uri(snapchat).getPath()).isEqualTo("/v3/a1-b2/events");
  }

  @Test
  void identifiersAreListsAndNamesAreNot() {
    JsonNode user = mapped(Fixtures.tree("purchase")).path("user_data");

    for (String field : List.of("em", "ph", "external_id")) {
      assertThat(user.path(field).isArray()).as(field).isTrue();
    }
    for (String field : List.of("fn", "ln", "ge", "ct", "st", "zp", "country")) {
      assertThat(user.path(field).isTextual()).as(field).isTrue();
    }
  }

  @Test
  void clickIdAndCookieGoUnchangedAndBrokenOnesAreLeftOut() {
    ObjectNode event = Fixtures.tree("purchase");
    event.withObject("/click_ids").put("sccid", "Ab-9").put("scid", "kä se");

    JsonNode user = mapped(event).path("user_data");
    assertThat(user.path("sc_click_id").asText()).isEqualTo("Ab-9");
    assertThat(user.has("sc_cookie1")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "web, , WEB",
    "server, , WEB",
    "mobile, app, MOBILE_APP",
    "mobile, app_ios, MOBILE_APP",
    "server, physical_store, OFFLINE",
    "server, WEBSITE, WEB",
    "web, nonsense, WEB"
  })
  void theActionSourceFollowsWhatIsSaid(String channel, String stated, String expected) {
    ObjectNode event = Fixtures.tree("purchase").put("channel", channel);
    if (stated != null) {
      event.withObject("/properties").put("action_source", stated);
    }

    assertThat(mapped(event).path("action_source").asText()).isEqualTo(expected);
  }

  @Test
  void whatDoesNotSayHasTheConfiguredSource() {
    Destination offline = open(Map.of("default_action_source", "OFFLINE"), Map.of());
    ObjectNode event = Fixtures.tree("purchase").put("channel", "server");
    event.withObject("/client").remove("user_agent");
    event.withObject("/user").put("user_agent", "Browser/1");

    JsonNode sent = mapped(offline, event);
    assertThat(sent.path("action_source").asText()).isEqualTo("OFFLINE");
    assertThat(sent.path("user_data").has("client_user_agent")).isFalse();
    assertThat(mapped(event).at("/user_data/client_user_agent").asText()).isEqualTo("Browser/1");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-1, ", "1e40, "})
  void zeroIsAValueAndANegativeOneIsNot(String value, String sent) {
    ObjectNode event = Fixtures.tree("purchase").put("value", new BigDecimal(value));

    assertThat(mapped(event).at("/custom_data").path("value").asText(null)).isEqualTo(sent);
  }

  @Test
  void aValueWithoutItsCurrencyIsNotSent() {
    ObjectNode event = Fixtures.tree("purchase");
    event.remove("currency");

    assertThat(mapped(event).path("custom_data").has("value")).isFalse();
  }

  @Test
  void amountsAndCountsAreNumbersAndIdsAreText() {
    JsonNode custom = mapped(Fixtures.tree("purchase")).path("custom_data");

    assertThat(custom.path("value").isNumber()).isTrue();
    assertThat(custom.path("num_items").asInt()).isEqualTo(3);
    assertThat(custom.at("/contents/0/item_price").isNumber()).isTrue();
    assertThat(custom.at("/contents/0/id").isTextual()).isTrue();
    assertThat(custom.path("content_ids")).hasSize(2);
  }

  @Test
  void aThousandItemsAreAllSent() {
    ObjectNode event = Fixtures.tree("purchase");
    ArrayNode items = event.putArray("items");
    for (int i = 0; i < 1000; i++) {
      items.addObject().put("id", "p" + i);
    }

    assertThat(mapped(event).at("/custom_data/contents")).hasSize(1000);
  }

  @Test
  void theWayOfSigningUpIsNamed() {
    ObjectNode event = Fixtures.tree("sign_up");
    event.withObject("/properties").put("method", "google");

    assertThat(mapped(event).at("/custom_data/sign_up_method").asText()).isEqualTo("google");
  }

  @ParameterizedTest
  @CsvSource({"GRANTED, false", "DENIED, true", "UNKNOWN, true", ", true"})
  void limitedDataUseIsAListUnlessItsPurposeIsGranted(ConsentState state, boolean set) {
    Map<String, ConsentState> consent = state == null ? Map.of() : Map.of("ads", state);
    Destination limited = open(Map.of(), Map.of("limited_data_use", List.of("ads")));
    Mapping mapping =
        limited.map(Fixtures.event("purchase"), new MappingContext(consent, Set.of()));

    JsonNode event = Fixtures.json(((Mapping.Mapped) mapping).body());
    assertThat(event.has("data_processing_options")).isEqualTo(set);
    assertThat(event.at("/data_processing_options/0").asText("")).isEqualTo(set ? "LDU" : "");
  }

  @Test
  void nothingOfTheSourcesOwnPropertiesIsSentButWhatSnapchatNames() {
    ObjectNode event = Fixtures.tree("purchase");
    event.withObject("/properties").put("search_string", "someone@example.com");

    assertThat(mapped(event).path("custom_data").toString())
        .doesNotContain("affiliation", "someone@example.com", "151", "gift", "tags");
  }

  @Test
  void emptyTextsAndNullsAreLeftOut() {
    ObjectNode event = Fixtures.tree("purchase").put("order_id", " ");
    event.withObject("/user").put("first_name", "").putNull("last_name");

    assertThat(mapped(event).toString()).doesNotContain("null", "\"\"", "\"fn\"", "\"order_id\"");
  }

  @Test
  void severalEventsAreOneRequestInTheirOrder() {
    HttpCall call =
        snapchat.request(
            List.of(
                Fixtures.mapped(snapchat, Fixtures.event("purchase")),
                Fixtures.mapped(snapchat, Fixtures.event("lead"))),
            Fixtures.NOW);

    assertThat(Fixtures.json(call.body()).path("data").findValuesAsText("event_id"))
        .containsExactly("evt-purchase", "evt-lead");
  }
}
