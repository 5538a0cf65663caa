package io.tracklayer.e2e.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.cli.preview.Preview;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.reading.ConfigReader;
import io.tracklayer.contract.config.reading.ConfigResult;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.contract.json.Json;
import io.tracklayer.destinations.Destinations;
import io.tracklayer.e2e.testing.Yaml;
import io.tracklayer.local.generate.TrafficGenerator;
import io.tracklayer.testing.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.NativeJSON;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.Undefined;

/** The transformations of {@code deploy/rudderstack}, in a JavaScript engine. */
class TransformationsTest {

  private static final String THIN = "thin-payload.js";
  private static final String WORTH_SENDING = "worth-sending.js";

  /** Envelopes that users reported, each in the form in which RudderStack passes it on. */
  private static final Path REPORTED =
      RepositoryFiles.at("deploy/cli/src/test/resources/io/tracklayer/cli/preview");

  private static final Instant NOW = Instant.parse("2026-11-02T00:00:00Z");

  @Test
  void whatBecomesOfAnEventIsTheSameWithTheThinPayload() throws IOException {
    List<ObjectNode> envelopes = reported();
    new TrafficGenerator(7, 50, 500).forEach(envelopes::add);
    envelopes.forEach(TransformationsTest::passOn);
    assertThat(envelopes).hasSizeGreaterThan(550);
    Preview preview = preview();

    List<String> thin = transformed(THIN, envelopes).stream().map(Optional::orElseThrow).toList();

    for (int i = 0; i < thin.size(); i++) {
      assertThat(preview.of(thin.get(i).getBytes(UTF_8)))
          .as(envelopes.get(i).toString())
          .isEqualTo(preview.of(Json.write(envelopes.get(i))));
      assertThat(Json.parse(thin.get(i).getBytes(UTF_8)).at("/context/library").isMissingNode())
          .isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "track, Order Completed, true",
    "track, order_completed, true",
    "track, ' ORDER-COMPLETED', true",
    "track, Order Hesitated, false",
    "track,, false",
    "identify,, true",
    "alias,, true",
    "merge,, true",
    "page, Home, false",
    "group,, false"
  })
  void onlyEventsWorthSendingAreSent(String type, String name, boolean isSent) throws IOException {
    ObjectNode envelope = Json.object().put("type", type).put("messageId", "m-1");
    if (name != null) {
      envelope.put("event", name);
    }
    List<Optional<String>> sent = transformed(WORTH_SENDING, List.of(envelope));

    assertThat(sent).containsExactly(isSent ? Optional.of(envelope.toString()) : Optional.empty());
  }

  @Test
  void theListOfAnEndpointIsThatOfTheTransformation() throws IOException {
    List<String> listed =
        Yaml.texts(Yaml.read("deploy/rudderstack/filters.yaml").at("/filters/include"));
    List<ObjectNode> envelopes = new ArrayList<>();
    for (String name : CanonicalNames.sourceNames()) {
      envelopes.add(Json.object().put("type", "track").put("event", name));
    }
    Set<String> sent = new TreeSet<>();
    for (Optional<String> one : transformed(WORTH_SENDING, envelopes)) {
      if (one.isPresent()) {
        sent.add(Json.parse(one.get().getBytes(UTF_8)).get("event").asText());
      }
    }
    assertThat(sent).containsExactlyInAnyOrderElementsOf(listed);
  }

  @Test
  void theListHasANameForWhateverDestinationsTake() {
    CanonicalNames names = new CanonicalNames(Map.of());
    Set<String> told = new TreeSet<>();
    for (String name :
        Yaml.texts(Yaml.read("deploy/rudderstack/filters.yaml").at("/filters/include"))) {
      told.add(names.of("track", name).orElseThrow());
    }
    Set<String> all = new TreeSet<>(CanonicalNames.ALL);
    all.removeAll(told);
    assertThat(all).containsExactly("page_view", "profile_update");
  }

  /** Adds what a gateway adds: the time as it corrects it, and who sent the event. */
  private static void passOn(ObjectNode envelope) {
    if (!envelope.has("messageId")) {
      envelope.put("messageId", "m-1");
    }
    if (!envelope.has("timestamp") && envelope.has("originalTimestamp")) {
      Instant sent = Instant.parse(envelope.get("sentAt").asText());
      Instant received = Instant.parse(envelope.get("receivedAt").asText());
      Instant original = Instant.parse(envelope.get("originalTimestamp").asText());
      envelope.put("timestamp", original.plus(Duration.between(sent, received)).toString());
    }
    envelope.withObject("/context/library").put("name", "RudderLabs JavaScript SDK");
  }

  private static List<ObjectNode> reported() throws IOException {
    List<ObjectNode> envelopes = new ArrayList<>();
    try (Stream<Path> files = Files.list(REPORTED)) {
      for (Path file : files.sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          for (JsonNode event : Json.parse(line.getBytes(UTF_8)).get("events")) {
            envelopes.add((ObjectNode) event);
          }
        }
      }
    }
    return envelopes;
  }

  private static Preview preview() {
    ConfigResult read =
        new ConfigReader(new Destinations().specs())
            .read(RepositoryFiles.at("deploy/compose/tracklayer.yaml"));
    TrackLayerConfig config = ((ConfigResult.Valid) read).config();
    return new Preview(
        config,
        config.endpoints().get(0),
        "k".repeat(32),
        destination -> true,
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  /**
   * What the transformation makes of each event, as RudderStack would run it; none if it drops it.
   */
  private static List<Optional<String>> transformed(String file, List<ObjectNode> envelopes)
      throws IOException {
    String script =
        Files.readString(RepositoryFiles.at("deploy/rudderstack/" + file))
            .replace("export function", "function");
    List<Optional<String>> transformed = new ArrayList<>();
    try (Context context = Context.enter()) {
      context.setLanguageVersion(Context.VERSION_ES6);
      Scriptable scope = context.initSafeStandardObjects();
      context.evaluateString(scope, script, file, 1, null);
      Function function = (Function) scope.get("transformEvent", scope);
      for (ObjectNode envelope : envelopes) {
        Object event =
            NativeJSON.parse(context, scope, envelope.toString(), (c, s, t, args) -> args[1]);
        Object result = function.call(context, scope, scope, new Object[] {event});
        transformed.add(
            Undefined.isUndefined(result)
                ? Optional.empty()
                : Optional.of(NativeJSON.stringify(context, scope, result, null, null).toString()));
      }
    }
    return transformed;
  }
}
