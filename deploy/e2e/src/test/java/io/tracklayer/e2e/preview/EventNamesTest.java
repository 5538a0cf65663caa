package io.tracklayer.e2e.preview;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.json.Json;
import io.tracklayer.destinations.Destinations;
import io.tracklayer.sandbox.Sandbox;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventNamesTest {

  private static final Map<String, DestinationSpec> TYPES = new Destinations().specs();

  @ParameterizedTest
  @CsvSource({"snapchat_capi, snapchat", "pinterest_conversions, pinterest"})
  void aTypeTakesTheEventNamesThatTheSandboxTakesForItsVendor(String type, String vendor)
      throws IOException {
    JsonNode documented;
    try (InputStream schema = Sandbox.class.getResourceAsStream(vendor + "/schema.json")) {
      documented = Json.parse(schema.readAllBytes()).at("/$defs/event/properties/event_name/enum");
    }

    assertThat(documented).isNotEmpty();
    assertThat(
            Json.mapper()
                .<JsonNode>valueToTree(
                    requireNonNull(TYPES.get(type)).eventName().schema().get("enum")))
        .isEqualTo(documented);
  }
}
