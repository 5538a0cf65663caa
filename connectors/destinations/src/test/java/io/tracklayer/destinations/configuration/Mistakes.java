package io.tracklayer.destinations.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.config.options.JsonType;
import io.tracklayer.contract.config.options.ListType;
import io.tracklayer.contract.config.options.MapType;
import io.tracklayer.contract.config.options.Option;
import io.tracklayer.contract.config.options.OptionGroup;
import io.tracklayer.contract.config.options.ScalarType;
import io.tracklayer.contract.config.options.SectionType;
import io.tracklayer.contract.config.options.SettingsType;
import io.tracklayer.contract.config.options.ValueType;
import io.tracklayer.contract.config.options.VendorApi;
import io.tracklayer.contract.config.sections.DeliveryOptions;
import io.tracklayer.contract.config.sections.DestinationOptions;
import io.tracklayer.contract.config.sections.RootOptions;
import io.tracklayer.contract.json.Json;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** At least one wrong value for each constraint of the declared options. */
final class Mistakes {

  /** Values that break the pattern of some type, and typical mistakes. */
  private static final List<String> TEXTS =
      List.of(
          "",
          "a b",
          "ä",
          "-",
          "a/../b",
          "../x",
          ".",
          "No Such Value",
          "minutes",
          "1",
          "12345678901234567890123",
          "a".repeat(5000),
          "hunter2-hunter2");

  private static final int ENOUGH = 3;

  /** Values that people write, with and without quotes, where something else is expected. */
  private static final List<JsonNode> SPELLINGS =
      Stream.of(
              "true",
              "True",
              "\"true\"",
              "yes",
              "\" true\"",
              "1",
              "\"1\"",
              "\" 1\"",
              "\"1 \"",
              "0",
              "-1",
              "\"-1\"",
              "01",
              "1.5",
              "\"1.5\"",
              "1.0",
              "1e3",
              "1000",
              "\"1000\"",
              "\"1_000\"",
              "429",
              "\"429\"",
              "12345678901234567890123",
              "5s",
              "\" 5s\"",
              "0s",
              "1000d",
              "1MiB",
              "\"1MiB \"",
              "lead",
              "\" lead\"",
              "Lead",
              "DE",
              "\"DE \"",
              "none",
              "send",
              "\"send \"",
              "A_SECRET",
              "\" A_SECRET\"",
              "https://host.example/path",
              "\" https://host.example/path\"",
              "\"\"",
              "\" \"",
              "[]",
              "[1]",
              "[\"1\"]",
              "{}",
              "{lead: 1}",
              "null",
              "\"null\"")
          .map(ConfigurationSchema::yaml)
          .toList();

  private final ObjectNode document;
  private final List<Mistake> found = new ArrayList<>();
  private final List<Spelling> spellings = new ArrayList<>();

  /** False where options repeat: those of each further destination. */
  private boolean spells = true;

  private Mistakes(ObjectNode document) {
    this.document = document;
  }

  static List<Mistake> in(ObjectNode document, Map<String, DestinationSpec> types) {
    return at(document, types).found;
  }

  /** Values for every place in the document, each of which may be right or wrong there. */
  static List<Spelling> spellings(ObjectNode document, Map<String, DestinationSpec> types) {
    return at(document, types).spellings;
  }

  private static Mistakes at(ObjectNode document, Map<String, DestinationSpec> types) {
    Mistakes mistakes = new Mistakes(document);
    mistakes.section(List.of(), ((SectionType) RootOptions.SECTION).options());
    int index = 0;
    for (DestinationSpec spec : types.values()) {
      mistakes.destination(List.of(RootOptions.DESTINATIONS.key(), index++), spec);
    }
    return mistakes;
  }

