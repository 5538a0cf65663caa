package io.tracklayer.destinations.datamanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.delivery.Sale;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.Destinations;
import io.tracklayer.destinations.Fixtures;
import io.tracklayer.destinations.Mapping;
import io.tracklayer.destinations.MappingContext;
import io.tracklayer.destinations.Restatement;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.http.Answer;
import io.tracklayer.destinations.http.HttpCall;
import io.tracklayer.destinations.http.HttpSender;
import java.io.Serializable;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataManagerDestinationTest {

  private static final Map<String, List<String>> SIGNALS =
      Map.of("ad_user_data", List.of("ads"), "ad_personalization", List.of("personal"));
  private static final String HASH =
      "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f";

  private final Destination google = open(Map.of(), null, Map.of(), Map.of());

  private static Destination open(
      Map<String, ? extends Serializable> more,
      URI baseUrl,
      Map<String, String> eventNames,
      Map<String, List<String>> signals) {
    Map<String, Serializable> settings = new HashMap<>();
    settings.put("operating_account_id", "123-456-7890");
    settings.put("conversion_actions", new TreeMap<>(Map.of("purchase", "777", "lead", "888")));
    settings.put("credentials_ref", "GOOGLE");
    settings.putAll(more);
    return new Destinations()
        .open(
            Fixtures.config("google_data_manager", settings, baseUrl, eventNames, signals),
            Fixtures.always("***"));
  }

  private Mapping map(ObjectNode event) {
    return google.map(Fixtures.event(event), Fixtures.MARKETING_GRANTED);
  }

  private JsonNode mapped(ObjectNode event) {
    return Fixtures.json(Fixtures.mapped(google, Fixtures.event(event)).body());
  }

  private static JsonNode body(Destination destination, String event) {
    return Fixtures.json(
        destination
            .request(List.of(Fixtures.mapped(destination, Fixtures.event(event))), Fixtures.NOW)
            .body());
  }

  private static MappingContext consent(ConsentState ads, ConsentState personal) {
    return new MappingContext(Map.of("ads", ads, "personal", personal), Set.of());
  }

  private static final Sale SALE =
      new Sale(
          "A-1",
          "1234567890",
          "777",
          Instant.parse("2026-08-18T09:00:00Z"),
          new BigDecimal("102.53"),
          "EUR");

  private static Destination restating(Map<String, ? extends Serializable> more) {
    Map<String, Serializable> settings = new HashMap<>(more);
    settings.put("restate", true);
    return open(settings, null, Map.of(), Map.of());
  }

  private static Mapping refunded(Destination destination, Sale sale, String taken) {
    Restatement restatement = new Restatement(sale, new BigDecimal(taken));
    return destination.map(
        Fixtures.event("refund"),
        new MappingContext(Map.of("marketing", ConsentState.GRANTED), Set.of(), restatement));
  }

  @Nested
  class TheRequest {

    @Test
    void aRequestNamesTheAccountAndTheConversionAction() {
      JsonNode body = body(google, "purchase");

      assertThat(body.at("/destinations/0/operatingAccount/accountType").asText())
          .isEqualTo("GOOGLE_ADS");
      assertThat(body.at("/destinations/0/operatingAccount/accountId").asText())
          .isEqualTo("1234567890");
      assertThat(body.at("/destinations/0/productDestinationId").asText()).isEqualTo("777");
      assertThat(body.at("/destinations/0").has("loginAccount")).isFalse();
      assertThat(body.path("encoding").asText()).isEqualTo("HEX");
      assertThat(body.has("validateOnly")).isFalse();
      assertThat(body.path("events")).hasSize(1);
    }

    @Test
    void validationAndAManagerAccountAreTheOperatorsChoice() {
      Destination validating =
          open(
              Map.of("validate_only", true, "login_account_id", "999-999-9999"),
              null,
              Map.of(),
              Map.of());
      JsonNode body = body(validating, "lead");

      assertThat(body.path("validateOnly").asBoolean()).isTrue();
      assertThat(body.at("/destinations/0/loginAccount/accountId").asText())
          .isEqualTo("9999999999");
    }

    @Test
    void onlyEventsOfOneConversionActionShareARequest() {
      Mapping.Mapped purchase = Fixtures.mapped(google, Fixtures.event("purchase"));
      Mapping.Mapped lead = Fixtures.mapped(google, Fixtures.event("lead"));

      assertThat(google.joins(List.of(purchase), purchase)).isTrue();
      assertThat(google.joins(List.of(purchase), lead)).isFalse();
      assertThat(
              Fixtures.json(google.request(List.of(lead, lead), Fixtures.NOW).body())
                  .path("events"))
          .hasSize(2);
      assertThat(google.quota(List.of(lead)).perSecond()).isEqualTo(1);
    }

    @Test
    void aConversionIsRecognisedByItsOrderOrElseByTheEvent() {
      ObjectNode noOrder = Fixtures.tree("purchase");
      noOrder.remove("order_id");

      assertThat(mapped(Fixtures.tree("purchase")).path("transactionId").asText()).isEqualTo("A-1");
      assertThat(mapped(noOrder).path("transactionId").asText()).isEqualTo("evt-purchase");
      assertThat(mapped(Fixtures.tree("lead")).path("transactionId").asText())
          .isEqualTo("evt-lead");
      assertThat(
              mapped(Fixtures.tree("lead").put("order_id", "A-8")).path("transactionId").asText())
          .isEqualTo("A-8");
      assertThat(map(Fixtures.tree("lead").put("event_id", " ")))
          .isEqualTo(new Mapping.Invalid(Reason.MISSING_TRANSACTION_ID));
    }

    @Test
    void theSameEventGivesTheSameBytes() {
      assertThat(Fixtures.mapped(google, Fixtures.event("purchase")).body())
          .isEqualTo(Fixtures.mapped(google, Fixtures.event("purchase")).body());
    }
  }

  @Nested
  class ConversionActions {

    @ParameterizedTest
    @ValueSource(strings = {"sign_up", "refund", "profile_update", "trial_booked"})
    void whatHasNoConversionActionIsNotApplicable(String name) {
      assertThat(map(Fixtures.tree(name)))
          .isEqualTo(new Mapping.NotApplicable(Reason.NO_CONVERSION_ACTION));
    }

    @ParameterizedTest
    @ValueSource(strings = {"refund", "profile_update"})
    void aRefundAndAProfileUpdateNeverGetAConversionAction(String name) {
      Map<String, TreeMap<String, String>> actions =
          Map.of("conversion_actions", new TreeMap<>(Map.of(name, "1")));

      assertThatThrownBy(() -> open(actions, null, Map.of(), Map.of()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("conversion_actions." + name);
      assertThatThrownBy(() -> open(Map.of(), null, Map.of(name, "2"), Map.of()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("event_names." + name);
    }

    @ParameterizedTest
    @CsvSource({
      "operating_account_id, abc",
      "operating_account_id, ''",
      "operating_account_id, 123",
      "login_account_id, x"
    })
    void anAccountThatIsNoNumberIsAConfigurationError(String setting, String value) {
      assertThatThrownBy(() -> open(Map.of(setting, value), null, Map.of(), Map.of()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(setting);
    }

    @Test
    void aConversionActionThatIsNoNumberIsAConfigurationError() {
      assertThatThrownBy(() -> open(Map.of(), null, Map.of("lead", "Lead form"), Map.of()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("event_names.lead");
    }
  }

  @Nested
  class Restating {

    @Test
    void aRefundIsItsOrderOnceMoreWithWhatIsLeftOfTheValue() {
      Mapping.Mapped mapped = (Mapping.Mapped) refunded(restating(Map.of()), SALE, "49.95");

      JsonNode json = Fixtures.json(mapped.body());
      assertThat(mapped.group()).isEqualTo("777");
      assertThat(json.path("transactionId").asText()).isEqualTo("A-1");
      assertThat(json.path("eventTimestamp").asText()).isEqualTo("2026-08-18T09:00:00Z");
      assertThat(json.path("conversionValue").decimalValue()).isEqualByComparingTo("52.58");
      assertThat(json.path("currency").asText()).isEqualTo("EUR");
      assertThat(json.at("/userData/userIdentifiers")).isNotEmpty();
      assertThat(mapped.sale()).isNull();
    }

    @Test
    void aFullRefundStatesZero() {
      Mapping.Mapped mapped = (Mapping.Mapped) refunded(restating(Map.of()), SALE, "110");

      JsonNode json = Fixtures.json(mapped.body());
      assertThat(json.path("conversionValue").isNumber()).isTrue();
      assertThat(json.path("conversionValue").decimalValue()).isZero();
      assertThat(json.path("currency").asText()).isEqualTo("EUR");
    }

    @Test
    void aRefundKeepsToTheConversionActionThatItsOrderHad() {
      Destination reconfigured =
          restating(Map.of("conversion_actions", new TreeMap<>(Map.of("purchase", "999"))));

      Mapping.Mapped mapped = (Mapping.Mapped) refunded(reconfigured, SALE, "10");

      assertThat(mapped.group()).isEqualTo("777");
    }

    @Test
    void anotherAccountDoesNotKnowTheOrder() {
      Destination moved = restating(Map.of("operating_account_id", "999-999-9999"));

      assertThat(refunded(moved, SALE, "10"))
          .isEqualTo(new Mapping.NotApplicable(Reason.PURCHASE_NOT_DELIVERED));
    }

    @Test
    void aRefundOfNoOrderIsInvalid() {
      assertThat(restating(Map.of()).map(Fixtures.event("refund"), Fixtures.MARKETING_GRANTED))
          .isEqualTo(new Mapping.Invalid(Reason.MISSING_TRANSACTION_ID));
    }

    @Test
    void aRefundWithoutAnIdentifierIsInvalid() {
      ObjectNode nobody = Fixtures.tree("refund");
      nobody.remove("user");
      nobody.remove("click_ids");
      Restatement restatement = new Restatement(SALE, BigDecimal.TEN);

      assertThat(
              restating(Map.of())
                  .map(
                      Fixtures.event(nobody),
                      new MappingContext(
                          Map.of("marketing", ConsentState.GRANTED), Set.of(), restatement)))
          .isEqualTo(new Mapping.Invalid(Reason.MISSING_IDENTIFIER));
    }

    @Test
    void aPurchaseSaysWhatItCountsAsIfItMayBeRestated() {
      ObjectNode purchase = Fixtures.tree("purchase");

      assertThat(Fixtures.mapped(restating(Map.of()), Fixtures.event(purchase)).sale())
          .isEqualTo(
              new Sale(
                  "A-1",
                  "1234567890",
                  "777",
                  Fixtures.event(purchase).occurredAt(),
                  Fixtures.event(purchase).value(),
                  "EUR"));
      assertThat(Fixtures.mapped(google, Fixtures.event(purchase)).sale()).isNull();
      assertThat(
              Fixtures.mapped(restating(Map.of("validate_only", true)), Fixtures.event(purchase))
                  .sale())
          .isNull();
      purchase.remove("currency");
      assertThat(Fixtures.mapped(restating(Map.of()), Fixtures.event(purchase)).sale().value())
          .isNull();
    }

    @Test
    void aPurchaseThatIsSentAgainAfterARefundIsWorthWhatIsLeft() {
      MappingContext context =
          new MappingContext(
              Map.of("marketing", ConsentState.GRANTED),
              Set.of(),
              new Restatement(null, new BigDecimal("2.53")));

      Mapping.Mapped mapped =
          (Mapping.Mapped) restating(Map.of()).map(Fixtures.event("purchase"), context);

      assertThat(Fixtures.json(mapped.body()).path("conversionValue").decimalValue())
          .isEqualByComparingTo("100");
      assertThat(mapped.sale().value()).isEqualByComparingTo("102.53");
    }
  }

  @Nested
  class ThePerson {

    @Test
    void identifiersAreHashedGooglesWay() {
      ObjectNode event = Fixtures.tree("purchase");
      event
          .withObject("/user")
          .putArray("emails")
          .add(" Alex.Doe+shop@GMAIL.com")
          .add(HASH)
          .add("x");
      event.withObject("/user").putArray("phones").add("(650) 555-1212").add("151");
      JsonNode ids = mapped(event).at("/userData/userIdentifiers");

      assertThat(ids).hasSize(4);
      assertThat(ids.at("/0/emailAddress").asText())
          .isEqualTo("036e9a0b1acf7cc02637a0ccdf656599f719066cb58b112aa7f106f643c762c0");
      assertThat(ids.at("/1/emailAddress").asText()).isEqualTo(HASH);
      assertThat(ids.at("/2/phoneNumber").asText())
          .isEqualTo("1e231c66011e7a2d867a9cfae267a6aff103cf4913640b6e71a99850fc0ffbc8");
      assertThat(ids.at("/3/address/givenName").asText())
          .isEqualTo("6915771be1c5aa0c886870b6951b03d7eafc121fea0e80a5ea83beb7c449f4ec");
      assertThat(ids.at("/3/address/regionCode").asText()).isEqualTo("US");
      assertThat(ids.at("/3/address/postalCode").asText()).isEqualTo("94025-1234");
    }

    @Test
    void anEventHasTenIdentifiersAtMostTheAddressAmongThem() {
      ObjectNode event = Fixtures.tree("purchase");
      ArrayNode emails = event.withObject("/user").putArray("emails");
      for (int i = 0; i < 20; i++) {
        emails.add("a" + i + "@b.de");
      }
      JsonNode ids = mapped(event).at("/userData/userIdentifiers");

      assertThat(ids).hasSize(10);
      assertThat(ids.get(9).has("address")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"first_name", "last_name", "postal_code", "country"})
    void anAddressWithoutOneOfItsPartsIsLeftOut(String part) {
      ObjectNode event = Fixtures.tree("purchase");
      event.withObject("/user").remove(part);

      assertThat(mapped(event).toString()).doesNotContain("address\":{");
    }

    @Test
    void aClickIsEnoughAndOneOfThemIsSent() {
      ObjectNode event = Fixtures.tree("lead");
      event.putObject("user");
      event.putObject("click_ids").put("wbraid", "w").put("gbraid", "g");
      assertThat(mapped(event).path("adIdentifiers").toString()).isEqualTo("{\"gbraid\":\"g\"}");

      event.withObject("/click_ids").put("gclid", "Cj0");
      assertThat(mapped(event).path("adIdentifiers").toString()).isEqualTo("{\"gclid\":\"Cj0\"}");
      assertThat(mapped(event).has("userData")).isFalse();

      event.remove("click_ids");
      assertThat(map(event)).isEqualTo(new Mapping.Invalid(Reason.MISSING_IDENTIFIER));
    }

    @Test
    void noAddressOfTheNetworkIsSent() {
      assertThat(mapped(Fixtures.tree("lead")).toString())
          .contains("userAgent")
          .doesNotContain("203.0.113.7");
    }

    @Test
    void consentIsStatedWhereItIsConfigured() {
      Destination signalling = open(Map.of(), null, Map.of(), SIGNALS);
      Mapping mapping =
          signalling.map(
              Fixtures.event("lead"), consent(ConsentState.GRANTED, ConsentState.UNKNOWN));

      JsonNode consent = Fixtures.json(((Mapping.Mapped) mapping).body()).path("consent");
      assertThat(consent.path("adUserData").asText()).isEqualTo("CONSENT_GRANTED");
      assertThat(consent.path("adPersonalization").asText()).isEqualTo("CONSENT_DENIED");
      assertThat(mapped(Fixtures.tree("lead")).has("consent")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DENIED", "UNKNOWN"})
    void withoutConsentToUserDataNothingIsSent(ConsentState state) {
      assertThat(
              open(Map.of(), null, Map.of(), SIGNALS)
                  .map(Fixtures.event("lead"), consent(state, ConsentState.GRANTED)))
          .isEqualTo(new Mapping.NotApplicable(Reason.AD_USER_DATA_DENIED));
    }
  }

  @Nested
  class TheConversion {

    @ParameterizedTest
    @CsvSource({
      "12.5, EUR, true",
      "0, EUR, true",
      "-1, EUR, false",
      "5, EURO, false",
      "5, , false",
      ", EUR, false",
      "1e40, EUR, false"
    })
    void aValueIsSentWithItsCurrencyOrNotAtAll(BigDecimal value, String currency, boolean sent) {
      ObjectNode event = Fixtures.tree("lead");
      event.put("value", value).put("currency", currency);

      assertThat(mapped(event).has("conversionValue")).isEqualTo(sent);
      assertThat(mapped(event).has("currency")).isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource({
      "web, , WEB",
      "mobile, , APP",
      "server, , OTHER",
      ", , OTHER",
      "server, website, WEB",
      "web, phone_call, PHONE",
      "server, physical_store, IN_STORE",
      "web, offline, OTHER",
      "server, app_ios, APP",
      "server, chat, MESSAGE",
      "web, nonsense, WEB"
    })
    void theSourceFollowsWhatIsKnown(String channel, String stated, String source) {
      ObjectNode event = Fixtures.tree("lead").put("channel", channel);
      event.withObject("/properties").put("action_source", stated);

      assertThat(mapped(event).path("eventSource").asText()).isEqualTo(source);
    }
  }

  @Nested
  class TheToken {

    @Test
    void onlyAnotherBaseUrlMayLeadInside() {
      Destination local =
          open(
              Map.of(),
              URI.create("http://localhost:8089/google_data_manager/"),
              Map.of(),
              Map.of());
      HttpCall call =
          local.request(List.of(Fixtures.mapped(local, Fixtures.event("lead"))), Fixtures.NOW);

      assertThat(call.uri().toString())
          .isEqualTo("http://localhost:8089/google_data_manager/v1/events:ingest");
      assertThat(local.mayReachPrivateAddresses()).isTrue();
      assertThat(google.mayReachPrivateAddresses()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
      "token_refused, CredentialsWrong",
      "token_unavailable, Retry",
      "response_timeout, Retry",
      "private_address, CredentialsWrong"
    })
    void withoutATokenItPausesOrTriesAgain(String reason, String verdict) {
      Verdict actual =
          google.classify(new Answer.NoResponse(Reason.of(reason)), Fixtures.mapped(1));

      assertThat(actual.getClass().getSimpleName()).isEqualTo(verdict);
      assertThat(actual.cause().reason()).isEqualTo(Reason.of(reason));
    }

    @Test
    void aRequestHasNoTokenAndAsksForNoneByItself() {
      HttpCall call =
          google.request(List.of(Fixtures.mapped(google, Fixtures.event("lead"))), Fixtures.NOW);

      assertThat(call.headers()).extracting(HttpCall.Header::name).containsExactly("content-type");
    }

    @Test
    void aKeyFileThatIsNoneAsksNobodyForAToken() {
      FakeSender fake = new FakeSender();
      try (HttpSender over = google.wrap(fake)) {
        assertThat(over.send(google.request(Fixtures.mapped(1), Fixtures.NOW)).join())
            .isEqualTo(new Answer.NoResponse(Reason.TOKEN_REFUSED));
      }
      assertThat(fake.calls).isEmpty();
    }

    @Test
    void itGoesThroughASenderThatClosesTheOneUnderIt() {
      FakeSender fake = new FakeSender();
      try (HttpSender over = google.wrap(fake)) {
        assertThat(over).isInstanceOf(DataManagerFollowUpSender.class);
      }
      assertThat(fake.closed).isTrue();
    }

    @Test
    void whatGoogleOnlyChecksIsNotFollowedUp() {
      try (HttpSender over =
          open(Map.of("validate_only", true), null, Map.of(), Map.of()).wrap(new FakeSender())) {
        assertThat(over).isInstanceOf(DataManagerAuthorizedSender.class);
      }
    }
  }
}
