package io.tracklayer.destinations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.PageParameter;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.json.Json;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code page_parameters} does at each type that sends pages. */
class PageParametersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "meta_capi",
        "tiktok_events",
        "pinterest_conversions",
        "snapchat_capi",
        "klaviyo",
        "ga4",
        "webhook"
      })
  void aDestinationSaysWhichParametersItMayNotGetAndWhichItMay(String type) {
    String voucher = "https://shop.example.com/p?voucher=SPRING-26";
    String key = "https://shop.example.com/p?key=size-chart";

    assertThat(body(type, voucher, Map.of())).contains("SPRING-26");
    assertThat(body(type, voucher, Map.of("voucher", PageParameter.PRIVATE)))
        .contains("https://shop.example.com/p")
        .doesNotContain("SPRING-26");
    assertThat(body(type, key, Map.of())).doesNotContain("size-chart");
    assertThat(body(type, key, Map.of("key", PageParameter.HARMLESS))).contains("size-chart");
  }

  @ParameterizedTest
  @ValueSource(strings = {"meta_capi", "tiktok_events", "ga4", "webhook"})
  void theReferrerFollowsTheSameRule(String type) {
    String page = "https://shop.example.com/p";
    String referrer = "https://other.example.com/?voucher=SPRING-26";

    assertThat(body(type, page, referrer, Map.of())).contains("SPRING-26");
    assertThat(body(type, page, referrer, Map.of("voucher", PageParameter.PRIVATE)))
        .contains("https://other.example.com/")
        .doesNotContain("SPRING-26");
  }

  private static String body(String type, String page, Map<String, PageParameter> named) {
    return body(type, page, "https://other.example.com/", named);
  }

  private static String body(
      String type, String page, String referrer, Map<String, PageParameter> named) {
    GoldenSetup setup = GoldenSetup.of(type);
    Destination destination =
        new Destinations()
            .open(with(named, setup.configWithoutPersonalData()), Fixtures.always("secret"));
    CanonicalEvent event = at(page, referrer, setup.event("purchase"));
    return new String(Fixtures.mapped(destination, event).body(), UTF_8);
  }

  private static CanonicalEvent at(String page, String referrer, CanonicalEvent event) {
    ObjectNode tree = Json.mapper().valueToTree(event);
    tree.withObjectProperty("client").put("page_url", page).put("referrer", referrer);
    return Fixtures.event(tree);
  }

  private static DestinationConfig with(Map<String, PageParameter> named, DestinationConfig of) {
    return new DestinationConfig(
        of.name(),
        of.type(),
        of.account(),
        of.environment(),
        of.events(),
        of.eventNames(),
        of.consent(),
        of.signals(),
        of.settings(),
        of.baseUrl(),
        of.delivery(),
        of.renamedFrom(),
        of.dropsBots(),
        of.when(),
        named);
  }
}
