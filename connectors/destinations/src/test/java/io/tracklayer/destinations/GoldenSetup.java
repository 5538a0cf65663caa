package io.tracklayer.destinations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.json.Json;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The content of {@code config.json} beside a type's golden files: {@code settings}, {@code
 * event_names} and {@code signals} as in a configuration, and under {@code event} the additions to
 * each of the common events, such as the type's own click id. {@code restatement} is what refunds
 * restate at a type that sends them so. {@code shown_elsewhere} lists the rows of the type's page
 * that no golden file shows, with the test that does.
 */
public record GoldenSetup(
    DestinationConfig config,
    JsonNode event,
    @Nullable Restatement restatement,
    List<String> shownElsewhere) {

  static final Path GOLDEN = Path.of("src/test/resources/golden");

  public static GoldenSetup of(String type) {
    Path file = GOLDEN.resolve(type).resolve("config.json");
    try {
      JsonNode json = Json.parse(Files.readAllBytes(file));
      DestinationConfig config =
          Fixtures.config(
              type,
              settings(json.path("settings")),
              null,
              texts(json.path("event_names")),
              signals(json.path("signals")));
      List<String> elsewhere = new ArrayList<>();
      json.path("shown_elsewhere").fieldNames().forEachRemaining(elsewhere::add);
      Restatement restatement =
          json.has("restatement")
              ? Json.mapper().treeToValue(json.path("restatement"), Restatement.class)
              : null;
      return new GoldenSetup(config, json.path("event"), restatement, elsewhere);
    } catch (IOException e) {
      throw new UncheckedIOException("the type " + type + " needs " + file, e);
    }
  }

  private static Map<String, Serializable> settings(JsonNode json) {
    Map<String, Serializable> settings = new TreeMap<>();
    json.properties()
        .forEach(setting -> settings.put(setting.getKey(), setting(setting.getValue())));
    return settings;
  }

  private static Serializable setting(JsonNode value) {
    if (value.isObject()) {
      return texts(value);
    }
    return value.isBoolean() ? (Serializable) value.booleanValue() : value.asText();
  }

  private static TreeMap<String, String> texts(JsonNode json) {
    TreeMap<String, String> texts = new TreeMap<>();
    json.properties().forEach(text -> texts.put(text.getKey(), text.getValue().asText()));
    return texts;
  }

  private static Map<String, List<String>> signals(JsonNode json) {
    Map<String, List<String>> signals = new TreeMap<>();
    json.properties()
        .forEach(
            signal -> {
              List<String> purposes = new ArrayList<>();
              signal.getValue().forEach(purpose -> purposes.add(purpose.asText()));
              signals.put(signal.getKey(), purposes);
            });
    return signals;
  }

  /** The same but for a webhook, which sends nothing personal in clear only if it is told to. */
  public DestinationConfig configWithoutPersonalData() {
    return config.type().equals("webhook")
        ? Fixtures.webhook(
            Map.of(
                "url",
                "https://crm.example.com/hooks/tracklayer",
                "signing_secret_ref",
                "SECRET",
                "hash_personal_data",
                true))
        : config;
  }

  Destination open(String secret) {
    return new Destinations().open(config, Fixtures.always(secret));
  }

  /** What an event is mapped in. */
  MappingContext context(String event) {
    MappingContext granted = Fixtures.MARKETING_GRANTED;
    return event.equals("refund")
        ? new MappingContext(granted.consent(), granted.without(), restatement)
        : granted;
  }

  /** A common event with this type's additions. */
  public CanonicalEvent event(String name) {
    ObjectNode tree = Fixtures.tree(name);
    try {
      return Fixtures.event(
          event.isMissingNode()
              ? tree
              : Json.mapper().readerForUpdating(tree).readValue(event, ObjectNode.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
