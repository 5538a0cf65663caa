package io.tracklayer.destinations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.json.Json;
import io.tracklayer.destinations.http.HttpCall;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every canonical event and exactly what each type on the class path sends for it, configured as
 * the {@code config.json} in its folder of golden files says. Hashes in the files were checked with
 * sha256sum against hand-written normalised values. {@code -Dtracklayer.golden=write} writes the
 * files anew; review the difference as code.
 */
class GoldenRequestsTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final boolean WRITE = "write".equals(System.getProperty("tracklayer.golden"));

  private static final List<String> EVENTS =
      List.of(
          "page_view",
          "view_content",
          "add_to_cart",
          "begin_checkout",
          "purchase",
          "lead",
          "sign_up",
          "refund",
          "profile_update",
          "trial_booked");

  static Stream<Arguments> requests() {
    return new Destinations()
        .specs().keySet().stream()
            .flatMap(
                type -> {
                  DestinationConfig config = config(type);
                  return EVENTS.stream().map(event -> Arguments.of(type, event, config));
                });
  }

  /** What {@code config.json} beside the golden files says in a configuration's words. */
  private static DestinationConfig config(String type) {
    try {
      JsonNode config = Json.parse(Files.readAllBytes(GOLDEN.resolve(type).resolve("config.json")));
      Map<String, Serializable> settings = new TreeMap<>();
      config
          .path("settings")
          .properties()
          .forEach(
              setting ->
                  settings.put(
                      setting.getKey(),
                      setting.getValue().isBoolean()
                          ? setting.getValue().booleanValue()
                          : setting.getValue().asText()));
      Map<String, String> names = new TreeMap<>();
      config
          .path("event_names")
          .properties()
          .forEach(n -> names.put(n.getKey(), n.getValue().asText()));
      Map<String, List<String>> signals = new TreeMap<>();
      config
          .path("signals")
          .properties()
          .forEach(
              signal -> {
                List<String> purposes = new ArrayList<>();
                signal.getValue().forEach(purpose -> purposes.add(purpose.asText()));
                signals.put(signal.getKey(), purposes);
              });
      return Fixtures.config(type, settings, null, names, signals);
    } catch (IOException e) {
      throw new UncheckedIOException("a type needs " + GOLDEN + "/" + type + "/config.json", e);
    }
  }

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("requests")
  void everyCanonicalEventBecomesTheRequestOfItsGoldenFile(
      String type, String event, DestinationConfig config) throws IOException {
    String request = describe(new Destinations().open(config, Fixtures.always("secret")), event);
    Path file = GOLDEN.resolve(type).resolve(event + ".txt");
    if (WRITE) {
      Files.writeString(file, request);
    }
    assertThat(request).isEqualTo(Files.readString(file));
  }

  private static String describe(Destination destination, String name) {
    Mapping mapping = destination.map(Fixtures.event(name), Fixtures.MARKETING_GRANTED);
    if (!(mapping instanceof Mapping.Mapped mapped)) {
      return mapping + "\n";
    }
    HttpCall call = destination.request(List.of(mapped), Fixtures.NOW);
    StringBuilder text = new StringBuilder();
    text.append(call.method()).append(' ').append(call.uri()).append('\n');
    call.headers().forEach(h -> text.append(h.name()).append(": ").append(h.value()).append('\n'));
    return text.append('\n').append(new String(call.body(), UTF_8)).append('\n').toString();
  }

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("requests")
  void aPreviewWithoutSecretsHasTheSameBody(String type, String event, DestinationConfig config) {
    String real = describe(new Destinations().open(config, Fixtures.always("secret")), event);
    String preview = describe(new Destinations().open(config, Fixtures.always("***")), event);

    assertThat(body(preview)).isEqualTo(body(real));
  }

  private static String body(String request) {
    return request.substring(request.indexOf("\n\n") + 1);
  }
}
