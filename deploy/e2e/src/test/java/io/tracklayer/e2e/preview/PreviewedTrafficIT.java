package io.tracklayer.e2e.preview;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.cli.preview.Preview;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.reading.ConfigReader;
import io.tracklayer.contract.config.reading.ConfigResult;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.contract.event.Device;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.text.Sha256;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.Destinations;
import io.tracklayer.e2e.testing.AppDestinations;
import io.tracklayer.job.delivery.claim.Forecast;
import io.tracklayer.local.generate.TrafficGenerator;
import io.tracklayer.sandbox.BodySchema;
import io.tracklayer.sandbox.SandboxApi;
import io.tracklayer.sandbox.datamanager.DataManagerApi;
import io.tracklayer.sandbox.datamanager.ServiceAccountKeys;
import io.tracklayer.testing.GoldenFiles;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Generated events, half of them untidy, through the code of {@code tracklayer preview}, for every
 * type of destination on the class path at once, each configured as for its golden requests.
 *
 * <p>A type that is added needs an API in the sandbox whose name its own begins with, and a {@code
 * schema.json} in that API's package.
 */
class PreviewedTrafficIT {

  private static final int EVENTS = Integer.getInteger("preview.events", 10_000);

  /** More, since not every one is an event to tell anybody. */
  private static final int ENVELOPES = EVENTS * 3 / 2;

  private static final int PEOPLE = EVENTS / 20;
  private static final long SEED = 7;

  private static final String SECRET = "secret";
  private static final String IDENTITY_KEY = "0123456789".repeat(4);
  private static final Instant NOW = TrafficGenerator.DEFAULT_START.plus(Duration.ofMinutes(3));

  private static final Pattern HASH = Pattern.compile("(?<=\")[0-9a-f]{64}(?=\")");

  private static final Map<String, Judge> JUDGES = new TreeMap<>();

  /** Every id of a device, and its hash, in lower case. */
  private static final Set<String> DEVICE_FORMS = deviceForms();

  /** What the preview says of events of devices that refuse tracking, with an id of theirs. */
  private static final List<String> LEAKS = new ArrayList<>();

  private static int refusals;

  static Set<String> types() {
    return new Destinations().specs().keySet();
  }

  @BeforeAll
  static void previewAndJudge() throws IOException {
    TrackLayerConfig config = config();
    for (DestinationConfig destination : config.destinations()) {
      JUDGES.put(destination.name(), judge(destination, config));
    }
    Preview preview =
        new Preview(
            config,
            config.endpoints().get(0),
            IDENTITY_KEY,
            destination -> true,
            Clock.fixed(NOW, ZoneOffset.UTC));
    Iterator<ObjectNode> traffic = new TrafficGenerator(SEED, PEOPLE, ENVELOPES).iterator();
    UntidyTraffic untidy = new UntidyTraffic(SEED);
    for (int events = 0; events < EVENTS; ) {
      ObjectNode envelope = traffic.next();
      boolean tidy = events % 2 == 0;
      if (!tidy) {
        untidy.change(envelope);
      }
      events += judge(preview.of(UntidyTraffic.json(envelope).getBytes(UTF_8)), tidy);
    }
    JUDGES.values().forEach(Judge::post);
  }

  /** How many events a line tells of: one or none. */
  private static int judge(String line, boolean tidy) throws IOException {
    JsonNode preview = Json.parse(line.getBytes(UTF_8));
    if (!preview.path("canonical").isObject()) {
      return 0;
    }
    CanonicalEvent event = Json.read(Json.write(preview.get("canonical")), CanonicalEvent.class);
    Device device = event.client().device();
    if (device != null && device.refusesTracking()) {
      refusals++;
      String sent = preview.get("destinations").toString().toLowerCase(Locale.ROOT);
      DEVICE_FORMS.stream().filter(sent::contains).forEach(id -> LEAKS.add(line));
    }
    for (JsonNode decision : preview.get("destinations")) {
      JUDGES.get(decision.get("destination").asText()).judge(event, decision, line, tidy);
    }
    return 1;
  }

  private static Judge judge(DestinationConfig destination, TrackLayerConfig config)
      throws IOException {
    SandboxApi sandbox = SandboxApi.ofType(destination.type());
    Destination api = new Destinations().open(destination, ref -> Optional.of(SECRET));
    return new Judge(
        destination,
        new Forecast(
            config,
            destination,
            new Destinations().specs().get(destination.type()),
            api,
            Clock.fixed(NOW, ZoneOffset.UTC)),
        api,
        sandbox,
        SECRET,
        ofTheSender(sandbox),
        NOW);
  }

  private static Map<String, String> ofTheSender(SandboxApi api) {
    return api instanceof DataManagerApi google
        ? Map.of("authorization", "Bearer " + ServiceAccountKeys.token(google, NOW))
        : Map.of();
  }

