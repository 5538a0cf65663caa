package io.tracklayer.contract.config.options;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.Map;
import java.util.TreeMap;

/** Every key of the configuration, as other tests may compare with it. */
public final class OptionPaths {

  private static final YAMLMapper YAML = new YAMLMapper();

  /**
   * @param defaultValue null node where there is none
   */
  public record Described(boolean required, JsonNode defaultValue, String doc) {}

  private OptionPaths() {}

  /** By path: {@code endpoints[].limits.max_body}. */
  public static Map<String, Described> all() {
    Map<String, Described> all = new TreeMap<>();
    collect(Options.ROOT, "", all);
    return all;
  }

  private static void collect(OptionGroup spec, String prefix, Map<String, Described> into) {
    for (Option<?> option : spec.options()) {
      String path = prefix + option.key();
      into.put(path, new Described(option.required(), defaultOf(option), option.doc()));
      option
          .kind()
          .inner()
          .ifPresent(inner -> collect(inner, path + option.kind().step() + ".", into));
    }
  }

  private static JsonNode defaultOf(Option<?> option) {
    try {
      return option.defaultYaml() == null
          ? NullNode.getInstance()
          : YAML.readTree(option.defaultYaml());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(option.key(), e);
    }
  }
}
