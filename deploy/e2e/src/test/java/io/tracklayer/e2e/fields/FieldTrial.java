package io.tracklayer.e2e.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.cli.preview.Preview;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.json.Json;
import io.tracklayer.destinations.Destinations;
import io.tracklayer.e2e.testing.AppDestinations;
import io.tracklayer.e2e.testing.Configs;
import io.tracklayer.testing.GoldenFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Sends each raw field through the product's own code, by {@link Preview}: from RudderStack's
 * envelope to the request of every destination type on the class path, each configured as for its
 * golden requests and with every purpose granted.
 */
final class FieldTrial {

  private final Set<String> types = new Destinations().specs().keySet();
  private final Set<String> sent = new HashSet<>();
  private final Sightings sightings = new Sightings();
  private final Preview preview;

  FieldTrial() {
    TrackLayerConfig config = Configs.read(Json.text(config()));
    preview =
        new Preview(
            config,
            config.endpoints().get(0),
            "an identity key of this test, over 32 bytes",
            destination -> true,
            Clock.fixed(RawFields.NOW, ZoneOffset.UTC));
  }

  Set<String> types() {
    return types;
  }

  /** Types that were sent something. */
  Set<String> typesThatSent() {
    return sent;
  }

  private ObjectNode config() {
    ObjectNode config = Json.object();
    ObjectNode endpoint = config.putArray("endpoints").addObject();
    endpoint
        .put("url", "http://localhost:8080/rudderstack/events")
        .put("account", "acct")
        .put("environment", "production")
        .put("source", "rudderstack")
        .put("secret_ref", "ENDPOINT");
    endpoint.putObject("mapping").put(RawEvents.NAMES.get(RawEvents.OWN), RawEvents.OWN);
    ArrayNode include = endpoint.putObject("filters").putArray("include");
    RawEvents.NAMES.values().forEach(include::add);
    config.putObject("identity").put("key_ref", "KEY").putArray("external_ids").add("crm_id");
    ObjectNode purposes = config.putObject("consent").putObject("purposes");
    for (String purpose : List.of("marketing", "analytics")) {
      purposes.putObject(purpose).putArray("traits").add(purpose + "_opt_in");
    }
    ArrayNode destinations = config.putArray("destinations");
    types.forEach(type -> destinations.add(destination(type)));
    AppDestinations.settings()
        .forEach(
            (type, settings) -> {
              ObjectNode ofApps = destination(type).put("name", type + AppDestinations.SUFFIX);
              destinations.add(ofApps.set("settings", settings));
            });
    return config;
  }

  private static ObjectNode destination(String type) {
    JsonNode golden = GoldenFiles.json(type, "config.json");
    ObjectNode destination =
        Json.object()
            .put("name", type)
            .put("type", type)
            .put("account", "acct")
            .put("environment", "production");
    destination.putArray("consent").add("marketing");
    for (String part : List.of("settings", "event_names", "signals")) {
      if (golden.has(part)) {
        destination.set(part, golden.get(part));
      }
    }
    return destination;
  }

  /**
   * For each type where a field shows up in any request of any event: planted alone, and once more
   * without what may stand in its way.
   */
  Map<String, Set<String>> alone(RawField field) {
    Map<String, Set<String>> seen = new TreeMap<>();
    for (String canonical : RawEvents.NAMES.keySet()) {
      merge(seen, field, requests(RawEvents.event(canonical, "", List.of(field))));
      if (RawEvents.isOfApps(field)) {
        merge(seen, field, requests(RawEvents.ofApp(canonical, List.of(field))));
      }
      for (String rival : RawEvents.rivals(field)) {
        merge(seen, field, requests(RawEvents.event(canonical, rival, List.of(field))));
      }
    }
    return seen;
  }

  /** The same for many fields at once, of which some may need others to be sent. */
  Map<RawField, Map<String, Set<String>>> together(List<RawField> fields) {
    Map<RawField, Map<String, Set<String>>> seen = new HashMap<>();
    for (String canonical : RawEvents.NAMES.keySet()) {
      Map<String, List<Sightings.Text>> requests = requests(RawEvents.event(canonical, "", fields));
      for (RawField field : fields) {
        merge(seen.computeIfAbsent(field, any -> new TreeMap<>()), field, requests);
      }
    }
    return seen;
  }

  private static void merge(
      Map<String, Set<String>> seen, RawField field, Map<String, List<Sightings.Text>> requests) {
    requests.forEach(
        (type, texts) -> {
          Set<String> here = Sightings.of(field, texts);
          if (!here.isEmpty()) {
            seen.computeIfAbsent(type, any -> new TreeSet<>()).addAll(here);
          }
        });
  }

  /** The texts of what each type would be sent. */
  Map<String, List<Sightings.Text>> requests(ObjectNode event) {
    JsonNode line;
    try {
      line = Json.mapper().readTree(preview.of(Json.write(event)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, List<Sightings.Text>> texts = new TreeMap<>();
    for (JsonNode destination : line.path("destinations")) {
      String type = destination.path("destination").asText().replace(AppDestinations.SUFFIX, "");
      for (JsonNode request : destination.path("requests")) {
        sent.add(type);
        texts.computeIfAbsent(type, any -> new ArrayList<>()).addAll(sightings.texts(request));
      }
    }
    return texts;
  }
}