  private void destination(List<Object> place, DestinationSpec spec) {
    ListType<?> destinations = (ListType<?>) RootOptions.DESTINATIONS.type();
    spells = (int) place.get(1) == 0;
    section(place, ((SectionType) destinations.element()).options());
    spells = true;
    section(Mistake.inside(place, DestinationOptions.SETTINGS.key()), spec.settingsSection());
    List<Object> eventNames = Mistake.inside(place, DestinationOptions.EVENT_NAMES.key());
    if (spec.namesEvents()) {
      spec.eventName().accept(new At(Mistake.inside(eventNames, "lead")));
      wrongEntry(eventNames, "no_such_event", false);
      for (String never : spec.never()) {
        wrongEntry(eventNames, never, false);
        wrong(
            Mistake.inside(Mistake.inside(place, DestinationOptions.EVENTS.key()), 0),
            text(never),
            false);
      }
      spec.nameless().forEach(nameless -> wrongEntry(eventNames, nameless, false));
    } else {
      wrong(eventNames, Json.object().put("lead", "Lead"), false);
    }
    wrong(Mistake.inside(place, DestinationOptions.TYPE.key()), text("no_such_type"), true);
    wrong(Mistake.inside(place, DestinationOptions.ACCOUNT.key()), text("elsewhere"), false);
    wrong(Mistake.inside(place, DestinationOptions.ENVIRONMENT.key()), text("elsewhere"), false);
    for (Option<?> list : List.of(DestinationOptions.EVENTS, DestinationOptions.CONSENT)) {
      wrong(Mistake.inside(Mistake.inside(place, list.key()), 0), text("no_such_name"), false);
    }
    List<Object> signals = Mistake.inside(place, DestinationOptions.SIGNALS.key());
    found.add(
        new Mistake(
            signals,
            Json.object().set("no_such_signal", array(text("marketing"))),
            Mistake.inside(signals, "no_such_signal"),
            true));
    VendorApi api = spec.api();
    if (api != null) {
      List<Object> baseUrl = Mistake.inside(place, DestinationOptions.BASE_URL.key());
      wrong(baseUrl, text(api.address() + "/v1"), false);
      wrong(baseUrl, text("http://" + api.address().getHost()), false);
    }
    List<Object> delivery = Mistake.inside(place, DestinationOptions.DELIVERY.key());
    wrong(
        Mistake.inside(delivery, DeliveryOptions.MAX_BATCH.key()),
        new IntNode(spec.maxBatch() + 1),
        true);
    wrong(
        Mistake.inside(delivery, DeliveryOptions.MAX_AGE.key()),
        text(spec.maxAge().plusMillis(1).toMillis() + "ms"),
        false);
  }

  private void wrong(List<Object> place, JsonNode value, boolean schemaTells) {
    found.add(Mistake.at(place, value, schemaTells));
  }

  /** Renames the one entry of a map. */
  private void wrongEntry(List<Object> place, String key, boolean schemaTells) {
    JsonNode entry = valid(place).elements().next();
    found.add(
        new Mistake(place, Json.object().set(key, entry), Mistake.inside(place, key), schemaTells));
  }

  /** Adds the one entry of a map again, in capitals. */
  private void entryTwice(List<Object> place) {
    ObjectNode entries = (ObjectNode) valid(place).deepCopy();
    String key = entries.fieldNames().next();
    String again = key.toUpperCase(Locale.ROOT);
    entries.set(again, entries.get(key));
    found.add(new Mistake(place, entries, Mistake.inside(place, again), false));
  }

  private JsonNode valid(List<Object> place) {
    JsonNode value = document;
    for (Object step : place) {
      value = step instanceof Integer index ? value.get(index) : value.get((String) step);
    }
    return value;
  }

  private void section(List<Object> place, OptionGroup options) {
    for (Option<?> option : options.options()) {
      List<Object> inner = Mistake.inside(place, option.key());
      option.type().accept(new At(inner));
      if (option.required()) {
        wrong(inner, null, true);
      }
    }
    options.typeOfOthers().ifPresent(others -> others(place, others));
    wrong(Mistake.inside(place, "no_such_key"), text("x"), true);
  }

  private void others(List<Object> place, MapType<?> others) {
    others.value().accept(new At(Mistake.inside(place, others.key().example())));
    others.key().refused().forEach(key -> wrongEntry(place, key, false));
  }

