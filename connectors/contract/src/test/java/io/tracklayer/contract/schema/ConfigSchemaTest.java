package io.tracklayer.contract.schema;

import static com.fasterxml.jackson.databind.node.BooleanNode.FALSE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.tracklayer.contract.config.options.OptionPaths;
import io.tracklayer.contract.config.reading.ExampleConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigSchemaTest {

  private final RecordSchema schema = new RecordSchema("config");

  @Test
  void theExampleIsAccepted() throws Exception {
    assertThat(schema.problems(yaml(ExampleConfig.yaml()))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "topic_prefix: | topic_prefx:",
        "max_events: | max_event:",
        "message_window: 2d | message_window: 2",
        "max_body: 4MiB | max_body: 4MB",
        "when_unknown: denied | when_unknown: maybe",
        "consent: [marketing] | events: []",
        "max_in_flight: | in_flight:",
        "key_ref: TRACKLAYER_IDENTITY_KEY | key_ref: my-literal-secret",
        "secret_ref: | secret:",
        "auth_failure_status: 401 | auth_failure_status: 403",
        "name: meta | name: Meta Ads",
        "traits: [marketing_opt_in] | trait: [marketing_opt_in]",
        "traits: [marketing_opt_in] | tcf_purposes: [0]",
        "traits: [marketing_opt_in] | tcf_vendor: 755",
        "traits: [marketing_opt_in] | gpp_opt_outs: [sales]",
        "traits: [marketing_opt_in] | gpc: maybe"
      })
  void aMistakeInTheExampleIsFound(String good, String bad) throws Exception {
    String mistaken = ExampleConfig.yaml().replace(good, bad);

    assertThat(mistaken).isNotEqualTo(ExampleConfig.yaml());
    assertThat(schema.problems(yaml(mistaken))).isNotEmpty();
  }

  @Test
  void itNamesTheKeysThatTheReaderKnowsWithTheirDefaultsAndDescriptions() {
    Map<String, OptionPaths.Described> described = new TreeMap<>();
    collect(schema.document(), "", described);

    Map<String, OptionPaths.Described> expected = OptionPaths.all();
    assertThat(described.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (path, option) -> {
          assertThat(described.get(path).doc()).as(path).isEqualTo(option.doc());
          JsonNode defaultValue = described.get(path).defaultValue();
          if (defaultValue.isMissingNode()) {
            assertThat(option.defaultValue().isEmpty()).as(path).isTrue();
          } else {
            assertThat(defaultValue).as(path).isEqualTo(option.defaultValue());
          }
          if (!path.equals("identity")) {
            assertThat(described.get(path).required()).as(path).isEqualTo(option.required());
          }
        });
  }

  @Test
  void everySectionRefusesUnknownKeys() {
    List<JsonNode> sections = new ArrayList<>();
    collectSections(schema.document(), sections);

    assertThat(sections)
        .hasSizeGreaterThan(8)
        .allSatisfy(section -> assertThat(section.get("additionalProperties")).isEqualTo(FALSE));
  }

  private static void collectSections(JsonNode node, List<JsonNode> into) {
    if (node.path("type").asText().equals("object") && node.path("properties").isObject()) {
      into.add(node);
    }
    node.forEach(child -> collectSections(child, into));
  }

  private static void collect(
      JsonNode section, String prefix, Map<String, OptionPaths.Described> into) {
    for (Map.Entry<String, JsonNode> property : section.path("properties").properties()) {
      String path = prefix + property.getKey();
      JsonNode value = property.getValue();
      into.put(
          path,
          new OptionPaths.Described(
              isRequired(section, property.getKey()),
              value.path("default"),
              value.path("description").asText()));
      collect(value, path + ".", into);
      collect(value.path("items"), path + "[].", into);
      collect(value.path("additionalProperties"), path + ".*.", into);
    }
  }

  private static boolean isRequired(JsonNode section, String key) {
    for (JsonNode required : section.path("required")) {
      if (required.asText().equals(key)) {
        return true;
      }
    }
    return false;
  }

  private static JsonNode yaml(String text) throws JsonProcessingException {
    return new YAMLMapper().readTree(text);
  }
}
