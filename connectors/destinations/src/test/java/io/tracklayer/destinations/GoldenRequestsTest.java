package io.tracklayer.destinations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.destinations.http.HttpCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
            .flatMap(type -> EVENTS.stream().map(event -> Arguments.of(type, event)));
  }

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("requests")
  void everyCanonicalEventBecomesTheRequestOfItsGoldenFile(String type, String event)
      throws IOException {
    String request = describe(GoldenSetup.of(type), "secret", event);
    Path file = GoldenSetup.GOLDEN.resolve(type).resolve(event + ".txt");
    if (WRITE) {
      Files.writeString(file, request);
    }
    assertThat(request).isEqualTo(Files.readString(file));
  }

  private static String describe(GoldenSetup setup, String secret, String name) {
    Destination destination = setup.open(secret);
    Mapping mapping = destination.map(setup.event(name), Fixtures.MARKETING_GRANTED);
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
  void aPreviewWithoutSecretsHasTheSameBody(String type, String event) {
    String real = describe(GoldenSetup.of(type), "secret", event);
    String preview = describe(GoldenSetup.of(type), "***", event);

    assertThat(body(preview)).isEqualTo(body(real));
  }

  private static String body(String request) {
    return request.substring(request.indexOf("\n\n") + 1);
  }
}
