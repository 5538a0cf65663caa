package io.tracklayer.contract.config.reading;

import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.config.options.Option;
import io.tracklayer.contract.config.options.OptionGroup;
import io.tracklayer.contract.config.options.RootOptions;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads the configuration file. The result is either valid as a whole or names every problem at
 * once, each with its line and what to write instead. Secrets are never read here, and problems
 * never repeat what stands in place of a secret reference.
 *
 * <p>Thread-safe.
 */
public final class ConfigReader {

  private final Map<String, DestinationSpec> destinationTypes;
  private final Set<Option<?>> unread;

  /**
   * @param destinationTypes type name to what the type declares
   */
  public ConfigReader(Map<String, DestinationSpec> destinationTypes) {
    this(destinationTypes, Set.of());
  }

  private ConfigReader(Map<String, DestinationSpec> destinationTypes, Set<Option<?>> unread) {
    this.destinationTypes = new TreeMap<>(destinationTypes);
    this.unread = unread;
  }

  /** For a process that knows no destination types: that section is not checked, and empty. */
  public static ConfigReader withoutDestinations() {
    return new ConfigReader(Map.of(), Set.of(RootOptions.DESTINATIONS));
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
   * @param fileName the name to give in problems
   */
  public ConfigResult read(String fileName, String yaml) {
    Problems problems = new Problems(fileName);
    Node document;
    try {
      document = ConfigYaml.compose(yaml.startsWith("\uFEFF") ? yaml.substring(1) : yaml);
    } catch (YAMLException e) {
      return new ConfigResult.Invalid(List.of(notYaml(fileName, e)), List.of(), List.of());
    }
    if (document == null || YamlValue.isNull(document)) {
      return unreadable(fileName, "is empty; begin with endpoints, identity and destinations");
    }
    YamlValue place = new YamlValue(document, 1, "", true, problems);
    ValueReader reader = new ValueReader(settingsByType(), unread);
    Optional<ReadValue<Settings>> root = reader.read(RootOptions.SECTION, place);
    root.ifPresent(read -> new ConfigChecks(read, destinationTypes).run());
    if (root.isEmpty() || !problems.isEmpty()) {
      return new ConfigResult.Invalid(
          problems.inOrder(), problems.warningsInOrder(), reader.secrets());
    }
    return new ConfigResult.Valid(
        new ConfigAssembly(destinationTypes).config(root.get().value()),
        problems.warningsInOrder(),
        reader.secrets());
  }

  private Map<String, OptionGroup> settingsByType() {
    Map<String, OptionGroup> settings = new TreeMap<>();
    destinationTypes.forEach((type, spec) -> settings.put(type, spec.settingsSection()));
    return settings;
  }

  private static ConfigResult unreadable(String file, String message) {
    return new ConfigResult.Invalid(
        List.of(new ConfigProblem(file, 0, "", message)), List.of(), List.of());
  }

  /**
   * The parser's full message quotes the line, which may hold a secret; its problem text does not.
   */
  private static ConfigProblem notYaml(String file, YAMLException e) {
    if (e instanceof MarkedYAMLException marked) {
      Mark mark = marked.getProblemMark();
      int line = mark == null ? 0 : mark.getLine() + 1;
      return new ConfigProblem(file, line, "", "is not YAML: " + marked.getProblem());
    }
    return new ConfigProblem(
        file, 0, "", "is not YAML within the limits (1 MiB of printable text, 20 levels)");
  }
}
