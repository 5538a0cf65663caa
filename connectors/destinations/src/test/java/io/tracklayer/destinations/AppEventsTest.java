package io.tracklayer.destinations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.http.Answer;
import io.tracklayer.destinations.http.HttpCall;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What ad platforms are told of the app and the device that an event came from. */
class AppEventsTest {

  private static final String ID = "38400000-8cf0-11bd-b23e-10b96e40000d";
  private static final String VENDOR_ID = "6D92078A-8246-4BA4-AE5B-76104861E7DC";
  private static final String HASH =
      "973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b";

  private final Destination meta =
      open("meta_capi", Map.of("dataset_id", "123", "access_token_ref", "T"));
  private final Destination pinterest =
      open(
          "pinterest_conversions",
          Map.of("ad_account_id", "549755885175", "access_token_ref", "T"));
  private final Destination snapchat =
      open("snapchat_capi", Map.of("pixel_id", "a1-b2", "access_token_ref", "T"));
  private final Destination googleIos =
      open("ga4", Map.of("firebase_app_id", "1:42:ios:321abc456def7890", "api_secret_ref", "T"));
  private final Destination googleWeb =
      open("ga4", Map.of("measurement_id", "G-ABC123", "api_secret_ref", "T"));
  private final Destination tiktokWeb = tiktok(Map.of());
  private final Destination tiktokIos =
      tiktok(Map.of("event_source", "app", "app_id", "343200656"));
  private final Destination tiktokAndroid =
      tiktok(Map.of("event_source", "app", "app_id", "com.example.shop"));

  private static Destination open(String type, Map<String, String> settings) {
    return new Destinations()
        .open(
            Fixtures.config(type, settings, null, Map.of(), Map.of()), Fixtures.always("token-1"));
  }

  private static Destination tiktok(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.putAll(Map.of("pixel_code", "7568899277611696136", "access_token_ref", "T"));
    return open("tiktok_events", settings);
  }

  private static ObjectNode iphone() {
    return Fixtures.tree("edge_app");
  }

  private static ObjectNode android() {
    ObjectNode event = iphone();
    device(event).put("platform", "android").put("os_version", "15").remove("vendor_id");
    return event;
  }

  private static ObjectNode device(ObjectNode event) {
    return event.withObject("/client/device");
  }

  private static Mapping map(Destination destination, ObjectNode event) {
    return destination.map(Fixtures.event(event), Fixtures.MARKETING_GRANTED);
  }

  private static JsonNode sent(Destination destination, ObjectNode event) {
    return Fixtures.json(Fixtures.mapped(destination, Fixtures.event(event)).body());
  }

  @Test
  void metaGetsTheDeviceInItsOwnOrder() {
    JsonNode sent = sent(meta, iphone());

    assertThat(sent.path("action_source").asText()).isEqualTo("app");
    assertThat(sent.path("app_data").toString())
        .isEqualTo(
            "{\"advertiser_tracking_enabled\":1,\"application_tracking_enabled\":1,\"extinfo\":"
                + "[\"i2\",\"com.example.shop\",\"3.1\",\"42\",\"18.1\",\"iPhone17,1\",\"en_GB\",\"\","
                + "\"Example Mobile\",\"402\",\"874\",\"3\",\"\",\"\",\"\",\"Europe/Berlin\"],"
                + "\"vendor_id\":\""
                + VENDOR_ID
                + "\"}");
    assertThat(sent.at("/user_data/madid").asText()).isEqualTo(ID);
    assertThat(sent(meta, android()).at("/app_data/extinfo/0").asText()).isEqualTo("a2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", "os_version"})
  void metaGetsNoAppEventThatItWouldRefuse(String unknown) {
    ObjectNode event = iphone();
    device(event).remove(unknown);

    assertThat(sent(meta, event).path("action_source").asText()).isEqualTo("other");
    assertThat(sent(meta, event).has("app_data")).isFalse();
  }

