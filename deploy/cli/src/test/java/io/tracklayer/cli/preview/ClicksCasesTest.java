package io.tracklayer.cli.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.event.CanonicalEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * How users reported that they send ids of clicks and browsers: from RudderStack's envelope to what
 * each destination would be sent.
 */
class ClicksCasesTest {

  private static final Set<String> TRIED =
      Set.of("broken-fbc", "newer-click", "snapchat-names", "ga4-hybrid");

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

  private CanonicalEvent order(String id) {
    List<CanonicalEvent> events = cases.canonical(id);
    return events.get(events.size() - 1);
  }
}
