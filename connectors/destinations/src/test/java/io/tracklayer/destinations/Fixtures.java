package io.tracklayer.destinations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.reading.ConfigReader;
import io.tracklayer.contract.config.reading.ConfigResult;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Events, configurations and contexts that the tests of destinations start from. */
public final class Fixtures {

  public static final Instant NOW = Instant.parse("2026-08-20T10:20:00Z");

  public static final MappingContext MARKETING_GRANTED =
      new MappingContext(Map.of("marketing", ConsentState.GRANTED), Set.of());

  private Fixtures() {}

  /** One of the canonical events under golden/event. */
  public static CanonicalEvent event(String name) {
    return event(tree(name));
  }

  public static CanonicalEvent event(JsonNode json) {
    try {
      return Json.read(Json.write(json), CanonicalEvent.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same as a tree, for a test to change. */
  public static ObjectNode tree(String name) {
    try (InputStream in = Fixtures.class.getResourceAsStream("/golden/event/" + name + ".json")) {
      return (ObjectNode) Json.parse(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static DestinationConfig meta(Map<String, ? extends Serializable> settings) {
    return config("meta_capi", settings, null, Map.of(), Map.of());
  }

  public static DestinationConfig webhook(Map<String, ? extends Serializable> settings) {
    return config("webhook", settings, null, Map.of(), Map.of());
  }

  /**
   * @throws IllegalStateException naming every problem of a configuration with these settings
   */
  public static DestinationConfig config(
      String type,
      Map<String, ? extends Serializable> settings,
      URI baseUrl,
      Map<String, String> eventNames,
      Map<String, List<String>> signals) {
    ObjectNode destination =
        Json.object()
            .put("name", type)
            .put("type", type)
            .put("account", "acct_live_123")
            .put("environment", "production");
    destination.putArray("consent").add("marketing");
    destination.set("event_names", Json.mapper().valueToTree(eventNames));
    destination.set("signals", Json.mapper().valueToTree(signals));
    destination.set("settings", Json.mapper().valueToTree(settings));
    if (baseUrl != null) {
      destination.put("base_url", baseUrl.toString());
    }
    return read(destination, eventNames.keySet(), signals.values());
  }

  /**
   * Uses the configuration reader, so that no test has settings that no configuration could have.
   */
  private static DestinationConfig read(
      ObjectNode destination, Set<String> events, Collection<List<String>> purposes) {
    ObjectNode document = Json.object();
    ObjectNode endpoint =
        document
            .putArray("endpoints")
            .addObject()
            .put("url", "https://inbound.example.com/events")
            .put("account", "acct_live_123")
            .put("environment", "production")
            .put("secret_ref", "SECRET");
    endpoint.putObject("filters").putArray("include");
    ObjectNode mapping = endpoint.putObject("mapping");
    events.forEach(event -> mapping.put(event + " of a test", event));
    document.putObject("identity").put("key_ref", "KEY");
    ObjectNode known = document.putObject("consent").putObject("purposes");
    known.putObject("marketing");
    purposes.forEach(names -> names.forEach(known::putObject));
    document.putArray("destinations").add(destination);
    ConfigResult result =
        new ConfigReader(new Destinations().specs()).read("test", Json.text(document));
    if (result instanceof ConfigResult.Invalid invalid) {
      throw new IllegalStateException(invalid.problems().toString());
    }
    return ((ConfigResult.Valid) result).config().destinations().get(0);
  }

  /** Gives every reference the same value. */
  public static Secrets always(String value) {
    return ref -> Optional.of(value);
  }

  /** This many events, for an answer to be about. */
  public static List<Mapping.Mapped> mapped(int count) {
    return Collections.nCopies(count, new Mapping.Mapped("event", new byte[0]));
  }

  public static Mapping.Mapped mapped(Destination destination, CanonicalEvent event) {
    Mapping mapping = destination.map(event, MARKETING_GRANTED);
    if (mapping instanceof Mapping.Mapped mapped) {
      return mapped;
    }
    throw new AssertionError("not mapped: " + mapping);
  }

  public static JsonNode json(byte[] body) {
    try {
      return Json.parse(body);
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + new String(body, StandardCharsets.UTF_8), e);
    }
  }

  /** Null for a verdict that needs none. */
  public static Reason reason(Verdict verdict) {
    return verdict.cause() == null ? null : verdict.cause().reason();
  }
}
