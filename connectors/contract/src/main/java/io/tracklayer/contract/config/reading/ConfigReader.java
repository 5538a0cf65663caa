package io.tracklayer.contract.config.reading;

import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.config.options.OptionGroup;
import io.tracklayer.contract.config.options.Options;
import io.tracklayer.contract.config.options.Types;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads the configuration file. Either all of it can be relied on, or every problem is named at
 * once, with its line and what to write instead. Values of secrets are never read here, and what
 * stands in the place of a reference is never repeated in a problem.
 *
 * <p>Thread-safe.
 */
public final class ConfigReader {

  private final Map<String, DestinationSpec> destinationTypes;
  private final OptionGroup root;

  /**
   * @param destinationTypes type name to what the type declares
   */
  public ConfigReader(Map<String, DestinationSpec> destinationTypes) {
    this(destinationTypes, Options.ROOT);
  }

  private ConfigReader(Map<String, DestinationSpec> destinationTypes, OptionGroup root) {
    this.destinationTypes = new TreeMap<>(destinationTypes);
    this.root = root;
  }

  /** For a process that knows no destination types: that section is not checked, and empty. */
  public static ConfigReader withoutDestinations() {
    return new ConfigReader(Map.of(), Options.ROOT_WITHOUT_DESTINATIONS);
  }

  public ConfigResult read(Path file) {
    String name = file.getFileName() == null ? file.toString() : file.getFileName().toString();
    try {
      return read(name, Files.readString(file));
    } catch (NoSuchFileException e) {
      return unreadable(name, "there is no such file: " + file);
    } catch (CharacterCodingException e) {
      return unreadable(name, "is not UTF-8 text; save it as UTF-8");
    } catch (IOException e) {
      return unreadable(name, "cannot be read: " + e.getMessage());
    }
  }

  /**
   * @param fileName as problems name it
   */
  public ConfigResult read(String fileName, String yaml) {
    Problems problems = new Problems(fileName);
    Node document;
    try {
      document = ConfigYaml.compose(yaml.startsWith("\uFEFF") ? yaml.substring(1) : yaml);
    } catch (YAMLException e) {
      return new ConfigResult.Invalid(List.of(notYaml(fileName, e)));
    }
    if (document == null || YamlValue.isNull(document)) {
      return unreadable(fileName, "is empty; begin with endpoints, identity and destinations");
    }
    YamlValue place = new YamlValue(document, 1, "", true, problems);
    Optional<TrackLayerConfig> config =
        Types.section(root)
            .read(place)
            .flatMap(section -> new ConfigAssembly(section, destinationTypes, problems).config());
    return config.isPresent()
        ? new ConfigResult.Valid(config.get())
        : new ConfigResult.Invalid(problems.inOrder());
  }

  private static ConfigResult unreadable(String file, String message) {
    return new ConfigResult.Invalid(List.of(new ConfigProblem(file, 0, "", message)));
  }

  /** The parser's own message quotes the line, which may hold a secret; its bare problem not. */
  private static ConfigProblem notYaml(String file, YAMLException e) {
    if (e instanceof MarkedYAMLException marked) {
      Mark mark = marked.getProblemMark();
      int line = mark == null ? 0 : mark.getLine() + 1;
      return new ConfigProblem(file, line, "", "is no YAML: " + marked.getProblem());
    }
    return new ConfigProblem(
        file, 0, "", "is no YAML within the limits (1 MiB of printable text, 20 levels)");
  }
}
