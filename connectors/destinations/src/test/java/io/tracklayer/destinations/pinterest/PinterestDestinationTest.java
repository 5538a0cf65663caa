package io.tracklayer.destinations.pinterest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tracklayer.contract.consent.ConsentState;
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
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PinterestDestinationTest {

  private final Destination pinterest = open(Map.of(), Map.of(), Map.of());

  private static Destination open(
      Map<String, ? extends Serializable> more,
      Map<String, String> names,
      Map<String, List<String>> signals) {
    Map<String, Serializable> settings = new HashMap<>(more);
    settings.putIfAbsent("ad_account_id", "549");
    settings.put("access_token_ref", "PINTEREST");
    return new Destinations()
        .open(
            Fixtures.config("pinterest_conversions", settings, null, names, signals),
            Fixtures.always("token-1"));
  }

  private JsonNode mapped(ObjectNode event) {
    return mapped(pinterest, event);
  }

  private static JsonNode mapped(Destination destination, ObjectNode event) {
    return Fixtures.json(Fixtures.mapped(destination, Fixtures.event(event)).body());
  }

  private Mapping map(ObjectNode event) {
    return pinterest.map(Fixtures.event(event), Fixtures.MARKETING_GRANTED);
  }

  @Nested
  class Names {

    @ParameterizedTest
    @CsvSource({
      "Product Viewed, page_visit",
      "Product List Viewed, view_category",
      "product_list_viewed, view_category"
    })
    void lookingAtAListIsAnotherEventThanLookingAtOneProduct(String sourceEvent, String name) {
      ObjectNode event = Fixtures.tree("view_content").put("source_event", sourceEvent);

      assertThat(mapped(event).path("event_name").asText()).isEqualTo(name);
    }

    @Test
    void aConfiguredNameCountsForBoth() {
      Destination renamed = open(Map.of(), Map.of("view_content", "view_content"), Map.of());
      ObjectNode event = Fixtures.tree("view_content").put("source_event", "Product List Viewed");

      assertThat(mapped(renamed, event).path("event_name").asText()).isEqualTo("view_content");
    }

    @ParameterizedTest
    @ValueSource(strings = {"refund", "profile_update", "trial_booked"})
    void whatPinterestHasNoCounterpartForIsNotApplicable(String name) {
      assertThat(map(Fixtures.tree(name)))
          .isEqualTo(new Mapping.NotApplicable(Reason.NO_COUNTERPART));
    }
  }

  @Nested
  class Person {

    @Test
    void aPhoneNumberAloneIdentifiesNobody() {
      ObjectNode event = Fixtures.tree("purchase");
      event.remove("client");
      event.putObject("user").putArray("phones").add("+16505551212");

      assertThat(map(event)).isEqualTo(new Mapping.Invalid(Reason.MISSING_IDENTIFIER));
    }

    @ParameterizedTest
    @CsvSource({
      "user, '{\"emails\":[\"a@b.de\"]}', true",
      "user, '{\"emails\":[\"nobody\"]}', false",
      "client, '{\"device\":{\"advertising_id\":\"7a7c2a0e-5b1e-4d5f-9a4c-3f2f6d0c9b1a\"}}', true",
      "client, '{\"ip\":\"203.0.113.7\",\"user_agent\":\"A/1\"}', true",
      "client, '{\"ip\":\"203.0.113.7\"}', false",
      "client, '{\"user_agent\":\"A/1\"}', false"
    })
    void anEmailAnAdvertisingIdOrAddressAndAgentAreNeeded(
        String field, String value, boolean enough) throws Exception {
      ObjectNode event = Fixtures.tree("page_view");
      event.remove(List.of("click_ids", "client", "user", "properties"));
      event.set(
          field,
          io.tracklayer.contract.json.Json.parse(
              value.getBytes(java.nio.charset.StandardCharsets.UTF_8)));

      assertThat(map(event) instanceof Mapping.Mapped).isEqualTo(enough);
    }

    @Test
    void everythingHashedIsAListAlsoOfOne() {
      JsonNode user = mapped(Fixtures.tree("purchase")).path("user_data");

      for (String field :
          List.of("em", "ph", "ge", "db", "ln", "fn", "ct", "st", "zp", "country")) {
        assertThat(user.path(field).isArray()).as(field).isTrue();
      }
    }

    @ParameterizedTest
    @CsvSource({
      "f, 252f10c83610ebca1a059c0bae8255eba2f95be4d1d7bcfa89d7248a82d9f111",
      "Non-binary, 1b16b1df538ba12dc3f97edbb85caa7050d46c148134290feba80f8236c83db9"
    })
    void genderHasAThirdWord(String gender, String hash) {
      ObjectNode event = Fixtures.tree("purchase");
      event.withObject("/user").put("gender", gender);

      assertThat(mapped(event).at("/user_data/ge/0").asText()).isEqualTo(hash);
    }

    @Test
    void theClickIdGoesUnchangedAndABrokenOneIsLeftOut() {
      ObjectNode event = Fixtures.tree("purchase");
      event.withObject("/click_ids").put("epik", "dj0yJnU9Ab-_");
      assertThat(mapped(event).at("/user_data/click_id").asText()).isEqualTo("dj0yJnU9Ab-_");

      event.withObject("/click_ids").put("epik", "käse");
      assertThat(mapped(event).path("user_data").has("click_id")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"en-GB, en", "de_AT, de", "fil-PH, ", "'', "})
    void theLanguageIsTheFirstPartOfTheLocale(String locale, String language) {
      ObjectNode event = Fixtures.tree("purchase");
      event.withObject("/client").put("locale", locale);

      assertThat(mapped(event).path("language").asText(null)).isEqualTo(language);
    }
  }

  @Nested
  class CustomData {

    @Test
    void amountsAreTextAndCountsAreNumbers() {
      ObjectNode event = Fixtures.tree("purchase").put("value", new BigDecimal("1E+2"));

      JsonNode custom = mapped(event).path("custom_data");
      assertThat(custom.path("value").isTextual()).isTrue();
      assertThat(custom.path("value").asText()).isEqualTo("100");
      assertThat(custom.at("/contents/0/item_price").asText()).isEqualTo("49.95");
      assertThat(custom.at("/contents/0/quantity").isIntegralNumber()).isTrue();
      assertThat(custom.path("num_items").asInt()).isEqualTo(3);
    }

    @Test
    void numbersThatCameAsTextAreSentAsAmounts() {
      ObjectNode event = Fixtures.tree("add_to_cart").put("value", "12.50");
      event.putArray("items").addObject().put("id", 7).put("price", "12.50").put("quantity", "2");

      JsonNode custom = mapped(event).path("custom_data");
      assertThat(custom.path("value")).isEqualTo(TextNode.valueOf("12.50"));
      assertThat(custom.at("/contents/0/id")).isEqualTo(TextNode.valueOf("7"));
      assertThat(custom.at("/contents/0/item_price")).isEqualTo(TextNode.valueOf("12.50"));
      assertThat(custom.at("/contents/0/quantity").isIntegralNumber()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-1, ", "1e40, "})
    void zeroIsAnAmountAndANegativeOneIsNot(String value, String sent) {
      ObjectNode event = Fixtures.tree("purchase").put("value", new BigDecimal(value));

      assertThat(mapped(event).at("/custom_data").path("value").asText(null)).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "euro", "EURO"})
    void aValueWithoutAProperCurrencyIsNotSent(String currency) {
      JsonNode custom =
          mapped(Fixtures.tree("purchase").put("currency", currency)).path("custom_data");

      assertThat(custom.has("value")).isFalse();
      assertThat(custom.has("currency")).isFalse();
    }

    @Test
    void theOnlyItemNamesTheContentUnlessTheSourceDoes() {
      ObjectNode event = Fixtures.tree("view_content");
      assertThat(mapped(event).at("/custom_data/content_name").asText()).isEqualTo("Shirt");
      assertThat(mapped(event).at("/custom_data/content_brand").asText()).isEqualTo("Acme");

      event.withObject("/properties").put("content_name", "Summer");
      assertThat(mapped(event).at("/custom_data/content_name").asText()).isEqualTo("Summer");
      assertThat(mapped(Fixtures.tree("purchase")).path("custom_data").has("content_name"))
          .isFalse();
    }

    @Test
    void aThousandItemsAreAllSent() {
      ObjectNode event = Fixtures.tree("purchase");
      ArrayNode items = event.putArray("items");
      for (int i = 0; i < 1000; i++) {
        items.addObject().put("id", "p" + i);
      }

      assertThat(mapped(event).at("/custom_data/contents")).hasSize(1000);
      assertThat(mapped(event).at("/custom_data/num_items").asInt()).isEqualTo(1000);
    }

    @Test
    void nothingOfTheSourcesOwnPropertiesIsSentButWhatPinterestNames() {
      ObjectNode event = Fixtures.tree("purchase");
      event.withObject("/properties").put("search_string", "someone@example.com");

      assertThat(mapped(event).path("custom_data").toString())
          .doesNotContain("affiliation", "someone@example.com", "151", "gift", "tags");
    }

    @Test
    void emptyTextsAndNullsAreLeftOut() {
      ObjectNode event = Fixtures.tree("purchase").put("order_id", " ").putNull("coupon");
      event.withObject("/user").put("first_name", "").putNull("last_name");

      assertThat(mapped(event).toString()).doesNotContain("null", "\"\"", "\"fn\"", "\"order_id\"");
    }
  }

  @Nested
  class ActionSource {

    @ParameterizedTest
    @CsvSource({
      "web, , web",
      "server, , web",
      "mobile, app_ios, app_ios",
      "mobile, app_android, app_android",
      "server, physical_store, offline",
      "web, offline, offline",
      "server, website, web",
      "mobile, app, web",
      "web, nonsense, web"
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
      Destination offline = open(Map.of("default_action_source", "offline"), Map.of(), Map.of());
      ObjectNode event = Fixtures.tree("purchase").put("channel", "server");

      assertThat(mapped(offline, event).path("action_source").asText()).isEqualTo("offline");
      assertThat(mapped(offline, event.put("channel", "web")).path("action_source").asText())
          .isEqualTo("web");
      assertThatThrownBy(() -> open(Map.of("default_action_source", "website"), Map.of(), Map.of()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("default_action_source");
    }
  }

  @Nested
  class Consent {

    @ParameterizedTest
    @CsvSource({"GRANTED, false", "DENIED, true", "UNKNOWN, true", ", true"})
    void optOutIsSetUnlessItsPurposeIsGranted(ConsentState state, boolean set) {
      Destination limited = open(Map.of(), Map.of(), Map.of("opt_out", List.of("ads")));

      JsonNode event = mapped(limited, state);
      assertThat(event.path("opt_out").asBoolean()).isEqualTo(set);
      assertThat(event.path("custom_data").has("opt_out_type")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"GRANTED, false", "DENIED, true"})
    void limitedDataUseOptsOutAndSaysHow(ConsentState state, boolean set) {
      Destination limited = open(Map.of(), Map.of(), Map.of("limited_data_use", List.of("ads")));

      JsonNode event = mapped(limited, state);
      assertThat(event.path("opt_out").asBoolean()).isEqualTo(set);
      assertThat(event.at("/custom_data/opt_out_type").asText("")).isEqualTo(set ? "LDP" : "");
    }

    @Test
    void thePersonsOwnOptOutCountsWithoutASignal() {
      ObjectNode event = Fixtures.tree("purchase");
      event.withObject("/properties").put("opt_out", true);

      assertThat(mapped(event).path("opt_out").asBoolean()).isTrue();
    }
  }

  @Nested
  class Requests {

    @Test
    void theTokenIsInTheHeaderAndNowhereElse() {
      HttpCall call =
          pinterest.request(
              List.of(Fixtures.mapped(pinterest, Fixtures.event("purchase"))), Fixtures.NOW);

      assertThat(call.uri())
          .isEqualTo(URI.create("https://api.pinterest.com/v5/ad_accounts/549/events"));
      assertThat(call.headers())
          .contains(new HttpCall.Header("authorization", "Bearer token-1", true));
      assertThat(call.toString() + call.headers()).doesNotContain("token-1");
    }

    @Test
    void testEventsAreMarkedInTheUrl() {
      Destination test = open(Map.of("test", true), Map.of(), Map.of());
      HttpCall call =
          test.request(List.of(Fixtures.mapped(test, Fixtures.event("lead"))), Fixtures.NOW);

      assertThat(call.uri().getQuery()).isEqualTo("test=true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1/../2", "549-755", "my account", "1234567890123456789"})
    void anAccountThatIsNoNumberIsRefusedSinceItsEventsWouldAllBeRejected(String id) {
      assertThatThrownBy(() -> open(Map.of("ad_account_id", id), Map.of(), Map.of()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("ad_account_id");
    }

    @Test
    void severalEventsAreOneRequestInTheirOrder() {
      HttpCall call =
          pinterest.request(
              List.of(
                  Fixtures.mapped(pinterest, Fixtures.event("purchase")),
                  Fixtures.mapped(pinterest, Fixtures.event("lead"))),
              Fixtures.NOW);

      assertThat(Fixtures.json(call.body()).path("data").findValuesAsText("event_id"))
          .containsExactly("evt-purchase", "evt-lead");
    }
  }

  private static JsonNode mapped(Destination destination, ConsentState state) {
    Map<String, ConsentState> consent = state == null ? Map.of() : Map.of("ads", state);
    Mapping mapping =
        destination.map(Fixtures.event("purchase"), new MappingContext(consent, Set.of()));
    return Fixtures.json(((Mapping.Mapped) mapping).body());
  }
}
