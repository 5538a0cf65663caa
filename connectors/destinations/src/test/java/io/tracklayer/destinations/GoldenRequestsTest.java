package io.tracklayer.destinations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.destinations.http.HttpCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every canonical event and exactly what each destination sends for it. Hashes in the files were
 * checked with sha256sum against hand-written normalised values. {@code -Dtracklayer.golden=write}
 * writes the files anew; review the difference as code.
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

  private static final DestinationConfig META =
      Fixtures.config(
          "meta_capi",
          Map.of("dataset_id", "123", "access_token_ref", "META", "test_event_code", "TEST1"),
          null,
          Map.of("lead", "Contact", "trial_booked", "StartTrial"),
          Map.of("limited_data_use", List.of("analytics"), "opt_out", List.of("marketing")));

  private static final DestinationConfig WEBHOOK =
      Fixtures.webhook(
          Map.of(
              "url",
              "https://crm.example.com/hooks/tracklayer",
              "signing_secret_ref",
              "CRM_SIGNING_SECRET"));

  static Stream<Arguments> requests() {
    return Stream.of(META, WEBHOOK)
        .flatMap(
            config -> EVENTS.stream().map(event -> Arguments.of(config.type(), event, config)));
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
