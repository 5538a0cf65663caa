package io.tracklayer.destinations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.json.Json;
import io.tracklayer.destinations.http.HttpCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For every canonical event and its edge cases, exactly what each type on the class path sends,
 * configured by the {@code config.json} in its folder of golden files. Each file begins with its
 * input and with the rows of the type's page that it shows. {@code -Dtracklayer.golden=write}
 * regenerates the files; review the difference as code.
 *
 * <p>The hashes come from outside: {@code hashes.txt} was made with sha256sum from normal forms
 * written by hand, and no file may contain any other hash. The sandbox's own tests judge the
 * bodies.
 */
class GoldenRequestsTest {

  private static final boolean WRITE = "write".equals(System.getProperty("tracklayer.golden"));

  private static final List<String> EVENTS =
      List.of(
          "page_view",
          "view_content",
          "search",
          "add_to_wishlist",
          "add_to_cart",
          "view_cart",
          "begin_checkout",
          "add_payment_info",
          "purchase",
          "order_updated",
          "order_cancelled",
          "refund",
          "lead",
          "sign_up",
          "subscribe",
          "profile_update",
          "trial_booked",
          "edge_app",
          "edge_person",
          "edge_values",
          "edge_no_currency");

  private static final String ROW = "#   ";
  private static final Pattern HASH = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");

  static Stream<String> types() {
    return new Destinations().specs().keySet().stream();
  }

  static Stream<Arguments> requests() {
    return types().flatMap(type -> EVENTS.stream().map(event -> Arguments.of(type, event)));
  }

  private static Path file(String type, String event) {
    return GoldenSetup.GOLDEN.resolve(type).resolve(event + ".txt");
  }

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("requests")
  void everyEventBecomesTheRequestOfItsGoldenFile(String type, String event) throws IOException {
    GoldenSetup setup = GoldenSetup.of(type);
    String request = describe(setup, "secret", event);
    String golden = head(type, event, setup.event(event), request) + request;
    if (WRITE) {
      Files.writeString(file(type, event), golden);
    }
    assertThat(golden).isEqualTo(Files.readString(file(type, event)));
  }

  private static String head(String type, String name, CanonicalEvent event, String request)
      throws IOException {
    StringBuilder head = new StringBuilder();
    head.append("# Input: event/").append(name).append(".json, ").append(type);
    head.append("/config.json\n# Shows of the page ").append(type).append(":\n");
    GoldenRows.of(type)
        .shownBy(event, names(request))
        .forEach(row -> head.append(ROW).append(row).append('\n'));
    return head.toString();
  }

  /** The names of the headers, and of the body's fields at any depth. */
  private static Set<String> names(String request) throws IOException {
    Set<String> names = new HashSet<>();
    int end = request.indexOf("\n\n");
    if (end > 0) {
      request.substring(0, end).lines().skip(1).forEach(l -> names.add(l.split(":", 2)[0]));
      addFields(names, Json.parse(body(request).strip().getBytes(UTF_8)));
    }
    return names;
  }

  private static void addFields(Set<String> names, JsonNode node) {
    node.fieldNames().forEachRemaining(names::add);
    node.forEach(child -> addFields(names, child));
  }

  private static String describe(GoldenSetup setup, String secret, String name) {
    Destination destination = setup.open(secret);
    Mapping mapping = destination.map(setup.event(name), setup.context(name));
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

  @ParameterizedTest
  @MethodSource("types")
  void everyRowOfAPageIsShownByAFile(String type) throws IOException {
    assumeThat(WRITE).as("the files may not be written yet").isFalse();
    List<String> hidden = new ArrayList<>(GoldenRows.of(type).all());
    for (String event : EVENTS) {
      Files.readString(file(type, event))
          .lines()
          .filter(line -> line.startsWith(ROW))
          .forEach(line -> hidden.remove(line.substring(ROW.length())));
    }

    assertThat(hidden).isEqualTo(GoldenSetup.of(type).shownElsewhere());
  }

  @Test
  void theHashesAreThoseOfSha256sumOrPassedOnFromTheInput() throws IOException {
    assumeThat(WRITE).as("the files may not be written yet").isFalse();
    Set<String> sent = new TreeSet<>();
    for (Arguments request : requests().toList()) {
      String type = (String) request.get()[0];
      String event = (String) request.get()[1];
      Set<String> hashes = hashes(body(Files.readString(file(type, event))));
      hashes.removeAll(hashes(Json.text(Fixtures.tree(event)).toLowerCase(Locale.ROOT)));
      sent.addAll(hashes);
    }

    assertThat(sent).isEqualTo(hashes(Files.readString(GoldenSetup.GOLDEN.resolve("hashes.txt"))));
  }

  private static Set<String> hashes(String text) {
    Set<String> hashes = new TreeSet<>();
    for (Matcher hash = HASH.matcher(text); hash.find(); ) {
      hashes.add(hash.group());
    }
    return hashes;
  }
}
