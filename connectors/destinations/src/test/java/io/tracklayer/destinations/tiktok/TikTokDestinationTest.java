package io.tracklayer.destinations.tiktok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.Destinations;
import io.tracklayer.destinations.Fixtures;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.destinations.MappingContext;
import io.tracklayer.destinations.http.HttpCall;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TikTokDestinationTest {

  private static final Map<String, String> SETTINGS =
      Map.of("pixel_code", "C4", "access_token_ref", "TIKTOK");

  private final Destination tiktok = open(SETTINGS, Map.of(), Map.of());

  private static Destination open(
      Map<String, String> settings, Map<String, String> names, Map<String, List<String>> signals) {
    return new Destinations()
        .open(
            Fixtures.config("tiktok_events", settings, null, names, signals),
            Fixtures.always("token-1"));
  }

  private static Map<String, String> with(String setting, String value) {
    return Map.of("pixel_code", "C4", "access_token_ref", "TIKTOK", setting, value);
  }

  private JsonNode mapped(ObjectNode event) {
    return mapped(tiktok, event);
  }

  private static JsonNode mapped(Destination destination, ObjectNode event) {
    return Fixtures.json(Fixtures.mapped(destination, Fixtures.event(event)).body());
  }

  private Mapping map(ObjectNode event) {
    return tiktok.map(Fixtures.event(event), Fixtures.MARKETING_GRANTED);
  }

  @Nested
  class Values {

    @ParameterizedTest
    @CsvSource({"value, missing_value", "currency, missing_currency"})
    void aPurchaseWithoutValueOrCurrencyIsInvalid(String field, String reason) {
      ObjectNode event = Fixtures.tree("purchase");
      event.remove(field);

      assertThat(map(event)).isEqualTo(new Mapping.Invalid(Reason.of(reason)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.01", "1e40"})
    void aPurchaseOfAnImpossibleValueIsInvalid(String value) {
      ObjectNode event = Fixtures.tree("purchase").put("value", new BigDecimal(value));

      assertThat(map(event)).isEqualTo(new Mapping.Invalid(Reason.INVALID_VALUE));
    }

    @Test
    void theOldNameOfAPurchaseNeedsAValueToo() {
      ObjectNode event = Fixtures.tree("purchase");
      event.remove("value");
      Destination old = open(SETTINGS, Map.of("purchase", "CompletePayment"), Map.of());
      Destination order = open(SETTINGS, Map.of("purchase", "PlaceAnOrder"), Map.of());

      assertThat(old.map(Fixtures.event(event), Fixtures.MARKETING_GRANTED))
          .isEqualTo(new Mapping.Invalid(Reason.MISSING_VALUE));
      assertThat(mapped(order, event).path("event").asText()).isEqualTo("PlaceAnOrder");
    }

    @Test
    void aFreePurchaseIsSent() {
      JsonNode value = mapped(Fixtures.tree("purchase").put("value", 0)).at("/properties/value");

      assertThat(value.isNumber()).isTrue();
      assertThat(value.asInt(-1)).isZero();
    }

    @Test
    void anotherEventIsSentWithoutItsBadValue() {
      JsonNode properties =
          mapped(Fixtures.tree("view_content").put("value", -5)).path("properties");

      assertThat(properties.has("value")).isFalse();
      assertThat(properties.path("currency").asText()).isEqualTo("EUR");
    }

    @Test
    void aValueWithoutItsCurrencyIsNotSent() {
      ObjectNode event = Fixtures.tree("view_content");
      event.remove("currency");

      assertThat(mapped(event).path("properties").has("value")).isFalse();
    }
  }

  @Nested
  class Names {

    @ParameterizedTest
    @ValueSource(strings = {"refund", "profile_update", "trial_booked"})
    void whatTikTokHasNoCounterpartForIsNotApplicable(String name) {
      assertThat(map(Fixtures.tree(name)))
          .isEqualTo(new Mapping.NotApplicable(Reason.NO_COUNTERPART));
    }
  }

  @Nested
  class EventSources {

    @Test
    void aWebEventWithoutAPageIsInvalidUnlessThereIsADefault() {
      ObjectNode event = Fixtures.tree("purchase");
      event.withObject("/client").remove("page_url");
      Destination withDefault =
          open(with("default_page_url", "https://shop.example.com/"), Map.of(), Map.of());

      assertThat(map(event)).isEqualTo(new Mapping.Invalid(Reason.MISSING_PAGE_URL));
      assertThat(mapped(withDefault, event).at("/page/url").asText())
          .isEqualTo("https://shop.example.com/");
      assertThat(mapped(withDefault, Fixtures.tree("purchase")).at("/page/url").asText())
          .isEqualTo("https://shop.example.com/p/1?utm_source=meta");
    }

    @Test
    void anOfflineEventNeedsNoPage() {
      Destination offline = open(with("event_source", "offline"), Map.of(), Map.of());
      ObjectNode event = Fixtures.tree("purchase");
      event.withObject("/client").remove("page_url");

      assertThat(mapped(offline, event).has("page")).isFalse();
      HttpCall call =
          offline.request(List.of(Fixtures.mapped(offline, Fixtures.event(event))), Fixtures.NOW);
      assertThat(Fixtures.json(call.body()).path("event_source").asText()).isEqualTo("offline");
    }

    @Test
    void onlyCrmEventsNameTheirLead() {
      Destination crm = open(with("event_source", "crm"), Map.of(), Map.of());
      ObjectNode event = Fixtures.tree("lead");
      event.withObject("/properties").put("lead_event_source", "form");

      assertThat(mapped(event).has("lead")).isFalse();
      assertThat(mapped(crm, event).at("/lead/lead_id").asText()).isEqualTo("123456789012345");
      assertThat(mapped(crm, event).at("/lead/lead_event_source").asText()).isEqualTo("form");
    }

    @ParameterizedTest
    @ValueSource(strings = {"app", "store", "WEB"})
    void anEventSourceThatCannotBeServedIsRefused(String source) {
      assertThatThrownBy(() -> open(with("event_source", source), Map.of(), Map.of()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("event_source");
    }
  }

  @Nested
  class Person {

    @Test
    void clickIdAndCookieGoUnchangedAndBrokenOnesAreLeftOut() {
      ObjectNode event = Fixtures.tree("purchase");
      event.withObject("/click_ids").put("ttclid", "E.C.P.Ab-_9").put("ttp", "käse");

      JsonNode user = mapped(event).path("user");
      assertThat(user.path("ttclid").asText()).isEqualTo("E.C.P.Ab-_9");
      assertThat(user.has("ttp")).isFalse();
    }

    @Test
    void identifiersAreListsAndNamesAreNot() {
      JsonNode user = mapped(Fixtures.tree("purchase")).path("user");

      assertThat(user.path("email").isArray()).isTrue();
      assertThat(user.path("phone")).hasSize(1);
      assertThat(user.path("external_id")).hasSize(2);
      assertThat(user.path("first_name").isTextual()).isTrue();
      assertThat(user.path("zip_code").isTextual()).isTrue();
      assertThat(user.path("city").asText()).isEqualTo("newyork");
    }

    @Test
    void badIdentifiersAreLeftOutAndTheRestIsSent() {
      JsonNode user = mapped(Fixtures.tree("sign_up")).path("user");

      assertThat(user.has("email")).isFalse();
      assertThat(user.has("phone")).isFalse();
      assertThat(user.has("first_name")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"en-GB, en-GB", "de_AT, de-AT", "'', ", "english (UK), "})
    void localesAreLanguageTagsOrLeftOut(String locale, String sent) {
      ObjectNode event = Fixtures.tree("purchase");
      event.withObject("/client").put("locale", locale);

      assertThat(mapped(event).at("/user").path("locale").asText(null)).isEqualTo(sent);
    }

    @Test
    void aWebEventWithoutUserAgentGoesWithTheNewestOneOfThePerson() {
      ObjectNode event = Fixtures.tree("purchase");
      event.withObject("/client").remove("user_agent");
      event.withObject("/user").put("user_agent", "Browser/1");
      Destination offline = open(with("event_source", "offline"), Map.of(), Map.of());

      assertThat(mapped(event).at("/user/user_agent").asText()).isEqualTo("Browser/1");
      assertThat(mapped(offline, event).path("user").has("user_agent")).isFalse();
    }
  }

  @Nested
  class Properties {

    @Test
    void idsAndTypesOfContentsAreTextAndNumbersAreNumbers() {
      ObjectNode event = Fixtures.tree("view_content");
      event.withArray("items").addObject().put("id", "007").put("price", 0).put("quantity", -2);
      event.withArray("items").addObject().put("name", "without an id");

      JsonNode properties = mapped(event).path("properties");
      assertThat(properties.path("contents")).hasSize(2);
      JsonNode second = properties.at("/contents/1");
      assertThat(second.path("content_id").isTextual()).isTrue();
      assertThat(second.path("price").decimalValue()).isZero();
      assertThat(second.path("quantity").asInt()).isEqualTo(1);
      assertThat(properties.path("content_type").asText()).isEqualTo("product_group");
    }

    @Test
    void oneItemIsAListToo() {
      JsonNode contents = mapped(Fixtures.tree("view_content")).at("/properties/contents");

      assertThat(contents.isArray()).isTrue();
      assertThat(contents).hasSize(1);
    }

    @Test
    void aThousandItemsAreAllSent() {
      ObjectNode event = Fixtures.tree("purchase");
      ArrayNode items = event.putArray("items");
      for (int i = 0; i < 1000; i++) {
        items.addObject().put("id", "p" + i).put("price", 1).put("quantity", 1);
      }

      JsonNode properties = mapped(event).path("properties");
      assertThat(properties.path("contents")).hasSize(1000);
      assertThat(properties.path("num_items").asInt()).isEqualTo(1000);
    }

    @Test
    void numbersThatCameAsTextAreSentAsNumbers() {
      ObjectNode event = Fixtures.tree("purchase");
      event.withObject("/properties").put("predicted_ltv", " 12.50 ");

      assertThat(mapped(event).at("/properties/predicted_ltv").isNumber()).isTrue();
    }

    @Test
    void emptyTextsAndNullsAreLeftOut() {
      ObjectNode event = Fixtures.tree("purchase").put("order_id", " ");
      event.withObject("/user").put("first_name", "").putNull("last_name").put("city", " ");
      event.withObject("/properties").put("status", "").putNull("description");

      JsonNode sent = mapped(event);
      assertThat(sent.path("properties").has("order_id")).isFalse();
      assertThat(sent.path("properties").has("status")).isFalse();
      assertThat(sent.path("user").has("first_name")).isFalse();
      assertThat(sent.path("user").has("city")).isFalse();
      assertThat(sent.toString()).doesNotContain("null", "\"\"");
    }

    @Test
    void nothingOfTheSourcesOwnPropertiesIsSentButWhatTikTokNames() {
      ObjectNode event = Fixtures.tree("purchase");
      event.withObject("/properties").put("description", "for someone@example.com");

      assertThat(mapped(event).path("properties").toString())
          .doesNotContain("affiliation", "someone@example.com", "151", "gift", "tags");
    }
  }

  @Nested
  class Consent {

    @ParameterizedTest
    @CsvSource({"GRANTED, false", "DENIED, true", "UNKNOWN, true", ", true"})
    void limitedDataUseIsSetUnlessItsPurposeIsGranted(ConsentState state, boolean set) {
      Map<String, ConsentState> consent = state == null ? Map.of() : Map.of("ads", state);
      Destination limited = open(SETTINGS, Map.of(), Map.of("limited_data_use", List.of("ads")));
      Mapping mapping =
          limited.map(Fixtures.event("purchase"), new MappingContext(consent, Set.of()));

      JsonNode event = Fixtures.json(((Mapping.Mapped) mapping).body());
      assertThat(event.path("limited_data_use").asBoolean()).isEqualTo(set);
      assertThat(event.has("limited_data_use")).isEqualTo(set);
    }

    @Test
    void thePersonsOwnLimitCountsWithoutASignal() {
      ObjectNode event = Fixtures.tree("purchase");
      event.withObject("/properties").put("limited_data_use", true);

      assertThat(mapped(event).path("limited_data_use").asBoolean()).isTrue();
    }
  }

  @Nested
  class Requests {

    @Test
    void theTokenIsInTheHeaderAndNowhereElse() {
      HttpCall call =
          tiktok.request(
              List.of(Fixtures.mapped(tiktok, Fixtures.event("purchase"))), Fixtures.NOW);

      assertThat(call.uri())
          .isEqualTo(URI.create("https://business-api.tiktok.com/open_api/v1.3/event/track/"));
      assertThat(call.headers()).contains(new HttpCall.Header("access-token", "token-1", true));
      assertThat(call.toString() + call.headers() + Fixtures.json(call.body()))
          .doesNotContain("token-1");
    }

    @Test
    void severalEventsAreOneRequestInTheirOrder() {
      HttpCall call =
          tiktok.request(
              List.of(
                  Fixtures.mapped(tiktok, Fixtures.event("purchase")),
                  Fixtures.mapped(tiktok, Fixtures.event("lead"))),
              Fixtures.NOW);
      JsonNode body = Fixtures.json(call.body());

      assertThat(body.path("data").findValuesAsText("event_id"))
          .containsExactly("evt-purchase", "evt-lead");
      assertThat(body.path("event_source_id").asText()).isEqualTo("C4");
      assertThat(body.has("test_event_code")).isFalse();
    }

    @Test
    void aBaseUrlIsTheOperatorsChoice() {
      Destination local =
          new Destinations()
              .open(
                  Fixtures.config(
                      "tiktok_events",
                      SETTINGS,
                      URI.create("http://localhost:8089/tiktok/"),
                      Map.of(),
                      Map.of()),
                  Fixtures.always("t"));
      HttpCall call =
          local.request(List.of(Fixtures.mapped(local, Fixtures.event("lead"))), Fixtures.NOW);

      assertThat(call.uri())
          .isEqualTo(URI.create("http://localhost:8089/tiktok/open_api/v1.3/event/track/"));
      assertThat(local.mayReachPrivateAddresses()).isTrue();
    }
  }
}
