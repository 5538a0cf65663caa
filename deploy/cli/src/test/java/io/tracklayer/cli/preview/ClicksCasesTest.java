package io.tracklayer.cli.preview;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.json.Json;
import java.net.URLEncoder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How users reported that they send ids of clicks and browsers: from RudderStack's envelope to what
 * each destination would be sent.
 */
class ClicksCasesTest {

  private static final Set<String> TRIED =
      Set.of(
          "broken-fbc",
          "newer-click",
          "snapchat-names",
          "ga4-hybrid",
          "app-order",
          "app-order-tracking-refused");

  private static final String DEVICE_ID = "7a7c2a0e-5b1e-4d5f-9a4c-3f2f6d0c9b1a";

  /** Of the id in lower case, by sha256sum. */
  private static final String HASHED_DEVICE_ID =
      "35b0a92ed5836ec8ec03812cf4bb43db4ef825661db6daeb8fd5f814b36a2d9c";

  private final FieldCases cases = new FieldCases("clicks-cases.ndjson", EveryType.SETTINGS);

  @Test
  void noCaseIsForgotten() {
    assertThat(TRIED).isEqualTo(cases.ids());
  }

  @Test
  void aBrokenCookieGivesWayToTheClickOfThePage() {
    CanonicalEvent order = order("broken-fbc");

    assertThat(order.clickIds()).containsEntry("fbc", "fb.1.1777895881000.AbC123");
    assertThat(EveryType.with("\"fbc\":\"fb.1.1777895881000.AbC123\"", EveryType.sent(order)))
        .containsExactly("meta_capi", "webhook");
  }

  @Test
  void anOlderCookieGivesWayToANewerClick() {
    CanonicalEvent order = order("newer-click");

    assertThat(order.clickIds()).containsEntry("fbc", "fb.1.1777895881000.NEW1");
    assertThat(EveryType.with("OLD", EveryType.sent(order))).isEmpty();
  }

  @Test
  void snapchatsIdsGoToSnapchatAlone() {
    Map<String, String> sent = EveryType.sent(order("snapchat-names"));

    assertThat(EveryType.with("S-1", sent)).containsExactly("snapchat_capi", "webhook");
    assertThat(EveryType.with("6f9d8b7a", sent)).containsExactly("snapchat_capi", "webhook");
    assertThat(sent.get("snapchat_capi"))
        .contains("\"sc_click_id\":\"S-1\"")
        .contains("\"sc_cookie1\":\"6f9d8b7a-1111-4222-8333-444455556666\"");
  }

  @Test
  void hybridModeStatesTheClientAndTheSessionOfGoogleAnalytics() {
    Map<String, String> sent = EveryType.sent(order("ga4-hybrid"));

    assertThat(sent.get("ga4"))
        .contains("\"client_id\":\"555.666\"")
        .contains("\"session_id\":\"1717171717\"");
    assertThat(EveryType.with("1717171717", sent)).containsExactly("ga4", "webhook");
    assertThat(EveryType.with("555.666", sent)).containsExactly("ga4", "webhook");
  }

  @Test
  void anOrderInAnAppIsOneForAdPlatformsWithTheDevicesId() {
    Map<String, String> sent = EveryType.sent(order("app-order"));
    String tiktok = requireNonNull(EveryType.sentForApps(order("app-order")).get("tiktok_events"));

    assertThat(sent.get("meta_capi"))
        .contains("\"action_source\":\"app\"", "\"madid\":\"" + DEVICE_ID + "\"")
        .contains("\"advertiser_tracking_enabled\":1")
        .contains("\"extinfo\":[\"i2\",\"com.example.shop\",\"3.1\",\"\",\"18.1\",");
    assertThat(sent.get("pinterest_conversions"))
        .contains("\"action_source\":\"app_ios\"")
        .contains("\"hashed_maids\":[\"" + HASHED_DEVICE_ID + "\"]");
    assertThat(sent.get("snapchat_capi"))
        .contains("\"action_source\":\"MOBILE_APP\"", "\"madid\":\"" + DEVICE_ID + "\"");
    assertThat(tiktok)
        .contains("\"event_source\":\"app\"", "\"att_status\":\"AUTHORIZED\"")
        .contains("\"idfa\":\"" + DEVICE_ID.toUpperCase(Locale.ROOT) + "\"");
    assertThat(sent).doesNotContainKeys("tiktok_events", "ga4");
  }

