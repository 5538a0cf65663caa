package io.tracklayer.contract.config.reading;

import java.io.StringReader;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Turns text into YAML nodes with their lines. No object is ever made from a tag. */
final class ConfigYaml {

  private static final int MAX_CODE_POINTS = 1 << 20;
  private static final int MAX_ALIASES = 50;
  private static final int MAX_DEPTH = 20;

  private ConfigYaml() {}

  /**
   * @return none for an empty document
   * @throws YAMLException when the text is not one YAML document within the limits
   */
  static @Nullable Node compose(String yaml) {
    if (yaml.length() > MAX_CODE_POINTS) {
      // The library counts only characters that become part of a token.
      throw new YAMLException("longer than " + MAX_CODE_POINTS);
    }
    LoaderOptions limits = new LoaderOptions();
    limits.setCodePointLimit(MAX_CODE_POINTS);
    limits.setMaxAliasesForCollections(MAX_ALIASES);
    limits.setNestingDepthLimit(MAX_DEPTH);
    return new Yaml(new SafeConstructor(limits)).compose(new StringReader(yaml));
  }
}