  @Test
  void whatIsNotKnownOfADeviceIsEmptyAndNothingPersonalIsInItsDescription() {
    ObjectNode event = iphone();
    ObjectNode client = event.putObject("client");
    client.putObject("app").put("name", "a@b.example").put("namespace", "a@b.example");
    client.putObject("device").put("platform", "android").put("os_version", "15");

    assertThat(sent(meta, event).at("/app_data/extinfo").toString())
        .isEqualTo(
            "[\"a2\",\"\",\"\",\"\",\"15\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\"]");
    assertThat(sent(pinterest, event).toString()).doesNotContain("a@b.example", "app_id");
    assertThat(sent(tiktokAndroid, event).toString()).doesNotContain("a@b.example");
  }

  @ParameterizedTest
  @CsvSource({
    "authorized, true, 1",
    ", true, 1",
    ", false, 0",
    "denied, false, 0",
    "restricted, false, 0",
    "not_determined, false, 0"
  })
  void trackingIsAllowedIfTheDeviceSaysSoOrGivesAnId(String tracking, boolean hasId, int allowed) {
    ObjectNode event = iphone();
    device(event).put("tracking", tracking);
    if (!hasId) {
      device(event).remove(List.of("advertising_id", "vendor_id"));
    }

    assertThat(sent(meta, event).at("/app_data/advertiser_tracking_enabled").asInt(-1))
        .isEqualTo(allowed);
    assertThat(sent(meta, event).at("/app_data/application_tracking_enabled").asInt(-1))
        .isEqualTo(allowed);
    assertThat(sent(snapchat, event).at("/app_data/advertiser_tracking_enabled").asInt(-1))
        .isEqualTo(allowed);
    assertThat(sent(pinterest, event).path("opt_out").asBoolean())
        .isEqualTo(tracking != null && allowed == 0);
  }

  @Test
  void aHashedAdvertisingIdGoesOnlyWhereOneIsTaken() {
    ObjectNode event = iphone();
    device(event).put("advertising_id", HASH);

    assertThat(sent(meta, event).path("user_data").has("madid")).isFalse();
    assertThat(sent(snapchat, event).path("user_data").has("madid")).isFalse();
    assertThat(sent(pinterest, event).at("/user_data/hashed_maids/0").asText()).isEqualTo(HASH);
    assertThat(sent(tiktokIos, event).at("/user/idfa").asText()).isEqualTo(HASH);
  }

  @Test
  void pinterestGetsTheAppAndTheDevice() {
    JsonNode sent = sent(pinterest, iphone());

    assertThat(sent.path("action_source").asText()).isEqualTo("app_ios");
    assertThat(sent.path("app_name").asText()).isEqualTo("Shop");
    assertThat(sent.path("app_version").asText()).isEqualTo("3.1");
    assertThat(sent.path("device_brand").asText()).isEqualTo("Apple");
    assertThat(sent.path("device_carrier").asText()).isEqualTo("Example Mobile");
    assertThat(sent.path("device_model").asText()).isEqualTo("iPhone17,1");
    assertThat(sent.path("os_version").asText()).isEqualTo("18.1");
    assertThat(sent.at("/user_data/hashed_maids/0").asText())
        .isEqualTo("d4181bb455a74b3bc8b37c75ac9b2c702eb6b9930bd040b861403b31ca85634d");
  }

  @Test
  void pinterestGetsTheIdThatAnAppHasInItsStore() {
    ObjectNode numbered = iphone();
    numbered.withObject("/client/app").put("namespace", "343200656");

    assertThat(sent(pinterest, iphone()).has("app_id")).isFalse();
    assertThat(sent(pinterest, numbered).path("app_id").asText()).isEqualTo("343200656");
    assertThat(sent(pinterest, android()).path("app_id").asText()).isEqualTo("com.example.shop");
  }

