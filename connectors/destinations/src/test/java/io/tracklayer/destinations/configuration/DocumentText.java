package io.tracklayer.destinations.configuration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.tracklayer.contract.config.reading.ConfigProblem;
import io.tracklayer.contract.config.reading.ConfigReader;
import io.tracklayer.contract.config.reading.ConfigResult;
import java.io.StringReader;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A configuration as somebody would write it, and the lines of what stands in it. */
final class DocumentText {

  private static final YAMLMapper MAPPER =
      YAMLMapper.builder().disable(YAMLGenerator.Feature.SPLIT_LINES).build();

  private DocumentText() {}

  static String yaml(JsonNode document) {
    try {
      return MAPPER.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** What a check of it objects to. */
  static List<ConfigProblem> problems(ConfigReader reader, String yaml) {
    ConfigResult result = reader.read("config.yaml", yaml);
    return result instanceof ConfigResult.Invalid invalid ? invalid.problems() : List.of();
  }

  static int line(String yaml, List<Object> place) {
    Node node = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(yaml));
    int line = 1;
    for (Object step : place) {
      if (step instanceof Integer index) {
        node = ((SequenceNode) node).getValue().get(index);
        line = node.getStartMark().getLine() + 1;
      } else {
        NodeTuple entry = entry((MappingNode) node, (String) step);
        node = entry.getValueNode();
        line = entry.getKeyNode().getStartMark().getLine() + 1;
      }
    }
    return line;
  }

  private static NodeTuple entry(MappingNode mapping, String key) {
    return mapping.getValue().stream()
        .filter(entry -> ((ScalarNode) entry.getKeyNode()).getValue().equals(key))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + key));
  }
}
