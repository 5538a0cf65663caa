package io.tracklayer.cli.preview;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.CanonicalEvent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
