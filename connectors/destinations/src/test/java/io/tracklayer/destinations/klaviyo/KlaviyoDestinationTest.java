package io.tracklayer.destinations.klaviyo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KlaviyoDestinationTest {

  private static final Map<String, String> SETTINGS = Map.of("api_key_ref", "KLAVIYO");
  private static final String HASH =
      "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f";

  private final Destination klaviyo = open(SETTINGS, null, Map.of(), Map.of());

  private static Destination open(
      Map<String, String> settings,
      URI baseUrl,
      Map<String, String> eventNames,
      Map<String, List<String>> signals) {
    return new Destinations()
        .open(
            Fixtures.config("klaviyo", settings, baseUrl, eventNames, signals),
            Fixtures.always("pk_1"));
  }

  private Mapping map(ObjectNode event) {
    return klaviyo.map(Fixtures.event(event), Fixtures.MARKETING_GRANTED);
  }

  private HttpCall request(ObjectNode... events) {
    List<Mapping.Mapped> mapped =
        Arrays.stream(events).map(e -> Fixtures.mapped(klaviyo, Fixtures.event(e))).toList();
    return klaviyo.request(mapped, Fixtures.NOW);
  }

  /** The request to the events endpoint. */
  private JsonNode attributes(ObjectNode event) {
    HttpCall call = request(event);
    assertThat(call.uri().getPath()).isEqualTo("/api/events");
    return Fixtures.json(call.body()).at("/data/attributes");
  }

  private JsonNode profile(ObjectNode event) {
    return attributes(event).at("/profile/data/attributes");
  }

  /** The events of the first entry of a bulk job. */
  private static List<JsonNode> events(HttpCall call) {
    assertThat(call.uri().getPath()).isEqualTo("/api/event-bulk-create-jobs");
    List<JsonNode> events = new ArrayList<>();
    Fixtures.json(call.body())
        .at("/data/attributes/events-bulk-create/data/0/attributes/events/data")
        .forEach(event -> events.add(event.path("attributes")));
    return events;
  }

  private static List<String> texts(List<JsonNode> events, String pointer) {
    return events.stream().map(event -> event.at(pointer).asText()).toList();
  }

  @Nested
  class RequestsAndJobs {

    @Test
    void anOrderIsFollowedByOneEventForEachLineInOneRequest() {
      List<JsonNode> events = events(request(Fixtures.tree("purchase")));

      assertThat(texts(events, "/metric/data/attributes/name"))
          .containsExactly("Placed Order", "Ordered Product", "Ordered Product");
      assertThat(texts(events, "/unique_id"))
          .containsExactly("evt-purchase", "evt-purchase:1", "evt-purchase:2");
      assertThat(texts(events, "/properties/OrderId")).containsOnly("A-1");
      assertThat(texts(events, "/value")).containsExactly("102.53", "99.9", "2.625");
      assertThat(texts(events, "/value_currency")).containsOnly("EUR");
      assertThat(texts(events, "/time")).containsOnly("2026-08-20T10:15:30Z");
      assertThat(events.get(2).at("/properties/Quantity").decimalValue())
          .isEqualByComparingTo("0.35");
    }

    @Test
    void anOrderWithoutLinesIsASingleEvent() {
      ObjectNode event = Fixtures.tree("purchase");
      event.remove("items");

      assertThat(attributes(event).path("unique_id").asText()).isEqualTo("evt-purchase");
    }

    @Test
    void onlyAnOrderHasLines() {
      assertThat(attributes(Fixtures.tree("refund")).at("/properties/Items")).hasSize(1);
    }

    @Test
    void linesPastWhatARequestTakesAreInTheOrderOnly() {
      ObjectNode event = Fixtures.tree("purchase");
      ArrayNode items = event.putArray("items");
      for (int i = 0; i < 1000; i++) {
        items.addObject().put("id", "p" + i).put("price", "0.10").put("quantity", 1);
      }

      List<JsonNode> events = events(request(event));

      assertThat(events).hasSize(1000);
      assertThat(events.get(0).at("/properties/Items")).hasSize(1000);
      assertThat(events.get(999).path("unique_id").asText()).isEqualTo("evt-purchase:999");
      assertThat(texts(events, "/unique_id")).doesNotHaveDuplicates();
    }

    @Test
    void aProfileUpdateIsTheImportOfAProfile() {
      HttpCall call = request(Fixtures.tree("profile_update"));

      assertThat(call.uri()).isEqualTo(URI.create("https://a.klaviyo.com/api/profile-import"));
      JsonNode data = Fixtures.json(call.body()).path("data");
      assertThat(data.path("type").asText()).isEqualTo("profile");
      assertThat(data.at("/attributes/email").asText()).isEqualTo("john_smith@gmail.com");
      assertThat(data.at("/attributes/properties/crm_id").asText()).isEqualTo("C-1");
      assertThat(data.toString()).doesNotContain("subscriptions");
    }

    @Test
    void severalEventsAreOneJobWithAnEntryForEach() {
      HttpCall call = request(Fixtures.tree("lead"), Fixtures.tree("purchase"));
      JsonNode entries = Fixtures.json(call.body()).at("/data/attributes/events-bulk-create/data");

      assertThat(call.uri().getPath()).isEqualTo("/api/event-bulk-create-jobs");
      assertThat(entries).hasSize(2);
      assertThat(entries.get(0).path("type").asText()).isEqualTo("event-bulk-create");
      assertThat(entries.get(0).at("/attributes/events/data")).hasSize(1);
      assertThat(entries.get(1).at("/attributes/events/data")).hasSize(3);
      assertThat(entries.get(1).at("/attributes/profile/data/attributes/phone_number").asText())
          .isEqualTo("+16505551212");
    }

    @Test
    void theEventIsTheSameAloneAndInAJob() {
      ObjectNode lead = Fixtures.tree("lead");
      ObjectNode alone = (ObjectNode) attributes(lead);
      alone.remove("profile");

      assertThat(events(request(lead, Fixtures.tree("sign_up"))).get(0)).isEqualTo(alone);
    }

    @Test
    void profilesAreImportedOneByOne() {
      Mapping.Mapped profile = Fixtures.mapped(klaviyo, Fixtures.event("profile_update"));
      Mapping.Mapped lead = Fixtures.mapped(klaviyo, Fixtures.event("lead"));

      assertThat(klaviyo.joins(List.of(lead), profile)).isFalse();
      assertThat(klaviyo.joins(List.of(profile), lead)).isFalse();
      assertThat(klaviyo.joins(List.of(profile), profile)).isFalse();
    }

    @Test
    void oneEventIdIsInAJobOnce() {
      Mapping.Mapped lead = Fixtures.mapped(klaviyo, Fixtures.event("lead"));
      Mapping.Mapped same =
          Fixtures.mapped(
              klaviyo, Fixtures.event(Fixtures.tree("sign_up").put("event_id", "evt-lead")));

      assertThat(klaviyo.joins(List.of(lead), same)).isFalse();
      assertThat(klaviyo.joins(List.of(lead), Fixtures.mapped(klaviyo, Fixtures.event("sign_up"))))
          .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"997, true", "998, false"})
    void aJobHoldsAThousandEventsLinesIncluded(int records, boolean fits) {
      Mapping.Mapped others = new Mapping.Mapped("e", new byte[10], "events", records);
      Mapping.Mapped order = Fixtures.mapped(klaviyo, Fixtures.event("purchase"));

      assertThat(klaviyo.joins(List.of(others), order)).isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({"4900000, true", "4999000, false"})
    void aJobHoldsFiveMegabytes(int bytes, boolean fits) {
      Mapping.Mapped others = new Mapping.Mapped("e", new byte[bytes], "events", 1);
      Mapping.Mapped order = Fixtures.mapped(klaviyo, Fixtures.event("purchase"));

      assertThat(klaviyo.joins(List.of(others), order)).isEqualTo(fits);
    }

    @Test
    void eachEndpointHasItsOwnRate() {
      Mapping.Mapped lead = Fixtures.mapped(klaviyo, Fixtures.event("lead"));
      Mapping.Mapped order = Fixtures.mapped(klaviyo, Fixtures.event("purchase"));
      Mapping.Mapped profile = Fixtures.mapped(klaviyo, Fixtures.event("profile_update"));

      assertThat(klaviyo.quota(List.of(lead)).perSecond() * 60).isEqualTo(3500);
      assertThat(klaviyo.quota(List.of(order)).perSecond() * 60).isEqualTo(150);
      assertThat(klaviyo.quota(List.of(lead, lead))).isEqualTo(klaviyo.quota(List.of(order)));
      assertThat(klaviyo.quota(List.of(profile)).perSecond() * 60).isEqualTo(700);
    }

    @Test
    void textCutInTheMiddleOfAnEmojiIsSentRepaired() throws Exception {
      String json =
          Fixtures.tree("view_content").toString().replace("\"Shirt\"", "\"Shirt \\ud83e\"");
      CanonicalEvent event = Json.read(json.getBytes(StandardCharsets.UTF_8), CanonicalEvent.class);
      HttpCall call = klaviyo.request(List.of(Fixtures.mapped(klaviyo, event)), Fixtures.NOW);

      assertThat(Fixtures.json(call.body()).at("/data/attributes/properties/ProductName").asText())
          .isEqualTo("Shirt \ufffd");
    }

    @Test
    void theKeyIsInTheHeaderAndNowhereElse() {
      HttpCall call = request(Fixtures.tree("purchase"));

      assertThat(call.headers())
          .contains(new HttpCall.Header("authorization", "Klaviyo-API-Key pk_1", true))
          .contains(new HttpCall.Header("revision", "2026-04-15", false));
      assertThat(call.toString() + call.headers()).doesNotContain("pk_1");
    }

    @Test
    void anotherRevisionAndBaseUrlAreTheOperatorsChoice() {
      Destination local =
          open(
              Map.of("api_key_ref", "K", "revision", "2025-01-15"),
              URI.create("http://localhost:8089/klaviyo/"),
              Map.of(),
              Map.of());
      HttpCall call =
          local.request(List.of(Fixtures.mapped(local, Fixtures.event("lead"))), Fixtures.NOW);

      assertThat(call.uri()).isEqualTo(URI.create("http://localhost:8089/klaviyo/api/events"));
      assertThat(call.headers()).contains(new HttpCall.Header("revision", "2025-01-15", false));
      assertThat(local.mayReachPrivateAddresses()).isTrue();
    }
  }

  @Nested
  class Metrics {

    @Test
    void aPageViewHasACounterpartOnlyWhenItIsNamed() {
      assertThat(map(Fixtures.tree("page_view")))
          .isEqualTo(new Mapping.NotApplicable(Reason.NO_COUNTERPART));
      Destination named = open(SETTINGS, null, Map.of("page_view", "Active on Site"), Map.of());
      assertThat(named.map(Fixtures.event("page_view"), Fixtures.MARKETING_GRANTED))
          .isInstanceOf(Mapping.Mapped.class);
    }

    @Test
    void thePrefixOfATestIsBeforeEveryMetric() {
      Destination test =
          open(Map.of("api_key_ref", "K", "metric_prefix", "Test "), null, Map.of(), Map.of());
      HttpCall call =
          test.request(List.of(Fixtures.mapped(test, Fixtures.event("purchase"))), Fixtures.NOW);

      assertThat(texts(events(call), "/metric/data/attributes/name"))
          .containsExactly("Test Placed Order", "Test Ordered Product", "Test Ordered Product");
    }

    @Test
    void aMetricLongerThanKlaviyoTakesIsAConfigurationError() {
      assertThatThrownBy(() -> open(SETTINGS, null, Map.of("lead", "x".repeat(128)), Map.of()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("event_names.lead")
          .hasMessageContaining("127");
    }

    @Test
    void aRevisionIsADate() {
      assertThatThrownBy(
              () -> open(Map.of("api_key_ref", "K", "revision", "v3"), null, Map.of(), Map.of()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("revision");
    }
  }

  @Nested
  class Profiles {

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void anEventWithoutIdIsInvalidSinceItWouldSwallowOthers(String id) {
      assertThat(map(Fixtures.tree("lead").put("event_id", id)))
          .isEqualTo(new Mapping.Invalid(Reason.MISSING_EVENT_ID));
    }

    @Test
    void anEventOfNobodyIsInvalid() {
      ObjectNode event = Fixtures.tree("lead");
      event.remove("click_ids");
      event.putObject("user").put("first_name", "Mary").put("city", "Berlin");

      assertThat(map(event)).isEqualTo(new Mapping.Invalid(Reason.MISSING_IDENTIFIER));
    }

    @ParameterizedTest
    @CsvSource({
      "user, '{\"emails\":[\"A@B.de\"]}', email, a@b.de",
      "user, '{\"phones\":[\"+4915112345678\"]}', phone_number, +4915112345678",
      "user, '{\"phones\":[\"0151 12345678\"],\"country\":\"DE\"}', phone_number, +4915112345678",
      "user, '{\"user_id\":\"u\"}', external_id, u",
      "user, '{\"anonymous_id\":\"x\"}', anonymous_id, x",
      "click_ids, '{\"kx\":\"AbC.1\"}', _kx, AbC.1"
    })
    void oneIdentifierIsEnough(String field, String value, String identifier, String sent)
        throws Exception {
      ObjectNode event = Fixtures.tree("lead");
      event.remove(List.of("click_ids", "client", "user"));
      event.set(field, Json.parse(value.getBytes(StandardCharsets.UTF_8)));

      assertThat(profile(event).path(identifier).asText()).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "0151 12345678",
          "+0123",
          "+01511234567",
          "+1",
          "call me",
          HASH,
          "",
          "+491511234567890123"
        })
    void aPhoneNumberThatIsNoneIsLeftOutSinceItWouldFailTheEvent(String phone) {
      ObjectNode event = Fixtures.tree("lead");
      event.withObject("/user").remove("country");
      event.withObject("/user").putArray("phones").add(phone);

      assertThat(profile(event).has("phone_number")).isFalse();
      assertThat(profile(event).path("email").asText()).isEqualTo("john_smith@gmail.com");
    }

    @Test
    void hashesAreNoIdentifiersAndNoNamesHere() {
      ObjectNode event = Fixtures.tree("lead");
      event.withObject("/user").putArray("emails").add(HASH).add(" Second@Shop.example ");
      event.withObject("/user").put("first_name", HASH).put("city", HASH);

      assertThat(profile(event).path("email").asText()).isEqualTo("second@shop.example");
      assertThat(profile(event).toString()).doesNotContain(HASH);
    }

    @Test
    void dotsAndTagsOfAnAddressStay() {
      ObjectNode event = Fixtures.tree("lead");
      event.withObject("/user").putArray("emails").add(" Alex.Doe+shop@GMAIL.com");

      assertThat(profile(event).path("email").asText()).isEqualTo("alex.doe+shop@gmail.com");
    }

    @Test
    void aUserIdThatIsTooLongIsLeftOut() {
      ObjectNode event = Fixtures.tree("lead");
      event.withObject("/user").put("user_id", "u".repeat(256));
      assertThat(profile(event).has("external_id")).isFalse();

      event.withObject("/user").put("user_id", "u".repeat(255));
      assertThat(profile(event).path("external_id").asText()).hasSize(255);
    }

    @Test
    void thePhoneNumberIsLeftOutWhenKlaviyoObjectedToItBefore() {
      MappingContext context =
          new MappingContext(Map.of("marketing", ConsentState.GRANTED), Set.of("phone_number"));
      Mapping mapping = klaviyo.map(Fixtures.event("lead"), context);
      HttpCall call = klaviyo.request(List.of((Mapping.Mapped) mapping), Fixtures.NOW);

      JsonNode profile = Fixtures.json(call.body()).at("/data/attributes/profile/data/attributes");
      assertThat(profile.has("phone_number")).isFalse();
      assertThat(profile.has("email")).isTrue();
    }

    @Test
    void namesOfEveryScriptAreSentAsTheyAre() {
      ObjectNode event = Fixtures.tree("lead");
      event.withObject("/user").put("first_name", " 정 ").put("last_name", "O'Brien-Smith");

      assertThat(profile(event).path("first_name").asText()).isEqualTo("정");
      assertThat(profile(event).path("last_name").asText()).isEqualTo("O'Brien-Smith");
    }

    @ParameterizedTest
    @CsvSource({"GRANTED, true", "DENIED, false", "UNKNOWN, false", ", false"})
    void traitsAreSentOnlyWhereTheirPurposeIsGranted(ConsentState state, boolean sent) {
      Map<String, ConsentState> consent = state == null ? Map.of() : Map.of("profiling", state);
      MappingContext context = new MappingContext(consent, Set.of());
      Destination limited =
          open(SETTINGS, null, Map.of(), Map.of("identifiers_only", List.of("profiling")));
      Mapping mapping = limited.map(Fixtures.event("lead"), context);
      HttpCall call = limited.request(List.of((Mapping.Mapped) mapping), Fixtures.NOW);

      JsonNode profile = Fixtures.json(call.body()).at("/data/attributes/profile/data/attributes");
      assertThat(profile.has("email")).isTrue();
      assertThat(profile.has("first_name")).isEqualTo(sent);
      assertThat(profile.has("location")).isEqualTo(sent);
      assertThat(profile.has("properties")).isEqualTo(sent);
      Mapping update = limited.map(Fixtures.event("profile_update"), context);
      assertThat(update instanceof Mapping.Mapped).isEqualTo(sent);
      if (!sent) {
        assertThat(update).isEqualTo(new Mapping.NotApplicable(Reason.IDENTIFIERS_ONLY));
      }
    }

    @Test
    void anExternalIdIsNotWrittenOverATraitNorAPropertyOverAnExternalId() {
      ObjectNode event = Fixtures.tree("profile_update");
      event.withObject("/user").withObject("/external_ids").putArray("gender").add("x");
      event.withObject("/user").withObject("/external_ids").putArray("member").add("M-1");
      event.withObject("/properties").put("member", "M-2").put("plan", "gold");
      String sent = new String(request(event).body(), StandardCharsets.UTF_8);

      assertThat(sent)
          .contains("\"plan\":\"gold\"", "\"member\":\"M-1\"")
          .doesNotContain("M-2")
          .containsOnlyOnce("\"gender\":\"female\"");
    }
  }

  @Nested
  class Properties {

    @Test
    void aValueIsANumberAlsoWhenTheSourceSentText() {
      JsonNode event =
          attributes(Fixtures.tree("lead").put("value", "12.50").put("currency", "USD"));

      assertThat(event.path("value").isNumber()).isTrue();
      assertThat(event.path("value").decimalValue()).isEqualByComparingTo("12.50");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-12.5"})
    void zeroAndNegativeValuesAreSentSinceAMetricMayHaveThem(String value) {
      ObjectNode event = Fixtures.tree("lead").put("value", new BigDecimal(value));

      assertThat(attributes(event).path("value").decimalValue()).isEqualByComparingTo(value);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "-5, true", "1e40, false", ", false"})
    void aValueThatNobodyCouldMeanIsLeftOut(String value, boolean sent) {
      ObjectNode event = Fixtures.tree("lead").put("currency", "USD");
      if (value != null) {
        event.put("value", new java.math.BigDecimal(value));
      }

      assertThat(attributes(event).has("value")).isEqualTo(sent);
      assertThat(attributes(event).has("value_currency")).isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource({"EURO", "eur", "''"})
    void aCurrencyThatIsNoneIsLeftOutAndTheValueIsSent(String currency) {
      JsonNode event = attributes(Fixtures.tree("lead").put("value", 5).put("currency", currency));

      assertThat(event.path("value").asInt()).isEqualTo(5);
      assertThat(event.has("value_currency")).isFalse();
    }

    @Test
    void theOnlyItemIsFlattenedForSegments() {
      JsonNode properties = attributes(Fixtures.tree("view_content")).path("properties");

      assertThat(properties.path("ProductID").asText()).isEqualTo("p1");
      assertThat(properties.path("ProductName").asText()).isEqualTo("Shirt");
      assertThat(properties.at("/Categories/0").asText()).isEqualTo("Tops");
      assertThat(properties.at("/Items/0/RowTotal").decimalValue()).isEqualByComparingTo("99.90");
      assertThat(properties.at("/ItemNames/0").asText()).isEqualTo("Shirt");
    }

    @Test
    void emptyAndNullFieldsAreLeftOut() {
      ObjectNode event = Fixtures.tree("view_content");
      ((ObjectNode) event.withArray("/items").get(0))
          .put("name", " ")
          .putNull("brand")
          .put("sku", "");
      event.withObject("/user").put("first_name", "").putNull("last_name");
      event.withObject("/properties").put("colour", "").putNull("size");
      JsonNode properties = attributes(event).path("properties");

      assertThat(properties.has("ProductName")).isFalse();
      assertThat(properties.has("ItemNames")).isFalse();
      assertThat(properties.at("/Items/0").has("SKU")).isFalse();
      assertThat(properties.has("colour")).isFalse();
      assertThat(properties.has("size")).isFalse();
      assertThat(profile(event).has("first_name")).isFalse();
      assertThat(profile(event).has("last_name")).isFalse();
    }

    @Test
    void nothingPersonalIsInThePropertiesOfAnEvent() {
      String order =
          events(request(Fixtures.tree("purchase"))).get(0).path("properties").toString();

      assertThat(order)
          .contains("affiliation", "first_purchase", "predicted_ltv", "\"tags\":[\"a\",\"b\"]")
          .doesNotContain("someone@example.com", "151", "x@y.example", "gift", "E.C.P");
    }

    @Test
    void anEventHasFourHundredPropertiesAtMost() {
      ObjectNode event = Fixtures.tree("lead");
      for (int i = 0; i < 500; i++) {
        event.withObject("/properties").put("free_" + i, i);
      }

      assertThat(attributes(event).path("properties").size()).isBetween(380, 400);
    }
  }
}
