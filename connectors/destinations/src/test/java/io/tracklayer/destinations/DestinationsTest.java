package io.tracklayer.destinations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracklayer.contract.config.options.Option;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
  void metaTakesTheSevenEventsItHasACounterpartForAndAThousandAtOnce() {
    var spec = destinations.specs().get("meta_capi");

    assertThat(spec.events())
        .containsExactlyInAnyOrder(
            "page_view",
            "view_content",
            "add_to_cart",
            "begin_checkout",
            "purchase",
            "lead",
            "sign_up");
    assertThat(spec.maxBatch()).isEqualTo(1000);
    assertThat(spec.maxAge()).isEqualTo(java.time.Duration.ofDays(7));
    assertThat(spec.signals()).containsExactlyInAnyOrder("limited_data_use", "opt_out");
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