  private static List<String> breaking(ScalarType<?> type) {
    Object pattern = type.schema().get("pattern");
    if (pattern == null) {
      return List.of();
    }
    Pattern regex = Pattern.compile((String) pattern);
    List<String> texts =
        TEXTS.stream().filter(text -> !regex.matcher(text).find()).limit(ENOUGH).toList();
    if (texts.isEmpty()) {
      throw new AssertionError("no text breaks " + pattern + "; add one");
    }
    return texts;
  }

  private static TextNode text(String text) {
    return new TextNode(text);
  }

  private static BigIntegerNode number(Object limit, int beyond) {
    return new BigIntegerNode(new BigInteger(limit.toString()).add(BigInteger.valueOf(beyond)));
  }

  private static ArrayNode array(JsonNode... values) {
    return Json.mapper().createArrayNode().addAll(List.of(values));
  }

  /** The mistakes at one place. */
  private final class At implements ValueType.Visitor<Void> {

    private final List<Object> place;

    At(List<Object> place) {
      this.place = place;
    }

    private void spell(ValueType<?> type) {
      for (JsonNode value : spells ? SPELLINGS : List.<JsonNode>of()) {
        spellings.add(new Spelling(Mistake.at(place, value, false), type));
      }
    }

    @Override
    public Void scalar(ScalarType<?> scalar) {
      spell(scalar);
      breaking(scalar).forEach(text -> wrong(place, text(text), true));
      scalar.refused().forEach(text -> wrong(place, text(text), false));
      Map<String, Object> schema = scalar.schema();
      if (schema.containsKey("enum")) {
        wrong(place, text("no such value"), true);
      }
      if (schema.containsKey("minimum")) {
        wrong(place, number(schema.get("minimum"), -1), true);
      }
      if (schema.containsKey("maximum")) {
        wrong(place, number(schema.get("maximum"), 1), true);
      }
      if (schema.get("type") instanceof String type && !type.equals("string")) {
        wrong(place, text("many"), true);
      }
      wrong(place, Json.object().put("a", "b"), true);
      return null;
    }

    @Override
    public Void list(ListType<?> list) {
      spell(list);
      if (list.atLeast() > 0) {
        wrong(place, array(), true);
      }
      if (list.atMost() < Integer.MAX_VALUE) {
        ArrayNode many = array();
        for (int i = 0; i <= list.atMost(); i++) {
          many.add(valid(place).get(0));
        }
        wrong(place, many, true);
      }
      if (!list.orOne()) {
        wrong(place, text("x"), true);
      }
      if (list.element() instanceof ScalarType<?>) {
        JsonNode item = valid(place).get(0);
        found.add(new Mistake(place, array(item, item), Mistake.inside(place, 1), true));
      }
      return list.element() instanceof SectionType section && isOfDestinations(section)
          ? null
          : list.element().accept(new At(Mistake.inside(place, 0)));
    }

    private boolean isOfDestinations(SectionType section) {
      return section.options().options().contains(DestinationOptions.SETTINGS);
    }

    @Override
    public Void map(MapType<?> map) {
      spell(map);
      wrong(place, text("x"), true);
      wrong(place, array(text("x")), true);
      breaking(map.key()).stream()
          .filter(key -> !key.isEmpty())
          .forEach(key -> wrongEntry(place, key, true));
      map.key().refused().forEach(key -> wrongEntry(place, key, false));
      if (map.ignoresCase()) {
        entryTwice(place);
      }
      if (!valid(place).isEmpty()) {
        String key = valid(place).fieldNames().next();
        map.value().accept(new At(Mistake.inside(place, key)));
      }
      return null;
    }

    @Override
    public Void section(SectionType section) {
      spell(section);
      wrong(place, text("x"), true);
      Mistakes.this.section(place, section.options());
      return null;
    }

    @Override
    public Void settings(SettingsType settings) {
      spell(settings);
      wrong(place, text("x"), true);
      return null;
    }

    @Override
    public Void json(JsonType json) {
      spell(json);
      if (json.mustBeObject()) {
        wrong(place, text("x"), true);
        wrong(place, array(text("x")), true);
      }
      return null;
    }
  }
}