  /** YAML that is JSON. */
  private static TrackLayerConfig config() throws IOException {
    ObjectNode config = Json.object();
    ObjectNode endpoint = config.putArray("endpoints").addObject();
    endpoint
        .put("url", "http://localhost:8080/rudderstack/events")
        .put("account", "acct")
        .put("environment", "production")
        .put("secret_ref", "ENDPOINT");
    endpoint.putObject("filters").putArray("include");
    endpoint.putObject("mapping").put("Trial Booked", "trial_booked");
    config.putObject("identity").put("key_ref", "KEY").putArray("external_ids").add("crm_id");
    ObjectNode purposes = config.putObject("consent").putObject("purposes");
    purposes.putObject("analytics").putArray("consent_ids").add("C0002");
    purposes.putObject("marketing").putArray("consent_ids").add("C0004");
    ArrayNode destinations = config.putArray("destinations");
    for (String type : types()) {
      destinations.add(destination(type));
    }
    for (Map.Entry<String, JsonNode> app : AppDestinations.settings().entrySet()) {
      ObjectNode destination = destination(app.getKey());
      destination.put("name", app.getKey() + AppDestinations.SUFFIX);
      destinations.add(destination.set("settings", app.getValue()));
    }
    ConfigResult result =
        new ConfigReader(new Destinations().specs()).read("test.yaml", Json.text(config));
    assertThat(result).as("%s", result).isInstanceOf(ConfigResult.Valid.class);
    return ((ConfigResult.Valid) result).config();
  }

  private static Set<String> deviceForms() {
    Set<String> forms = new HashSet<>();
    for (String id : UntidyTraffic.DEVICE_IDS) {
      for (String form : List.of(id, id.toLowerCase(Locale.ROOT), id.toUpperCase(Locale.ROOT))) {
        forms.add(form.toLowerCase(Locale.ROOT));
        forms.add(new Sha256().hex(form));
      }
    }
    return forms;
  }

  private static ObjectNode destination(String type) throws IOException {
    ObjectNode destination = (ObjectNode) GoldenFiles.json(type, "config.json");
    destination.remove(List.of("event", "restatement", "shown_elsewhere"));
    destination
        .put("name", type)
        .put("type", type)
        .put("account", "acct")
        .put("environment", "production")
        .put("base_url", "http://localhost:8089/" + SandboxApi.ofType(type).name())
        .putArray("consent");
    return destination;
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyRequestIsAsDocumentedTheSameTwiceAndTaken(String type) {
    assertThat(JUDGES.get(type).problems()).isEmpty();
  }

  static Set<String> typesOfApps() {
    return AppDestinations.settings().keySet();
  }

  @ParameterizedTest
  @MethodSource("typesOfApps")
  void everyRequestForAnAppIsAsDocumentedTheSameTwiceAndTaken(String type) {
    assertThat(JUDGES.get(type + AppDestinations.SUFFIX).problems()).isEmpty();
    assertThat(JUDGES.get(type + AppDestinations.SUFFIX).names())
        .contains("purchase", "add_to_cart");
  }

  @Test
  void noRequestHoldsAnIdOfADeviceThatRefusesTracking() {
    assertThat(LEAKS).isEmpty();
    assertThat(refusals).isGreaterThan(EVENTS / 100);
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyEventThatHasAGoldenRequestIsAmongThem(String type) throws IOException {
    assertThat(JUDGES.get(type).names()).isEqualTo(sentAsGolden(type));
  }

  @ParameterizedTest
  @MethodSource("types")
  void aSchemaRefusesAFieldTooManyAndAHashThatIsNone(String type) throws IOException {
    BodySchema schema = SandboxApi.ofType(type).schema();
    ObjectNode body = JUDGES.get(type).example().deepCopy();
    String json = Json.text(body);

    assertThat(schema.accepts(body)).isTrue();
    assertThat(schema.accepts(body.put("misspelt", true))).isFalse();
    for (MatchResult hash : HASH.matcher(json).results().toList()) {
      String cut = json.substring(0, hash.start()) + json.substring(hash.start() + 1);
      assertThat(schema.accepts(Json.parse(cut.getBytes(UTF_8)))).as(cut).isFalse();
    }
  }

  private static Set<String> sentAsGolden(String type) throws IOException {
    Set<String> names = new TreeSet<>();
    GoldenFiles.of(type)
        .forEach(
            (file, content) -> {
              if (!file.startsWith("edge_") && content.contains("\nPOST ")) {
                names.add(file.replace(".txt", ""));
              }
            });
    // A refund that restates its order goes after its purchase, and a preview knows no past.
    if (GoldenFiles.json(type, "config.json").has("restatement")) {
      names.remove(CanonicalNames.REFUND);
    }
    return names;
  }
}
