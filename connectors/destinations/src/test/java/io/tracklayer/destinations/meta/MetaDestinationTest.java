package io.tracklayer.destinations.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.Destinations;
import io.tracklayer.destinations.Fixtures;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.destinations.MappingContext;
import io.tracklayer.destinations.http.HttpCall;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetaDestinationTest {

  private static final Map<String, String> SETTINGS =
      Map.of("dataset_id", "123", "access_token_ref", "META");

  private final Destination meta =
      new Destinations().open(Fixtures.meta(SETTINGS), Fixtures.always("token-1"));

  private static Destination withSignals(Map<String, List<String>> signals) {
    return new Destinations()
        .open(
            Fixtures.config("meta_capi", SETTINGS, null, Map.of(), signals),
            Fixtures.always("token-1"));
  }

  private JsonNode mapped(ObjectNode event) {
    return Fixtures.json(Fixtures.mapped(meta, Fixtures.event(event)).body());
  }

  private Mapping map(ObjectNode event) {
    return meta.map(Fixtures.event(event), Fixtures.MARKETING_GRANTED);
  }

  @Nested
  class Values {

    @ParameterizedTest
    @CsvSource({
      "value, missing_value",
      "currency, missing_currency",
    })
    void aPurchaseWithoutValueOrCurrencyIsInvalid(String field, String reason) {
      ObjectNode event = Fixtures.tree("purchase");
      event.remove(field);

      assertThat(map(event)).isEqualTo(new Mapping.Invalid(Reason.of(reason)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.01", "1e40", "1e-40"})
    void aPurchaseOfAnImpossibleValueIsInvalid(String value) {
      ObjectNode event = Fixtures.tree("purchase").put("value", new BigDecimal(value));

      assertThat(map(event)).isEqualTo(new Mapping.Invalid(Reason.INVALID_VALUE));
    }

    @Test
    void aFreePurchaseIsSent() {
      assertThat(
              mapped(Fixtures.tree("purchase").put("value", 0)).at("/custom_data/value").asInt(-1))
          .isZero();
    }

    @Test
    void aPurchaseInNoCurrencyOfThisWorldIsInvalid() {
      assertThat(map(Fixtures.tree("purchase").put("currency", "EURO")))
          .isEqualTo(new Mapping.Invalid(Reason.INVALID_CURRENCY));
    }

    @Test
    void anotherEventIsSentWithoutItsBadValue() {
      ObjectNode event = Fixtures.tree("view_content").put("value", -5);

      assertThat(mapped(event).path("custom_data").has("value")).isFalse();
      assertThat(mapped(event).at("/custom_data/currency").asText()).isEqualTo("EUR");
    }

    @Test
    void valueRulesFollowMetasNameOfTheEvent() {
      Destination renamed =
          new Destinations()
              .open(
                  Fixtures.config(
                      "meta_capi", SETTINGS, null, Map.of("purchase", "Subscribe"), Map.of()),
                  Fixtures.always("t"));
      ObjectNode event = Fixtures.tree("purchase");
      event.remove("value");

      assertThat(renamed.map(Fixtures.event(event), Fixtures.MARKETING_GRANTED))
          .isInstanceOf(Mapping.Mapped.class);
    }

    @Test
    void numbersThatCameAsTextAreSentAsNumbers() {
      ObjectNode event = Fixtures.tree("add_to_cart").put("value", "12.50");
      event.putArray("items").addObject().put("id", 7).put("price", "12.50").put("quantity", "2");
      event.withObject("/properties").put("predicted_ltv", "310.50");

      JsonNode custom = mapped(event).path("custom_data");
      assertThat(custom.path("value").isNumber()).isTrue();
      assertThat(custom.path("predicted_ltv").isNumber()).isTrue();
      assertThat(custom.at("/contents/0/item_price").isNumber()).isTrue();
      assertThat(custom.at("/contents/0/quantity").isIntegralNumber()).isTrue();
      assertThat(custom.at("/contents/0/id").isTextual()).isTrue();
    }

    @Test
    void aNegativeLifetimeValueIsLeftOut() {
      ObjectNode event = Fixtures.tree("purchase");
      event.withObject("/properties").put("predicted_ltv", -1);

      assertThat(mapped(event).path("custom_data").has("predicted_ltv")).isFalse();
    }
  }

  @Nested
  class Names {

    @ParameterizedTest
    @ValueSource(strings = {"refund", "profile_update", "trial_booked"})
    void whatMetaHasNoCounterpartForIsNotApplicable(String name) {
      assertThat(map(Fixtures.tree(name)))
          .isEqualTo(new Mapping.NotApplicable(Reason.NO_COUNTERPART));
    }

    @ParameterizedTest
    @ValueSource(strings = {"refund", "profile_update"})
    void noOverrideGivesARefundOrProfileUpdateACounterpart(String name) {
      assertThatThrownBy(
              () ->
                  Fixtures.config("meta_capi", SETTINGS, null, Map.of(name, "Purchase"), Map.of()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("event_names." + name);
    }
  }

  @Nested
  class CustomerInformation {

    @Test
    void anEventThatIdentifiesNobodyIsInvalid() {
      ObjectNode event = Fixtures.tree("page_view");
      event.remove("click_ids");
      event.putObject("client").put("user_agent", "Mozilla/5.0");
      event.putObject("user").put("city", "Berlin").put("gender", "f").put("first_name", "Mary");

      assertThat(map(event)).isEqualTo(new Mapping.Invalid(Reason.MISSING_IDENTIFIER));
    }

    @ParameterizedTest
    @CsvSource({
      "user, {\"emails\":[\"a@b.de\"]}",
      "user, {\"phones\":[\"+4915112345678\"]}",
      "user, {\"anonymous_id\":\"x\"}",
      "user, '{\"first_name\":\"A\",\"last_name\":\"B\"}'",
      "client, {\"ip\":\"2001:db8::1\"}",
      "click_ids, {\"fbp\":\"fb.1.1755684000000.123\"}",
      "client, {\"device\":{\"advertising_id\":\"7a7c2a0e-5b1e-4d5f-9a4c-3f2f6d0c9b1a\"}}"
    })
    void oneUsableIdentifierIsEnough(String field, String value) throws Exception {
      ObjectNode event = Fixtures.tree("page_view");
      event.remove(List.of("click_ids", "client", "user", "properties"));
      event.set(field, Json.parse(value.getBytes(StandardCharsets.UTF_8)));

      assertThat(map(event)).isInstanceOf(Mapping.Mapped.class);
    }

    @ParameterizedTest
    @CsvSource({"fbc, fb.1.fb.1.1755684000123.abc, fbp", "fbp, fb.1.1755684000123.abc, fbc"})
    void aMalformedCookieIsLeftOutAndTheRestIsSent(String cookie, String value, String other) {
      ObjectNode event = Fixtures.tree("purchase");
      event.withObject("/click_ids").put(cookie, value);

      assertThat(mapped(event).path("user_data").has(cookie)).isFalse();
      assertThat(mapped(event).path("user_data").has(other)).isTrue();
    }

    @Test
    void fbcIsLeftOutWhenMetaObjectedToItBefore() {
      MappingContext context =
          new MappingContext(Map.of("marketing", ConsentState.GRANTED), Set.of("fbc"));
      Mapping mapping = meta.map(Fixtures.event("purchase"), context);

      JsonNode userData = Fixtures.json(((Mapping.Mapped) mapping).body()).path("user_data");
      assertThat(userData.has("fbc")).isFalse();
      assertThat(userData.has("fbp")).isTrue();
    }

    @Test
    void badCustomerInformationIsLeftOutAndTheRestIsSent() {
      JsonNode userData = mapped(Fixtures.tree("sign_up")).path("user_data");

      assertThat(userData.has("em")).isFalse();
      assertThat(userData.has("ph")).isFalse();
      assertThat(userData.has("db")).isFalse();
      assertThat(userData.has("fn")).isTrue();
    }

    @Test
    void theSameEmailIsSentOnce() {
      ObjectNode event = Fixtures.tree("purchase");
      event.withObject("/user").putArray("emails").add("A@b.de").add(" a@B.de").add("c@d.de");

      assertThat(mapped(event).at("/user_data/em")).hasSize(2);
    }

    @Test
    void aHashedEmailIsPassedOnAsItIs() {
      String hash = "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f";
      ObjectNode event = Fixtures.tree("purchase");
      event.withObject("/user").putArray("emails").add(hash);

      assertThat(mapped(event).at("/user_data/em/0").asText()).isEqualTo(hash);
    }
  }

  @Nested
  class ActionSources {

    @ParameterizedTest
    @CsvSource({
      "web, true, , website",
      "web, false, , other",
      "mobile, true, , other",
      "server, true, , other",
      ", true, , other",
      "server, true, physical_store, physical_store",
      "server, false, website, other",
      "server, true, website, website",
      "mobile, true, app, other",
      "web, true, nonsense, website"
    })
    void theActionSourceFollowsWhatIsKnown(
        String channel, boolean userAgent, String stated, String expected) {
      ObjectNode event = Fixtures.tree("page_view").put("channel", channel);
      if (!userAgent) {
        event.withObject("/client").remove("user_agent");
      }
      if (stated != null) {
        event.withObject("/properties").put("action_source", stated);
      }

      assertThat(mapped(event).path("action_source").asText()).isEqualTo(expected);
      assertThat(mapped(event).path("custom_data").has("action_source")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
      "app, , other",
      "business_messaging, , other",
      "business_messaging, telegram, other",
      "business_messaging, whatsapp, business_messaging"
    })
    void aSourceThatNeedsWhatIsNotThereIsReportedAsOther(
        String stated, String messenger, String expected) {
      ObjectNode event = Fixtures.tree("lead");
      event
          .withObject("/properties")
          .put("action_source", stated)
          .put("messaging_channel", messenger);

      JsonNode mapped = mapped(event);
      assertThat(mapped.path("action_source").asText()).isEqualTo(expected);
      assertThat(mapped.has("messaging_channel")).isEqualTo(!expected.equals("other"));
      assertThat(mapped.path("custom_data").has("messaging_channel")).isFalse();
    }

    @Test
    void aWebsiteEventWithoutPageGoesWithTheConfiguredOneOrIsReportedAsOther() {
      ObjectNode event = Fixtures.tree("page_view").put("channel", "web");
      event.withObject("/client").remove("page_url");
      assertThat(mapped(event).path("action_source").asText()).isEqualTo("other");
      assertThat(mapped(event).has("event_source_url")).isFalse();

      Map<String, String> settings = new HashMap<>(SETTINGS);
      settings.put("default_page_url", "https://shop.example.com/");
      Destination withPage =
          new Destinations().open(Fixtures.meta(settings), Fixtures.always("token-1"));
      JsonNode website = Fixtures.json(Fixtures.mapped(withPage, Fixtures.event(event)).body());
      assertThat(website.path("action_source").asText()).isEqualTo("website");
      assertThat(website.path("event_source_url").asText()).isEqualTo("https://shop.example.com/");

      event.put("channel", "server");
      JsonNode elsewhere = Fixtures.json(Fixtures.mapped(withPage, Fixtures.event(event)).body());
      assertThat(elsewhere.has("event_source_url")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "shop/p/1",
          "android-app://shop",
          "https://",
          "https://shop/a b",
          "https://a@b.example/"
        })
    void aWebsiteEventWithoutThePagesAddressIsNotLost(String url) {
      ObjectNode event = Fixtures.tree("page_view").put("channel", "web");
      event.withObject("/client").put("page_url", url);

      assertThat(mapped(event).path("action_source").asText()).isEqualTo("other");
      assertThat(mapped(event).has("event_source_url")).isFalse();
    }

    @Test
    void aWebsiteEventWithoutUserAgentGoesWithTheNewestOneOfThePerson() {
      ObjectNode event = Fixtures.tree("purchase").put("channel", "server");
      event.withObject("/client").remove("user_agent");
      event.withObject("/user").put("user_agent", "Browser/1");
      assertThat(mapped(event).at("/user_data").has("client_user_agent")).isFalse();

      event.withObject("/properties").put("action_source", "website");
      assertThat(mapped(event).path("action_source").asText()).isEqualTo("website");
      assertThat(mapped(event).at("/user_data/client_user_agent").asText()).isEqualTo("Browser/1");
    }
  }

  @Nested
  class CustomData {

    @Test
    void oneItemIsAListTooAndAThousandAreAllSent() {
      ObjectNode event = Fixtures.tree("purchase");
      ArrayNode items = event.putArray("items");
      items.addObject().put("id", "p0");
      assertThat(mapped(event).at("/custom_data/contents")).hasSize(1);
      assertThat(mapped(event).at("/custom_data/content_ids")).hasSize(1);

      for (int i = 1; i < 1000; i++) {
        items.addObject().put("id", "p" + i);
      }
      assertThat(mapped(event).at("/custom_data/contents")).hasSize(1000);
      assertThat(mapped(event).at("/custom_data/content_ids")).hasSize(1000);
    }

    @Test
    void emptyTextsAndNullsAreLeftOut() {
      ObjectNode event = Fixtures.tree("purchase").put("order_id", " ").putNull("coupon");
      event.withObject("/user").put("first_name", "").putNull("last_name").put("city", " ");
      event.withObject("/properties").put("content_name", "").putNull("status");

      assertThat(mapped(event).toString())
          .doesNotContain("null", "\"\"", "\"fn\"", "\"ct\"", "\"order_id\"", "content_name");
    }

    @Test
    void nothingPersonalIsInCustomData() {
      String custom = mapped(Fixtures.tree("purchase")).path("custom_data").toString();

      assertThat(custom)
          .contains("affiliation", "first_purchase")
          .doesNotContain("someone@example.com", "151", "x@y.example", "gift", "tags", "E.C.P");
    }

    @Test
    void textCutInTheMiddleOfAnEmojiIsSentRepaired() throws Exception {
      String json =
          Fixtures.tree("view_content")
              .toString()
              .replace("\"Shirt\"", "\"Shirt \\ud83e\"")
              .replace("\"blue shirt\"", "\"x\\udc00y\"");
      CanonicalEvent event = Json.read(json.getBytes(StandardCharsets.UTF_8), CanonicalEvent.class);

      JsonNode custom = Fixtures.json(Fixtures.mapped(meta, event).body()).path("custom_data");
      assertThat(custom.at("/contents/0/title").asText()).isEqualTo("Shirt \ufffd");
      assertThat(custom.path("search_string").asText()).isEqualTo("x\ufffdy");
    }
  }

  @Nested
  class Consent {

    @ParameterizedTest
    @CsvSource({"GRANTED, false", "DENIED, true", "UNKNOWN, true", ", true"})
    void limitedDataUseIsSetUnlessItsPurposeIsGranted(ConsentState state, boolean set) {
      Map<String, ConsentState> consent = state == null ? Map.of() : Map.of("ads", state);
      Destination limited = withSignals(Map.of("limited_data_use", List.of("ads")));
      Mapping mapping =
          limited.map(Fixtures.event("purchase"), new MappingContext(consent, Set.of()));
      JsonNode event = Fixtures.json(((Mapping.Mapped) mapping).body());

      assertThat(event.has("data_processing_options")).isEqualTo(set);
      if (set) {
        assertThat(event.at("/data_processing_options/0").asText()).isEqualTo("LDU");
        assertThat(event.path("data_processing_options_country").asInt(-1)).isZero();
        assertThat(event.path("data_processing_options_state").asInt(-1)).isZero();
        assertThat(event.at("/user_data/client_ip_address").asText()).isEqualTo("203.0.113.7");
      }
    }

    @Test
    void limitedDataUseWithoutAnAddressNamesThePlace() {
      ObjectNode event = Fixtures.tree("purchase");
      event.withObject("/client").remove("ip");
      Mapping mapping =
          withSignals(Map.of("limited_data_use", List.of("ads")))
              .map(Fixtures.event(event), Fixtures.MARKETING_GRANTED);
      JsonNode sent = Fixtures.json(((Mapping.Mapped) mapping).body());

      assertThat(sent.path("data_processing_options_country").asInt()).isEqualTo(1);
      assertThat(sent.path("data_processing_options_state").asInt()).isEqualTo(1000);
    }

    @Test
    void oneMissingPurposeOfSeveralSetsOptOut() {
      Destination destination = withSignals(Map.of("opt_out", List.of("marketing", "ads")));
      Mapping mapping = destination.map(Fixtures.event("purchase"), Fixtures.MARKETING_GRANTED);

      assertThat(Fixtures.json(((Mapping.Mapped) mapping).body()).path("opt_out").asBoolean())
          .isTrue();
    }

    @Test
    void thePersonsOwnOptOutCountsWithoutASignal() {
      ObjectNode event = Fixtures.tree("purchase");
      event.withObject("/properties").put("opt_out", true);

      assertThat(mapped(event).path("opt_out").asBoolean()).isTrue();
      assertThat(mapped(event).path("custom_data").has("opt_out")).isFalse();
    }
  }

  @Nested
  class Requests {

    @Test
    void theTokenIsInTheHeaderAndNowhereElse() {
      HttpCall call =
          meta.request(List.of(Fixtures.mapped(meta, Fixtures.event("purchase"))), Fixtures.NOW);

      assertThat(call.uri()).isEqualTo(URI.create("https://graph.facebook.com/v25.0/123/events"));
      assertThat(call.headers())
          .contains(new HttpCall.Header("authorization", "Bearer token-1", true));
      assertThat(call.toString() + call.headers()).doesNotContain("token-1");
    }

    @Test
    void severalEventsAreOneRequestInTheirOrder() {
      HttpCall call =
          meta.request(
              List.of(
                  Fixtures.mapped(meta, Fixtures.event("purchase")),
                  Fixtures.mapped(meta, Fixtures.event("lead"))),
              Fixtures.NOW);

      assertThat(Fixtures.json(call.body()).path("data").findValuesAsText("event_id"))
          .containsExactly("evt-purchase", "evt-lead");
    }

    @Test
    void aRotatedTokenTakesEffectAtTheNextRequest() {
      Deque<String> tokens = new ArrayDeque<>(List.of("opened", "first", "second"));
      Destination destination =
          new Destinations().open(Fixtures.meta(SETTINGS), ref -> next(ref, tokens));
      List<Mapping.Mapped> events =
          List.of(Fixtures.mapped(destination, Fixtures.event("purchase")));

      assertThat(destination.request(events, Fixtures.NOW).headers().get(0).value())
          .isEqualTo("Bearer first");
      assertThat(destination.request(events, Fixtures.NOW).headers().get(0).value())
          .isEqualTo("Bearer second");
    }

    @Test
    void anotherVersionAndBaseUrlAreTheOperatorsChoice() {
      Destination local =
          new Destinations()
              .open(
                  Fixtures.config(
                      "meta_capi",
                      Map.of("dataset_id", "9", "access_token_ref", "M", "api_version", "v26.0"),
                      URI.create("http://localhost:8089/meta/"),
                      Map.of(),
                      Map.of()),
                  Fixtures.always("t"));
      HttpCall call =
          local.request(List.of(Fixtures.mapped(local, Fixtures.event("lead"))), Fixtures.NOW);

      assertThat(call.uri()).isEqualTo(URI.create("http://localhost:8089/meta/v26.0/9/events"));
      assertThat(local.mayReachPrivateAddresses()).isTrue();
    }
  }

  private static Optional<String> next(SecretRef ref, Deque<String> values) {
    assertThat(ref.reference()).isEqualTo("META");
    return Optional.of(values.removeFirst());
  }
}
