package io.tracklayer.destinations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tracklayer.contract.config.options.Option;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DestinationsTest {

  private final Destinations destinations = new Destinations();

  @Test
  void everyTypeIsFoundOnTheClassPathByTheNameInItsSpec() throws IOException {
    String services = "/META-INF/services/" + DestinationType.class.getName();
    try (InputStream lines = DestinationsTest.class.getResourceAsStream(services)) {
      long types =
          new String(lines.readAllBytes(), UTF_8).lines().filter(l -> !l.isBlank()).count();

      assertThat(destinations.specs()).hasSize((int) types).containsKeys("meta_capi", "webhook");
    }
  }

  @Test
  void metaTakesTheEventsItHasACounterpartForAndAThousandAtOnce() {
    var spec = destinations.specs().get("meta_capi");

    assertThat(spec.events())
        .containsExactlyInAnyOrder(
            "page_view",
            "view_content",
            "search",
            "add_to_wishlist",
            "add_to_cart",
            "begin_checkout",
            "add_payment_info",
            "purchase",
            "lead",
            "sign_up",
            "subscribe");
    assertThat(spec.maxBatch()).isEqualTo(1000);
    assertThat(spec.maxAge()).isEqualTo(java.time.Duration.ofDays(7));
    assertThat(spec.signals()).containsExactlyInAnyOrder("limited_data_use", "opt_out");
  }

  static Stream<String> types() {
    return new Destinations().specs().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("types")
  void onlyKlaviyoAndWebhooksAreToldOfWhatHappensToAnOrderLater(String type) {
    List<String> told = new ArrayList<>();
    for (String event : List.of("order_updated", "order_cancelled")) {
      if (GoldenSetup.of(type)
              .open("secret")
              .map(GoldenSetup.of(type).event(event), Fixtures.MARKETING_GRANTED)
          instanceof Mapping.Mapped) {
        told.add(event);
      }
    }

    assertThat(told)
        .isEqualTo(
            switch (type) {
              case "webhook" -> List.of("order_updated", "order_cancelled");
              case "klaviyo" -> List.of("order_cancelled");
              default -> List.of();
            });
  }

  @ParameterizedTest
  @MethodSource("types")
  void noNameMakesAChangedOrderAConversion(String type) {
    assumeThat(type).isNotIn("klaviyo", "webhook");

    assertThat(destinations.specs().get(type).never())
        .contains("order_updated", "order_cancelled", "profile_update");
  }

  @Test
  void theWebhookTakesEverything() {
    assertThat(destinations.specs().get("webhook").events()).isEmpty();
  }

  @Test
  void secretsAreDeclaredAsReferences() {
    destinations
        .specs()
        .values()
        .forEach(
            spec ->
                assertThat(spec.settings())
                    .filteredOn(setting -> setting.key().endsWith("_ref"))
                    .isNotEmpty()
                    .allMatch(setting -> setting.type().name().equals("secret reference"))
                    .allMatch(Option::required));
  }

  @Test
  void aMissingSecretIsNamedWhenADestinationIsOpened() {
    var config = Fixtures.meta(Map.of("dataset_id", "1", "access_token_ref", "META_TOKEN"));

    assertThatThrownBy(() -> destinations.open(config, ref -> Optional.empty()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("META_TOKEN");
  }
}
