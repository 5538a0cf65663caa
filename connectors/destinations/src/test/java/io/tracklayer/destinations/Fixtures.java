package io.tracklayer.destinations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.DeliveryConfig;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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

  /** The same as a tree, to be changed by a test. */
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

  public static DestinationConfig config(
      String type,
      Map<String, ? extends Serializable> settings,
      URI baseUrl,
      Map<String, String> eventNames,
      Map<String, List<String>> signals) {
    return new DestinationConfig(
        type,
        type,
        "acct_live_123",
        "production",
        List.of(),
        eventNames,
        List.of("marketing"),
        signals,
        new Settings(settings),
        baseUrl,
        new DeliveryConfig(
            DeliveryConfig.Mode.SEND,
            DeliveryConfig.Start.END,
            100,
            Duration.ofMillis(200),
            8,
            1_000_000,
            50,
            Duration.ofDays(7)));
  }

  /** Answers every reference with one value. */
  public static Secrets always(String value) {
    return ref -> Optional.of(value);
  }

  /** As many events, for an answer to be about. */
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
}
