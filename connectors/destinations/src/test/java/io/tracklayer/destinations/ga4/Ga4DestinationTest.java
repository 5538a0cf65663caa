package io.tracklayer.destinations.ga4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.Destinations;
import io.tracklayer.destinations.Fixtures;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.destinations.MappingContext;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.http.Answer;
import io.tracklayer.destinations.http.HttpCall;
import java.io.Serializable;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ga4DestinationTest {

  private static final Map<String, List<String>> SIGNALS =
      Map.of("ad_user_data", List.of("ads"), "ad_personalization", List.of("personal"));
  private static final String HASH =
      "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f";

  private final Destination ga4 = open(Map.of(), null, Map.of(), Map.of());

  private static Destination open(
      Map<String, ? extends Serializable> more,
      URI baseUrl,
      Map<String, String> eventNames,
      Map<String, List<String>> signals) {
    Map<String, Serializable> settings = new HashMap<>(more);
    settings.putIfAbsent("measurement_id", "G-ABC123");
    settings.put("api_secret_ref", "GA4");
    return new Destinations()
        .open(
            Fixtures.config("ga4", settings, baseUrl, eventNames, signals),
            Fixtures.always("s3cret/+&"));
  }

  /** A canonical event whose client Google knows. */
  private static ObjectNode tree(String name) {
    ObjectNode event = Fixtures.tree(name);
    event.withObject("/click_ids").put("ga_client_id", "1234567.7654321");
    return event;
  }

  private Mapping map(ObjectNode event) {
    return ga4.map(Fixtures.event(event), Fixtures.MARKETING_GRANTED);
  }

  private static JsonNode body(Destination destination, ObjectNode event, MappingContext context) {
    Mapping mapping = destination.map(Fixtures.event(event), context);
    assertThat(mapping).isInstanceOf(Mapping.Mapped.class);
    return Fixtures.json(
        destination.request(List.of((Mapping.Mapped) mapping), Fixtures.NOW).body());
  }

  private JsonNode body(ObjectNode event) {
    return body(ga4, event, Fixtures.MARKETING_GRANTED);
  }

  private JsonNode params(ObjectNode event) {
    return body(event).at("/events/0/params");
  }

  private static MappingContext consent(ConsentState ads, ConsentState personal) {
    return new MappingContext(Map.of("ads", ads, "personal", personal), Set.of());
  }

  private Mapping.Mapped mapped(ObjectNode event) {
    return Fixtures.mapped(ga4, Fixtures.event(event));
  }

  @Nested
  class Purchases {

    @ParameterizedTest
    @CsvSource({
      "order_id, missing_transaction_id",
      "value, missing_value",
      "currency, missing_currency"
    })
    void aPurchaseWithoutARequiredFieldIsInvalid(String field, String reason) {
      ObjectNode event = tree("purchase");
      event.remove(field);

      assertThat(map(event)).isEqualTo(new Mapping.Invalid(Reason.of(reason)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"purchase", "refund"})
    void anEmptyTransactionIdIsInvalidSinceItWouldMakeAllOrdersOne(String name) {
      assertThat(map(tree(name).put("order_id", " ")))
          .isEqualTo(new Mapping.Invalid(Reason.MISSING_TRANSACTION_ID));
    }

    @ParameterizedTest
    @CsvSource({"-1, EUR, invalid_value", "1e40, EUR, invalid_value", "1, EURO, invalid_currency"})
    void aPurchaseOfAnImpossibleValueIsInvalid(BigDecimal value, String currency, String reason) {
      assertThat(map(tree("purchase").put("value", value).put("currency", currency)))
          .isEqualTo(new Mapping.Invalid(Reason.of(reason)));
    }

    @Test
    void aFreePurchaseIsSent() {
      assertThat(params(tree("purchase").put("value", 0)).path("value").asInt(-1)).isZero();
    }

    @Test
    void anotherEventIsSentWithoutItsBadValueOrCurrency() {
      assertThat(params(tree("view_content").put("value", -5)).has("value")).isFalse();
      JsonNode params = params(tree("view_content").put("value", 5).put("currency", "EURO"));
      assertThat(params.has("value")).isFalse();
      assertThat(params.has("currency")).isFalse();
    }

    @Test
    void theRulesOfAPurchaseFollowGooglesNameOfTheEvent() {
      Destination renamed = open(Map.of(), null, Map.of("purchase", "order_placed"), Map.of());
      ObjectNode event = tree("purchase");
      event.remove("order_id");

      assertThat(renamed.map(Fixtures.event(event), Fixtures.MARKETING_GRANTED))
          .isInstanceOf(Mapping.Mapped.class);
    }
  }

  @Nested
  class Numbers {

    @ParameterizedTest
    @ValueSource(strings = {"value", "tax", "shipping"})
    void aNegativeAmountIsLeftOut(String field) {
      assertThat(params(tree("lead").put("currency", "EUR").put(field, -1)).has(field)).isFalse();
      assertThat(params(tree("lead").put("currency", "EUR").put(field, 0)).has(field)).isTrue();
    }

    @Test
    void numbersThatTheSourceSentAsTextAreNumbers() {
      ObjectNode event = tree("purchase").put("value", "12.50").put("tax", "1.5");
      ((ObjectNode) event.withArray("/items").get(0)).put("price", "3").put("quantity", "2");

      assertThat(params(event).path("value").isNumber()).isTrue();
      assertThat(params(event).path("tax").decimalValue()).isEqualByComparingTo("1.5");
      assertThat(params(event).at("/items/0/price").isNumber()).isTrue();
      assertThat(params(event).at("/items/0/quantity").isInt()).isTrue();
    }

    @Test
    void negativeTaxAndShippingAreLeftOut() {
      ObjectNode event = tree("purchase").put("tax", -1).put("shipping", new BigDecimal("-0.5"));

      assertThat(params(event).has("tax")).isFalse();
      assertThat(params(event).has("shipping")).isFalse();
    }
  }

  @Nested
  class ClientsAndSessions {

    @Test
    void anEventOfAnUnknownClientIsInvalidAndNoIdIsInvented() {
      assertThat(map(Fixtures.tree("purchase")))
          .isEqualTo(new Mapping.Invalid(Reason.MISSING_CLIENT_ID));
    }

    @Test
    void theAnonymousIdStandsInOnlyWhereTheOperatorSaysSo() {
      Destination standIn =
          open(Map.of("anonymous_id_as_client_id", true), null, Map.of(), Map.of());
      ObjectNode event = Fixtures.tree("purchase");

      assertThat(body(standIn, event, Fixtures.MARKETING_GRANTED).path("client_id").asText())
          .isEqualTo("3f1b0c9e-7a55-4b38-9f0e-0d6a3c1b2e4f");
      assertThat(
              body(standIn, tree("purchase"), Fixtures.MARKETING_GRANTED)
                  .path("client_id")
                  .asText())
          .isEqualTo("1234567.7654321");
      event.withObject("/user").put("anonymous_id", "mary@example.com");
      assertThat(standIn.map(Fixtures.event(event), Fixtures.MARKETING_GRANTED))
          .as("an address is no id")
          .isEqualTo(new Mapping.Invalid(Reason.MISSING_CLIENT_ID));
      event.withObject("/user").remove("anonymous_id");
      assertThat(standIn.map(Fixtures.event(event), Fixtures.MARKETING_GRANTED))
          .isEqualTo(new Mapping.Invalid(Reason.MISSING_CLIENT_ID));
    }

    @ParameterizedTest
    @CsvSource({
      "ga_session_id, 1724148930, 1724148930",
      "session_id, 1724148930, 1724148930",
      "session_id, abc, ",
      "_ga_ABC123, GS1.1.1724148930.3.1.1724149000.0.0.0, 1724148930",
      "_ga_ABC123, GS2.1.s1724148930$o3$g1$t1724149000$j0, 1724148930",
      "_ga_OTHER1, GS1.1.1724148930.3.1.1724149000.0.0.0, ",
      "_ga_ABC123, nonsense, "
    })
    void theSessionIsTheOneOfGooglesTag(String property, String value, String session) {
      ObjectNode event = tree("lead");
      event.withObject("/properties").put(property, value);

      assertThat(params(event).path("session_id").textValue()).isEqualTo(session);
      assertThat(params(event).has(property) && !property.equals("session_id")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1500, 1500", "'1500', 1500", "0, 1", "-5, 1", "x, 1"})
    void engagementIsOneMillisecondWhereNothingIsKnown(String stated, int sent) {
      ObjectNode event = tree("lead");
      event.withObject("/properties").put("engagement_time_msec", stated);

      assertThat(params(event).path("engagement_time_msec").asInt()).isEqualTo(sent);
      assertThat(params(tree("lead")).path("engagement_time_msec").asInt()).isEqualTo(1);
    }

    @Test
    void timesAreInMicroseconds() {
      assertThat(body(tree("lead")).at("/events/0/timestamp_micros").asLong())
          .isEqualTo(1787220930370000L);
    }
  }

  @Nested
  class Requests {

    @Test
    void eventsOfOneClientShareARequest() {
      Mapping.Mapped first = mapped(tree("view_content"));
      Mapping.Mapped again = mapped(tree("view_content").put("event_id", "other"));
      assertThat(ga4.joins(List.of(first), again)).isTrue();
      JsonNode body = Fixtures.json(ga4.request(List.of(first, again), Fixtures.NOW).body());
      assertThat(body.path("events")).hasSize(2);
      assertThat(body.path("client_id").asText()).isEqualTo("1234567.7654321");
    }

    @Test
    void eventsOfTwoClientsNeverShareARequest() {
      ObjectNode other = tree("view_content");
      other.withObject("/click_ids").put("ga_client_id", "9.9");

      assertThat(ga4.joins(List.of(mapped(tree("view_content"))), mapped(other))).isFalse();
    }

    @Test
    void eventsOfTwoUsersOfOneClientNeverShareARequest() {
      ObjectNode other = tree("view_content");
      other.withObject("/user").put("user_id", "u-43");

      assertThat(ga4.joins(List.of(mapped(tree("view_content"))), mapped(other))).isFalse();
    }

    @Test
    void aRequestStaysBelowItsLimitOfBytes() {
      ObjectNode event = tree("view_content");
      ArrayNode items = event.putArray("items");
      for (int i = 0; i < 200; i++) {
        items
            .addObject()
            .put("id", "p" + i)
            .put("name", "n".repeat(100))
            .put("brand", "b".repeat(100));
      }
      Mapping.Mapped big = mapped(event);

      assertThat(big.body().length).isGreaterThan(50_000);
      assertThat(ga4.joins(List.of(big), big)).isTrue();
      assertThat(ga4.joins(List.of(big, big), big)).isFalse();
    }

    @Test
    void theSecretIsInTheUrlEncodedAndNowhereElse() {
      HttpCall call = ga4.request(List.of(mapped(tree("purchase"))), Fixtures.NOW);

      assertThat(call.uri().toString())
          .isEqualTo(
              "https://www.google-analytics.com/mp/collect"
                  + "?measurement_id=G-ABC123&api_secret=s3cret%2F%2B%26");
      assertThat(call.toString() + call.headers() + ga4).doesNotContain("s3cret");
    }

    @Test
    void validationGoesToTheEndpointThatCountsNothing() {
      Destination validating = open(Map.of("validate", true), null, Map.of(), Map.of());
      HttpCall call =
          validating.request(
              List.of(Fixtures.mapped(validating, Fixtures.event(tree("lead")))), Fixtures.NOW);

      assertThat(call.uri().getPath()).isEqualTo("/debug/mp/collect");
      assertThat(Fixtures.json(call.body()).path("validation_behavior").asText())
          .isEqualTo("ENFORCE_RECOMMENDATIONS");
      assertThat(body(tree("lead")).has("validation_behavior")).isFalse();
    }

    @Test
    void anotherBaseUrlIsTheOperatorsChoice() {
      Destination local =
          open(Map.of(), URI.create("http://localhost:8089/ga4/"), Map.of(), Map.of());
      HttpCall call =
          local.request(
              List.of(Fixtures.mapped(local, Fixtures.event(tree("lead")))), Fixtures.NOW);

      assertThat(call.uri().toString()).startsWith("http://localhost:8089/ga4/mp/collect?");
      assertThat(local.mayReachPrivateAddresses()).isTrue();
    }

    @Test
    void aLostAnswerIsHarmlessForAPurchaseAndNothingElse() {
      Answer lost = new Answer.NoResponse(Reason.RESPONSE_TIMEOUT);
      Mapping.Mapped purchase = mapped(tree("purchase"));
      Mapping.Mapped lead = mapped(tree("lead"));
      Destination retrying = open(Map.of("retry_unanswered", true), null, Map.of(), Map.of());

      assertThat(ga4.classify(lost, List.of(purchase))).isInstanceOf(Verdict.Retry.class);
      assertThat(ga4.classify(lost, List.of(lead)))
          .isEqualTo(
              new Verdict.RejectedAll(Cause.of(Reason.MAYBE_DELIVERED, "response_timeout"), null));
      assertThat(retrying.classify(lost, List.of(lead))).isInstanceOf(Verdict.Retry.class);
      assertThat(ga4.joins(List.of(purchase), lead)).isFalse();
    }

    @Test
    void textCutInTheMiddleOfAnEmojiIsSentRepaired() throws Exception {
      String json = tree("view_content").toString().replace("\"Shirt\"", "\"Shirt \\ud83e\"");
      CanonicalEvent event = Json.read(json.getBytes(StandardCharsets.UTF_8), CanonicalEvent.class);

      assertThat(
              Fixtures.json(Fixtures.mapped(ga4, event).body())
                  .at("/params/items/0/item_name")
                  .asText())
          .isEqualTo("Shirt \ufffd");
    }
  }

  @Nested
  class Items {

    @Test
    void ofAThousandItemsTheFirstTwoHundredAreSent() {
      ObjectNode event = tree("purchase");
      ArrayNode items = event.putArray("items");
      for (int i = 0; i < 1000; i++) {
        items.addObject().put("id", "p" + i);
      }

      assertThat(params(event).path("items")).hasSize(200);
      assertThat(params(event).at("/items/199/item_id").asText()).isEqualTo("p199");
    }

    @Test
    void itemsThatDoNotFitAreLeftOutAndTheEventIsSent() {
      ObjectNode event = tree("purchase");
      ArrayNode items = event.putArray("items");
      for (int i = 0; i < 200; i++) {
        items
            .addObject()
            .put("id", "漢".repeat(100))
            .put("name", "漢".repeat(100))
            .put("brand", "漢".repeat(100))
            .put("category", "漢".repeat(100));
      }
      Mapping.Mapped mapped = mapped(event);

      assertThat(ga4.request(List.of(mapped), Fixtures.NOW).body().length).isLessThan(130_000);
      assertThat(Fixtures.json(mapped.body()).at("/params/items")).hasSize(100);
    }

    @Test
    void anItemWithoutIdAndNameIsLeftOut() {
      ObjectNode event = tree("purchase");
      ArrayNode items = event.putArray("items");
      items.addObject().put("price", 1);
      items.addObject().put("id", " ").put("sku", "s").put("quantity", "0.35").put("price", -1);
      items.addObject().put("name", "Käse 🧀").put("quantity", 0);
      JsonNode sent = params(event).path("items");

      assertThat(sent).hasSize(2);
      assertThat(sent.at("/0/item_id").asText()).isEqualTo("s");
      assertThat(sent.at("/0/quantity").asInt()).isEqualTo(1);
      assertThat(sent.at("/0").has("price")).isFalse();
      assertThat(sent.at("/1/item_name").asText()).isEqualTo("Käse 🧀");
      assertThat(sent.at("/1/quantity").asInt()).isEqualTo(1);
    }

    @Test
    void oneItemIsAListToo() {
      ObjectNode event = tree("purchase");
      event.putArray("items").addObject().put("id", "p1");

      assertThat(params(event).path("items")).hasSize(1);
    }
  }

  @Nested
  class Parameters {

    @Test
    void namesAndValuesAreNoLongerThanGoogleTakes() {
      ObjectNode event = tree("lead");
      event
          .withObject("/properties")
          .put("n".repeat(40), "v".repeat(99) + "🧀")
          .put("n".repeat(41), 1);
      JsonNode params = params(event);

      assertThat(params.path("n".repeat(40)).asText()).isEqualTo("v".repeat(99));
      assertThat(params.has("n".repeat(41))).isFalse();
    }

    @Test
    void anEventHasTwentyFiveParametersAtMost() {
      ObjectNode event = tree("purchase");
      for (int i = 0; i < 50; i++) {
        event.withObject("/properties").put("free_" + i, i);
      }

      assertThat(params(event).size()).isEqualTo(25);
      assertThat(params(event).has("transaction_id")).isTrue();
      assertThat(params(event).has("items")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"_x", "firebase_x", "ga_x", "google_x", "firebase_conversion", "9x", "", "é"})
    void reservedAndMalformedParametersAreLeftOut(String name) {
      ObjectNode event = tree("lead");
      event.withObject("/properties").put(name, "x1");

      assertThat(params(event).toString()).doesNotContain("x1");
    }

    @Test
    void freeParametersAreSingleValuesUnderNamesThatGoogleTakes() {
      ObjectNode event = tree("lead");
      event
          .withObject("/properties")
          .put("Form Name", "news")
          .put("gift", true)
          .put("weeks", 2)
          .put("empty", "")
          .putNull("nothing");
      JsonNode params = params(event);

      assertThat(params.path("Form_Name").asText()).isEqualTo("news");
      assertThat(params.path("gift").textValue()).isEqualTo("true");
      assertThat(params.path("weeks").asInt()).isEqualTo(2);
      assertThat(params.has("empty")).isFalse();
      assertThat(params.has("nothing")).isFalse();
    }

    @Test
    void nothingPersonalIsInTheParameters() {
      String sent = params(tree("purchase")).toString();

      assertThat(sent)
          .contains("affiliation", "first_purchase")
          .doesNotContain("someone@example.com", "151", "x@y.example", "gift", "tags", "E.C.P");
    }

    @ParameterizedTest
    @ValueSource(strings = {"affiliation", "method", "search_term", "query", "title"})
    void aParameterThatGoogleNamesIsNotSentWhereItIsPersonal(String property) {
      ObjectNode event = tree("lead");
      event.withObject("/properties").put(property, "mary@example.com");
      assertThat(params(event).toString()).doesNotContain("mary");

      event.withObject("/properties").put(property, "of no person");
      assertThat(params(event).toString()).contains("of no person");
    }

    @Test
    void emptyTextsAndNullsAreLeftOut() {
      ObjectNode event = tree("purchase").putNull("coupon");
      event.putArray("items").addObject().put("id", "p1").put("name", " ").putNull("brand");
      event.withObject("/user").put("user_id", " ").put("city", "").putNull("state");
      event.withObject("/properties").put("affiliation", "").putNull("method");

      assertThat(body(event).toString())
          .doesNotContain("null", "\"\"", "item_name", "user_id", "affiliation");
    }

    @ParameterizedTest
    @CsvSource({
      "https://shop.example/?email=a@b.de, https://shop.example/",
      "https://shop.example/?email=a%40b.de, https://shop.example/",
      "https://shop.example/a@b.de?x=1, https://shop.example/",
      "https://shop.example/?x=1, https://shop.example/?x=1",
      "about:blank, ",
      "javascript:alert(1), ",
      "file:///C:/Users/jane/x.html, ",
      "chrome-extension://abc/x.html, "
    })
    void anAddressInAPagesUrlIsNotSent(String url, String sent) {
      ObjectNode event = tree("page_view");
      event.withObject("/client").put("page_url", url);

      assertThat(params(event).path("page_location").textValue()).isEqualTo(sent);
    }
  }

  @Nested
  class Referrers {

    @ParameterizedTest
    @CsvSource({
      "https://mail.example/?email=a@b.de, https://mail.example/",
      "android-app://com.example.mail, android-app://com.example.mail",
      "about:blank, ",
      "file:///C:/Users/jane/x.html, "
    })
    void areThoseOfSitesAndApps(String referrer, String sent) {
      ObjectNode event = tree("page_view");
      event.withObject("/client").put("referrer", referrer);

      assertThat(params(event).path("page_referrer").textValue()).isEqualTo(sent);
    }
  }

  @Nested
  class Searches {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "search_string",
          "query",
          "search_term",
          "searchTerm",
          "search_query",
          "searchQuery"
        })
    void haveTheirTermUnderAnyName(String name) {
      ObjectNode event = tree("search");
      event.putObject("properties").put(name, "lamp");

      assertThat(params(event).path("search_term").textValue()).isEqualTo("lamp");
    }
  }

  @Nested
  class Names {

    @ParameterizedTest
    @CsvSource({"profile_update", "trial_booked"})
    void whatHasNoCounterpartIsNotApplicable(String name) {
      assertThat(map(tree(name))).isEqualTo(new Mapping.NotApplicable(Reason.NO_COUNTERPART));
    }

    @Test
    void noOverrideGivesAProfileUpdateACounterpart() {
      assertThatThrownBy(() -> open(Map.of(), null, Map.of("profile_update", "login"), Map.of()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("event_names.profile_update");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "session_start",
          "first_visit",
          "error",
          "app_store_refund",
          "_x",
          "ga_x",
          "google_x",
          "firebase_x",
          "gtag.x",
          "Trial Booked",
          "9lives",
          ""
        })
    void aReservedOrMalformedNameIsAConfigurationError(String name) {
      assertThatThrownBy(() -> open(Map.of(), null, Map.of("lead", name), Map.of()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("event_names.lead");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UA-123-1", "G-", "g-abc123", "G-ABC&x=1"})
    void aMeasurementIdThatIsNoneIsAConfigurationError(String id) {
      assertThatThrownBy(() -> open(Map.of("measurement_id", id), null, Map.of(), Map.of()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("measurement_id");
    }
  }

  @Nested
  class ConsentAndUserData {

    @Test
    void withoutSignalsThereIsNoConsentAndNoUserData() {
      JsonNode body = body(tree("purchase"));

      assertThat(body.has("consent")).isFalse();
      assertThat(body.has("user_data")).isFalse();
      assertThat(body.path("user_id").asText()).isEqualTo("u-42");
    }

    @ParameterizedTest
    @CsvSource({
      "GRANTED, GRANTED, GRANTED, GRANTED",
      "GRANTED, DENIED, GRANTED, DENIED",
      "GRANTED, UNKNOWN, GRANTED, DENIED",
      "DENIED, GRANTED, DENIED, GRANTED",
      "UNKNOWN, UNKNOWN, DENIED, DENIED"
    })
    void consentIsGrantedOnlyWhereEveryPurposeIs(
        ConsentState ads, ConsentState personal, String userData, String personalization) {
      Destination signalling = open(Map.of(), null, Map.of(), SIGNALS);
      JsonNode body = body(signalling, tree("purchase"), consent(ads, personal));

      assertThat(body.at("/consent/ad_user_data").asText()).isEqualTo(userData);
      assertThat(body.at("/consent/ad_personalization").asText()).isEqualTo(personalization);
      assertThat(body.has("user_data")).isEqualTo(userData.equals("GRANTED"));
      assertThat(body.has("user_id")).isEqualTo(userData.equals("GRANTED"));
    }

    @Test
    void withoutConsentToUserDataTheClientIdIsAllThatIsLeftOfThePerson() {
      ObjectNode event = tree("purchase").put("channel", "web");
      Destination signalling = open(Map.of(), null, Map.of(), SIGNALS);
      JsonNode body = body(signalling, event, consent(ConsentState.DENIED, ConsentState.DENIED));

      assertThat(body.properties())
          .extracting(Map.Entry::getKey)
          .containsExactly("client_id", "consent", "events");
    }

    @Test
    void userDataIsNormalisedAndHashedGooglesWay() {
      ObjectNode event = tree("purchase");
      event
          .withObject("/user")
          .putArray("emails")
          .add(" Alex.Doe+shop@GMAIL.com")
          .add(HASH)
          .add("");
      event.withObject("/user").putArray("phones").add("(650) 555-1212").add("151");
      JsonNode data =
          body(
                  open(Map.of(), null, Map.of(), SIGNALS),
                  event,
                  consent(ConsentState.GRANTED, ConsentState.GRANTED))
              .path("user_data");

      assertThat(data.path("sha256_email_address"))
          .extracting(JsonNode::asText)
          .containsExactly(
              "036e9a0b1acf7cc02637a0ccdf656599f719066cb58b112aa7f106f643c762c0", HASH);
      assertThat(data.path("sha256_phone_number"))
          .extracting(JsonNode::asText)
          .containsExactly("1e231c66011e7a2d867a9cfae267a6aff103cf4913640b6e71a99850fc0ffbc8");
      JsonNode address = data.at("/address/0");
      assertThat(address.path("sha256_first_name").asText())
          .isEqualTo("6915771be1c5aa0c886870b6951b03d7eafc121fea0e80a5ea83beb7c449f4ec");
      assertThat(address.path("city").asText()).isEqualTo("New York");
      assertThat(address.path("region").asText()).isEqualTo("CA");
      assertThat(address.path("postal_code").asText()).isEqualTo("94025-1234");
      assertThat(address.path("country").asText()).isEqualTo("US");
    }

    @Test
    void userDataGoesWithConversionsOfAKnownUserOnly() {
      Destination signalling = open(Map.of(), null, Map.of(), SIGNALS);
      MappingContext granted = consent(ConsentState.GRANTED, ConsentState.GRANTED);
      ObjectNode noUser = tree("purchase");
      noUser.withObject("/user").remove("user_id");
      ObjectNode nothingKnown = tree("purchase");
      nothingKnown.putObject("user").put("user_id", "u-42");

      assertThat(body(signalling, tree("lead"), granted).has("user_data")).isTrue();
      assertThat(body(signalling, tree("begin_checkout"), granted).has("user_data")).isFalse();
      assertThat(body(signalling, noUser, granted).has("user_data")).isFalse();
      assertThat(body(signalling, nothingKnown, granted).has("user_data")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b.de", "+4915112345678", ""})
    void aUserIdThatIsPersonalItselfIsNotSent(String id) {
      ObjectNode event = tree("lead");
      event.withObject("/user").put("user_id", id);

      assertThat(body(event).has("user_id")).isFalse();
    }

    @Test
    void theAddressOfAServerIsNotThePersons() {
      assertThat(body(tree("lead")).path("ip_override").asText()).isEqualTo("203.0.113.7");
      assertThat(body(tree("purchase")).has("ip_override")).isFalse();
      assertThat(body(tree("purchase")).at("/device/language").asText()).isEqualTo("en-gb");
    }

    @Test
    void aMappedEventShowsNothingPersonal() {
      assertThat(mapped(tree("purchase")).toString()).isEqualTo("Mapped[evt-purchase]");
    }
  }
}