  @ParameterizedTest
  @CsvSource({
    "app, app_ios, MOBILE_APP",
    "app_android, app_android, MOBILE_APP",
    "mobile_app, app_ios, MOBILE_APP",
    "website, web, WEB",
    "offline, offline, OFFLINE",
    "nonsense, app_ios, MOBILE_APP"
  })
  void aStatedActionSourceComesFirst(String stated, String ofPinterest, String ofSnapchat) {
    ObjectNode event = iphone();
    event.withObject("/properties").put("action_source", stated);

    assertThat(sent(pinterest, event).path("action_source").asText()).isEqualTo(ofPinterest);
    assertThat(sent(snapchat, event).path("action_source").asText()).isEqualTo(ofSnapchat);
  }

  @Test
  void snapchatGetsTheDeviceAndItsIds() {
    JsonNode sent = sent(snapchat, iphone());

    assertThat(sent.path("action_source").asText()).isEqualTo("MOBILE_APP");
    assertThat(sent.at("/app_data/extinfo")).hasSize(16);
    assertThat(sent.at("/user_data/madid").asText()).isEqualTo(ID);
    assertThat(sent.at("/user_data/idfv").asText()).isEqualTo(VENDOR_ID);
  }

  @Test
  void tiktokGetsTheIdsOfAnAppleDeviceInUpperCase() {
    JsonNode sent = sent(tiktokIos, iphone());

    assertThat(sent.path("app").toString())
        .isEqualTo("{\"app_id\":\"343200656\",\"app_name\":\"Shop\",\"app_version\":\"3.1\"}");
    assertThat(sent.at("/user/idfa").asText()).isEqualTo(ID.toUpperCase(Locale.ROOT));
    assertThat(sent.at("/user/idfv").asText()).isEqualTo(VENDOR_ID);
    assertThat(sent.at("/user/att_status").asText()).isEqualTo("AUTHORIZED");
    assertThat(sent.path("user").has("gaid")).isFalse();
  }

  @Test
  void tiktokGetsTheIdOfAnAndroidDeviceInLowerCase() {
    JsonNode sent = sent(tiktokAndroid, android());

    assertThat(sent.at("/user/gaid").asText()).isEqualTo(ID);
    assertThat(sent.at("/user/att_status").asText()).isEqualTo("NOT_APPLICABLE");
    assertThat(sent.path("user").has("idfa")).isFalse();
  }

  @Test
  void tiktokGetsTheStatusOfADeviceThatSaysNothingAsNotDetermined() {
    ObjectNode event = iphone();
    device(event).remove(List.of("tracking", "advertising_id", "vendor_id"));

    assertThat(sent(tiktokIos, event).at("/user/att_status").asText()).isEqualTo("NOT_DETERMINED");
  }

  @Test
  void aTiktokDestinationTakesEventsOfItsOwnSource() {
    Mapping elsewhere = new Mapping.NotApplicable(Reason.OTHER_EVENT_SOURCE);
    ObjectNode page = Fixtures.tree("purchase");
    ObjectNode unknown = Fixtures.tree("purchase");
    unknown.withObject("/properties").put("action_source", "app");

    assertThat(map(tiktokWeb, iphone())).isEqualTo(elsewhere);
    assertThat(map(tiktokWeb, page)).isInstanceOf(Mapping.Mapped.class);
    assertThat(map(tiktokIos, page)).isEqualTo(elsewhere);
    assertThat(map(tiktokIos, android())).isEqualTo(elsewhere);
    assertThat(map(tiktokAndroid, iphone())).isEqualTo(elsewhere);
    assertThat(map(tiktokIos, unknown)).isInstanceOf(Mapping.Mapped.class);
    assertThat(map(tiktok(Map.of("event_source", "offline")), iphone()))
        .isInstanceOf(Mapping.Mapped.class);
  }

  @ParameterizedTest
  @CsvSource({"begin_checkout, Checkout", "sign_up, Registration", "lead, GenerateLead"})
  void appEventsHaveNamesOfTheirOwnAtTiktok(String name, String ofTiktok) {
    ObjectNode event = iphone().put("name", name);
    ObjectNode pageView = iphone().put("name", "page_view");

    assertThat(sent(tiktokIos, event).path("event").asText()).isEqualTo(ofTiktok);
    assertThat(map(tiktokIos, pageView))
        .isEqualTo(new Mapping.NotApplicable(Reason.NO_COUNTERPART));
  }

