package io.tracklayer.destinations.configuration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
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
import io.tracklayer.contract.config.sections.DeliveryOptions;
import io.tracklayer.contract.config.sections.DestinationOptions;
import io.tracklayer.contract.config.sections.RootOptions;
import io.tracklayer.contract.json.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Writes the JSON Schema of the configuration from the declared options. */
final class ConfigurationSchema implements ValueType.Visitor<ObjectNode> {

  private static final YAMLMapper YAML = new YAMLMapper();

  private static final List<String> KEYWORDS =
      List.of("type", "enum", "format", "pattern", "minimum", "maximum");

  private final Map<String, DestinationSpec> types;

  private ConfigurationSchema(Map<String, DestinationSpec> types) {
    this.types = types;
  }

  static ObjectNode of(Map<String, DestinationSpec> types) {
    ObjectNode schema =
        Json.object()
            .put("$schema", "https://json-schema.org/draft/2020-12/schema")
            .put("$id", "https://tracklayer.io/schema/config.schema.json")
            .put("title", "TrackLayer configuration")
            .put(
                "description",
                "For editors: `./tracklayer check-config FILE` checks more, such as what must agree"
                    + " between keys.");
    schema.setAll(RootOptions.SECTION.accept(new ConfigurationSchema(types)));
    return schema;
  }

  /** The same, ready to validate with. */
  static Schema compiled(Map<String, DestinationSpec> types) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(of(types));
  }

  @Override
  public ObjectNode scalar(ScalarType<?> scalar) {
    ObjectNode schema = Json.object();
    for (String keyword : KEYWORDS) {
      Object value = scalar.schema().get(keyword);
      if (value != null) {
        schema.set(keyword, Json.mapper().valueToTree(value));
      }
    }
    if (schema.size() != scalar.schema().size()) {
      throw new AssertionError("a keyword that is not written: " + scalar.schema().keySet());
    }
    return schema;
  }

  @Override
  public ObjectNode list(ListType<?> list) {
    ObjectNode element = list.element().accept(this);
    ObjectNode schema = Json.object().put("type", "array");
    if (list.atLeast() > 0) {
      schema.put("minItems", list.atLeast());
    }
    if (list.atMost() < Integer.MAX_VALUE) {
      schema.put("maxItems", list.atMost());
    }
    if (list.element() instanceof ScalarType<?>) {
      schema.put("uniqueItems", true);
    }
    schema.set("items", element);
    if (!list.orOne()) {
      return schema;
    }
    ObjectNode either = Json.object();
    either.putArray("anyOf").add(element).add(schema);
    return either;
  }

  @Override
  public ObjectNode map(MapType<?> map) {
    ObjectNode schema = Json.object().put("type", "object");
    schema.putObject("propertyNames").set("pattern", scalar(map.key()).get("pattern"));
    schema.set("additionalProperties", map.value().accept(this));
    return schema;
  }

  @Override
  public ObjectNode section(SectionType section) {
    return section(section.options());
  }

  private ObjectNode section(OptionGroup options) {
    ObjectNode schema = Json.object().put("type", "object").put("additionalProperties", false);
    ArrayNode required = Json.mapper().createArrayNode();
    ObjectNode properties = Json.object();
    for (Option<?> option : options.options()) {
      properties.set(option.key(), described(option));
      if (mustBeWritten(option)) {
        required.add(option.key());
      }
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    schema.set("properties", properties);
    options.others().ifPresent(others -> schema.set("patternProperties", byPattern(others)));
    if (options.options().contains(DestinationOptions.SETTINGS)) {
      ((ObjectNode) properties.get(DestinationOptions.TYPE.key()))
          .set("enum", Json.mapper().valueToTree(types.keySet()));
      ArrayNode byType = schema.putArray("allOf");
      types.forEach((type, spec) -> byType.add(whenOfType(type, spec)));
    }
    return schema;
  }

  private ObjectNode byPattern(Option<?> others) {
    MapType<?> map = (MapType<?>) others.type();
    return Json.object()
        .set(scalar(map.key()).get("pattern").asText(), described(others, map.value()));
  }

  private ObjectNode described(Option<?> option, ValueType<?> type) {
    ObjectNode schema = Json.object().put("description", option.description());
    schema.setAll(type.accept(this));
    return schema;
  }

  private ObjectNode described(Option<?> option) {
    ObjectNode schema = described(option, option.type());
    if (option.defaultYaml() != null && !(option.type() instanceof SectionType)) {
      schema.set("default", yaml(option.defaultYaml()));
    }
    return schema;
  }

  /** A section with a default is still required if any of its own options is. */
  private static boolean mustBeWritten(Option<?> option) {
    return option.required()
        || (option.defaultYaml() != null
            && option.type() instanceof SectionType section
            && section.options().options().stream().anyMatch(ConfigurationSchema::mustBeWritten));
  }

  @Override
  public ObjectNode settings(SettingsType settings) {
    return Json.object().put("type", "object");
  }

  @Override
  public ObjectNode json(JsonType json) {
    return json.mustBeObject() ? Json.object().put("type", "object") : Json.object();
  }

  private ObjectNode whenOfType(String type, DestinationSpec spec) {
    ObjectNode rule = Json.object();
    rule.putObject("if")
        .putObject("properties")
        .putObject(DestinationOptions.TYPE.key())
        .put("const", type);
    ObjectNode then = rule.putObject("then");
    if (spec.settings().stream().anyMatch(ConfigurationSchema::mustBeWritten)) {
      then.putArray("required").add(DestinationOptions.SETTINGS.key());
    }
    ObjectNode properties = then.putObject("properties");
    properties
        .putObject(DestinationOptions.EVENT_NAMES.key())
        .set("additionalProperties", scalar(spec.eventName()));
    properties
        .putObject(DestinationOptions.SIGNALS.key())
        .putObject("propertyNames")
        .set("enum", Json.mapper().valueToTree(new TreeSet<>(spec.signals())));
    properties.set(DestinationOptions.SETTINGS.key(), section(spec.settingsSection()));
    properties
        .putObject(DestinationOptions.DELIVERY.key())
        .putObject("properties")
        .putObject(DeliveryOptions.MAX_BATCH.key())
        .put("maximum", spec.maxBatch());
    return rule;
  }

  static JsonNode yaml(String text) {
    try {
      return YAML.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }
}
