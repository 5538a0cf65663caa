package io.tracklayer.destinations.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tracklayer.contract.config.SecretRef;
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
import io.tracklayer.contract.config.sections.ConsentOptions;
import io.tracklayer.contract.config.sections.DestinationOptions;
import io.tracklayer.contract.config.sections.EndpointOptions;
import io.tracklayer.contract.config.sections.ExampleOptions;
import io.tracklayer.contract.config.sections.IdentityOptions;
import io.tracklayer.contract.config.sections.RootOptions;
import io.tracklayer.contract.json.Json;
import java.util.List;
import java.util.Map;

/**
 * A valid configuration with every declared option and a destination of each type. Values are the
 * examples of their types, except where they must agree with each other.
 */
final class ValidDocument implements ValueType.Visitor<JsonNode> {

  private static final String PURPOSE = "marketing";
  private static final String EVENT = "lead";

  /** Options that may not stand beside another that the document has. */
  private static final List<String> INSTEAD_OF_ANOTHER = List.of("firebase_app_id");

  private int secrets;

  private ValidDocument() {}

  static ObjectNode of(Map<String, DestinationSpec> types) {
    ValidDocument examples = new ValidDocument();
    ObjectNode document = (ObjectNode) RootOptions.SECTION.accept(examples);
    ObjectNode purposes =
        (ObjectNode) at(document, RootOptions.CONSENT).get(ConsentOptions.PURPOSES.key());
    purposes.set(PURPOSE, purposes.remove("text"));
    ObjectNode identity = at(document, RootOptions.IDENTITY);
    identity
        .putObject(IdentityOptions.LIMITS.key())
        .put(identity.get(IdentityOptions.EXTERNAL_IDS.key()).get(0).asText(), 1);
    ((ObjectNode) document.get(RootOptions.ENDPOINTS.key()).get(0))
        .putObject(EndpointOptions.FILTERS.key())
        .putArray(EndpointOptions.INCLUDE.key())
        .add("text");
    ObjectNode example = (ObjectNode) document.get(RootOptions.EXAMPLES.key()).get(0);
    JsonNode expected = example.get(ExampleOptions.EXPECT.key()).elements().next();
    example.putObject(ExampleOptions.EXPECT.key()).set(types.keySet().iterator().next(), expected);
    ObjectNode any = (ObjectNode) document.get(RootOptions.DESTINATIONS.key()).get(0);
    ArrayNode destinations = document.putArray(RootOptions.DESTINATIONS.key());
    types.values().forEach(spec -> destinations.add(examples.destination(any.deepCopy(), spec)));
    return document;
  }

  private static ObjectNode at(ObjectNode section, Option<?> option) {
    return (ObjectNode) section.get(option.key());
  }

  private ObjectNode destination(ObjectNode destination, DestinationSpec spec) {
    destination.put(DestinationOptions.NAME.key(), spec.type());
    destination.put(DestinationOptions.TYPE.key(), spec.type());
    destination.putArray(DestinationOptions.EVENTS.key()).add(EVENT);
    ObjectNode names = destination.putObject(DestinationOptions.EVENT_NAMES.key());
    if (spec.namesEvents()) {
      names.set(EVENT, ConfigurationSchema.yaml(spec.eventName().example()));
    }
    destination.putArray(DestinationOptions.CONSENT.key()).add(PURPOSE);
    ObjectNode signals = destination.putObject(DestinationOptions.SIGNALS.key());
    spec.signals().stream().sorted().forEach(signal -> signals.putArray(signal).add(PURPOSE));
    ObjectNode settings = section(spec.settingsSection());
    settings.remove(INSTEAD_OF_ANOTHER);
    destination.set(DestinationOptions.SETTINGS.key(), settings);
    return destination;
  }

  @Override
  public JsonNode scalar(ScalarType<?> scalar) {
    boolean isSecret = scalar.parse(scalar.example()).orElseThrow() instanceof SecretRef;
    return isSecret
        ? new TextNode("SECRET_" + secrets++)
        : ConfigurationSchema.yaml(scalar.example());
  }

  @Override
  public JsonNode list(ListType<?> list) {
    return Json.mapper().createArrayNode().addAll(List.of(list.element().accept(this)));
  }

  @Override
  public JsonNode map(MapType<?> map) {
    return Json.object().set(map.key().example(), map.value().accept(this));
  }

  @Override
  public JsonNode section(SectionType section) {
    return section(section.options());
  }

  private ObjectNode section(OptionGroup options) {
    ObjectNode section = Json.object();
    options.options().forEach(option -> section.set(option.key(), option.type().accept(this)));
    options
        .typeOfOthers()
        .ifPresent(others -> section.set(others.key().example(), others.value().accept(this)));
    return section;
  }

  @Override
  public JsonNode settings(SettingsType settings) {
    return Json.object();
  }

  @Override
  public JsonNode json(JsonType json) {
    return Json.object().put("text", "text");
  }
}