  @Test
  void aTiktokDestinationForAnAppNeedsTheAppsId() {
    assertThatThrownBy(() -> tiktok(Map.of("event_source", "app")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("app_id");
  }

  private static ObjectNode iphoneOfFirebase() {
    ObjectNode event = iphone();
    event.withObject("/click_ids").put("ga_app_instance_id", "0123456789abcdef0123456789ABCDEF");
    return event;
  }

  @Test
  void googleGetsTheInstanceOfAnAppAndItsDevice() {
    HttpCall call =
        googleIos.request(
            List.of(Fixtures.mapped(googleIos, Fixtures.event(iphoneOfFirebase()))), Fixtures.NOW);
    JsonNode body = Fixtures.json(call.body());

    assertThat(call.uri().getRawQuery())
        .isEqualTo("firebase_app_id=1%3A42%3Aios%3A321abc456def7890&api_secret=token-1");
    assertThat(body.path("app_instance_id").asText()).isEqualTo("0123456789abcdef0123456789ABCDEF");
    assertThat(body.has("client_id")).isFalse();
    assertThat(body.path("device").toString())
        .isEqualTo(
            "{\"language\":\"en-gb\",\"operating_system\":\"iOS\","
                + "\"operating_system_version\":\"18.1\",\"model\":\"iPhone17,1\","
                + "\"brand\":\"Apple\"}");
  }

  @Test
  void anAppsEventWithoutItsInstanceIsInvalidAtGoogle() {
    assertThat(map(googleIos, iphone())).isEqualTo(new Mapping.Invalid(Reason.MISSING_CLIENT_ID));
  }

  @Test
  void aStreamTakesEventsOfItsOwnSource() {
    Mapping elsewhere = new Mapping.NotApplicable(Reason.OTHER_EVENT_SOURCE);
    ObjectNode android = iphoneOfFirebase();
    device(android).put("platform", "android");
    ObjectNode asWebsite = iphone();
    asWebsite.withObject("/properties").put("action_source", "website");

    assertThat(map(googleWeb, iphone())).isEqualTo(elsewhere);
    assertThat(map(googleWeb, asWebsite)).isInstanceOf(Mapping.Mapped.class);
    assertThat(map(googleIos, android)).isEqualTo(elsewhere);
    assertThat(map(googleIos, Fixtures.tree("purchase"))).isEqualTo(elsewhere);
  }

  /** Google recognises a repeated purchase in web streams only. */
  @Test
  void aPurchaseInAnAppThatMayHaveArrivedIsNotSentAgain() {
    Mapping.Mapped purchase = Fixtures.mapped(googleIos, Fixtures.event(iphoneOfFirebase()));

    assertThat(
            googleIos.classify(new Answer.NoResponse(Reason.RESPONSE_TIMEOUT), List.of(purchase)))
        .isNotInstanceOf(Verdict.Retry.class);
  }

  @ParameterizedTest
  @CsvSource({
    "G-ABC123, 1:42:ios:321abc456def7890, false, firebase_app_id",
    ", , false, firebase_app_id",
    ", 1:42:ios:321abc456def7890, true, anonymous_id_as_client_id"
  })
  void aDestinationHasOneStream(String web, String app, boolean anonymous, String message) {
    Map<String, Serializable> settings = new HashMap<>();
    settings.put("api_secret_ref", "T");
    settings.put("anonymous_id_as_client_id", anonymous);
    if (web != null) {
      settings.put("measurement_id", web);
    }
    if (app != null) {
      settings.put("firebase_app_id", app);
    }

    assertThatThrownBy(() -> Fixtures.config("ga4", settings, null, Map.of(), Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(message);
  }
}