  @Test
  void aDeviceThatRefusesTrackingGivesItsIdToNobody() {
    CanonicalEvent order = order("app-order-tracking-refused");
    Map<String, String> sent = EveryType.sent(order);
    String tiktok = requireNonNull(EveryType.sentForApps(order).get("tiktok_events"));

    for (String id : List.of(DEVICE_ID, DEVICE_ID.toUpperCase(Locale.ROOT), HASHED_DEVICE_ID)) {
      assertThat(EveryType.with(id, sent)).isEmpty();
      assertThat(tiktok).doesNotContain(id);
    }
    assertThat(sent.get("snapchat_capi")).contains("\"advertiser_tracking_enabled\":0");
    assertThat(sent.get("pinterest_conversions")).contains("\"opt_out\":true");
    assertThat(tiktok).contains("\"att_status\":\"DENIED\"");
    assertThat(sent.get("webhook")).contains("\"tracking\":\"denied\"");
  }

  /** Wherever else it stands: under a name that nobody knows, or in a page's address. */
  @Test
  void aRefusedIdIsTakenOutOfAddressesTextsAndLists() {
    ObjectNode refusing = (ObjectNode) cases.events("app-order-tracking-refused").get(0);
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      ObjectNode event = refusing.deepCopy();
      for (int places = 1 + random.nextInt(4); places > 0; places--) {
        plant(random, event);
      }
      CanonicalEvent order = cases.canonical(event).orElseThrow();

      assertThat(sightings(Json.text(order))).as("run %d: %s", seed, event).isEmpty();
      assertThat(order.orderId()).isEqualTo("o-1");
      for (Map.Entry<String, String> sent : EveryType.sent(order).entrySet()) {
        assertThat(sightings(sent.getValue())).as("run %d: %s", seed, sent.getKey()).isEmpty();
      }
    }
  }

  private static void plant(Random random, ObjectNode event) {
    String id =
        one(random, DEVICE_ID, DEVICE_ID.toUpperCase(Locale.ROOT), DEVICE_ID.replace("-", ""));
    String name =
        one(random, "did", "idfa", "IDFA", "advertisingId", "ref", "gaid", "idfv", "device_uuid");
    String address = "https://shop.example.net/p?utm_source=x&" + name + "=" + id + "#top";
    String value =
        one(
            random,
            id,
            address,
            "https://shop.example.net/" + id + "/p",
            "https://shop.example.net/?to=" + URLEncoder.encode(address, UTF_8),
            "{\"" + name + "\":\"" + id + "\"}",
            "seen on " + id);
    ObjectNode at =
        event.withObject(
            one(
                random,
                "/properties",
                "/properties/note",
                "/properties/products/0",
                "/traits",
                "/context/traits",
                "/context/page",
                "/context/campaign"));
    String field =
        one(random, "url", "referrer", "title", "landing_page", "checkout_url", "image_url", name);
    switch (random.nextInt(3)) {
      case 0 -> at.put(field, value);
      case 1 -> at.withArray("/list").add(value).add("kept");
      default -> at.withArray("/attributes").addObject().put("name", name).put("value", id);
    }
  }

  private static String one(Random random, String... texts) {
    return texts[random.nextInt(texts.length)];
  }

  /** In which forms the device's id is there. */
  private static List<String> sightings(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return Stream.of(DEVICE_ID, DEVICE_ID.replace("-", ""), HASHED_DEVICE_ID)
        .filter(lower::contains)
        .toList();
  }

  @Test
  void anAddressKeepsWhatTellsOfNoId() {
    ObjectNode event = (ObjectNode) cases.events("app-order-tracking-refused").get(0).deepCopy();
    event
        .withObject("/context/page")
        .put("url", "https://shop.example.net/thanks?fbclid=C1&idfa=" + DEVICE_ID)
        .put("referrer", "https://shop.example.net/cart?step=2");

    CanonicalEvent order = cases.canonical(event).orElseThrow();

    assertThat(order.client().pageUrl()).isEqualTo("https://shop.example.net/thanks");
    assertThat(order.client().referrer()).isEqualTo("https://shop.example.net/cart?step=2");
    assertThat(order.clickIds().get("fbc")).endsWith(".C1");
  }

  /** Meta's flag stands beside the version of the system, which this order does not tell. */
  @Test
  void metaGetsTheRefusalOfADeviceWhoseSystemIsKnown() {
    ObjectNode event = (ObjectNode) cases.events("app-order-tracking-refused").get(0).deepCopy();
    event.withObject("/context/os").put("version", "18.1");
    CanonicalEvent order = cases.canonical(event).orElseThrow();

    assertThat(EveryType.sent(order("app-order-tracking-refused")).get("meta_capi"))
        .contains("\"action_source\":\"other\"");
    assertThat(EveryType.sent(order).get("meta_capi"))
        .contains("\"action_source\":\"app\"", "\"advertiser_tracking_enabled\":0");
  }

  private CanonicalEvent order(String id) {
    List<CanonicalEvent> events = cases.canonical(id);
    return events.get(events.size() - 1);
  }
}
