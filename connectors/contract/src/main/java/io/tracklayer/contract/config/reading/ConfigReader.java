package io.tracklayer.contract.config.reading;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.config.options.Option;
import io.tracklayer.contract.config.options.OptionGroup;
import io.tracklayer.contract.config.options.SectionType;
import io.tracklayer.contract.config.options.Suggestions;
import io.tracklayer.contract.config.options.ValueType;
import io.tracklayer.contract.config.sections.RootOptions;
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
import java.util.TreeSet;
import java.util.stream.Collectors;
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

  /** For a process that knows no destination types: what needs them is not checked, and empty. */
  public static ConfigReader withoutDestinations() {
    return new ConfigReader(Map.of(), Set.of(RootOptions.DESTINATIONS, RootOptions.EXAMPLES));
  }

  public ConfigResult read(Path file) {
    Problems problems = new Problems(name(file));
    return text(file, problems)
        .map(yaml -> read(yaml, problems))
        .orElseGet(() -> new ConfigResult.Invalid(problems.inOrder(), List.of(), List.of()));
  }

  /**
   * @param fileName the name to give in problems
   */
  public ConfigResult read(String fileName, String yaml) {
    return read(yaml, new Problems(fileName));
  }

  /**
   * Reads also the examples that stand beside the file, if there are any: those of {@code
   * config.yaml} in {@code config.examples.yaml}.
   */
  public ConfigResult readWithExamples(Path file) {
    ConfigResult result = read(file);
    Path beside = examplesBeside(file);
    return result instanceof ConfigResult.Valid valid && Files.exists(beside)
        ? withExamples(valid, beside)
        : result;
  }

  /** Where examples of a configuration may stand that are not in it. */
  public static Path examplesBeside(Path file) {
    return file.resolveSibling(name(file).replaceFirst("\\.ya?ml$", "") + ".examples.yaml");
  }

  private ConfigResult withExamples(ConfigResult.Valid valid, Path file) {
    Problems problems = new Problems(name(file));
    ValueReader reader = new ValueReader(Map.of(), unread);
    Optional<List<ReadValue<Settings>>> examples =
        text(file, problems)
            .flatMap(yaml -> section(RootOptions.EXAMPLES_SECTION, yaml, reader, problems))
            .map(root -> root.items(RootOptions.EXAMPLES));
    examples.ifPresent(read -> new ExampleChecks(names(valid.config())).run(read));
    return examples.isPresent() && problems.isEmpty()
        ? valid.with(Examples.of(examples.get()))
        : new ConfigResult.Invalid(problems.inOrder(), valid.warnings(), valid.secrets());
  }

  private static Set<String> names(TrackLayerConfig config) {
    return config.destinations().stream()
        .map(DestinationConfig::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private ConfigResult read(String yaml, Problems problems) {
    ValueReader reader = new ValueReader(settingsByType(), unread);
    Optional<ReadValue<Settings>> root = section(RootOptions.SECTION, yaml, reader, problems);
    root.ifPresent(read -> new ConfigChecks(read, destinationTypes).run());
    if (root.isEmpty() || !problems.isEmpty()) {
      return new ConfigResult.Invalid(
          problems.inOrder(), problems.warningsInOrder(), reader.secrets());
    }
    return new ConfigResult.Valid(
        new ConfigAssembly(destinationTypes)
            .config(root.get().value(), DestinationScopes.in(root.get().place().node())),
        Examples.of(root.get().items(RootOptions.EXAMPLES)),
        problems.warningsInOrder(),
        reader.secrets());
  }

  /** A file as a whole; empty when it is no section, which has then been reported. */
  private static Optional<ReadValue<Settings>> section(
      ValueType<Settings> section, String yaml, ValueReader reader, Problems problems) {
    Node document;
    try {
      document = ConfigYaml.compose(yaml.startsWith("\uFEFF") ? yaml.substring(1) : yaml);
    } catch (YAMLException e) {
      reportThatItIsNotYaml(e, problems);
      return Optional.empty();
    }
    if (document == null || YamlValue.isNull(document)) {
      problems.add(
          "is empty; begin with " + Suggestions.list(((SectionType) section).options().keys()));
      return Optional.empty();
    }
    return reader.read(section, new YamlValue(document, 1, 1, "", true, problems));
  }

  private static String name(Path file) {
    return file.getFileName() == null ? file.toString() : file.getFileName().toString();
  }

  private static Optional<String> text(Path file, Problems problems) {
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException e) {
      problems.add("there is no such file: " + file);
    } catch (CharacterCodingException e) {
      problems.add("is not UTF-8 text; save it as UTF-8");
    } catch (IOException e) {
      problems.add("cannot be read: " + e.getMessage());
    }
    return Optional.empty();
  }

  private Map<String, OptionGroup> settingsByType() {
    Map<String, OptionGroup> settings = new TreeMap<>();
    destinationTypes.forEach((type, spec) -> settings.put(type, spec.settingsSection()));
    return settings;
  }

  /**
   * The parser's full message quotes the line, which may hold a secret; its problem text does not.
   */
  private static void reportThatItIsNotYaml(YAMLException e, Problems problems) {
    if (e instanceof MarkedYAMLException marked) {
      Mark mark = marked.getProblemMark();
      problems.add(
          mark == null ? 0 : mark.getLine() + 1,
          mark == null ? 0 : mark.getColumn() + 1,
          "",
          "is not YAML: " + marked.getProblem());
    } else {
      problems.add("is not YAML within the limits (1 MiB of printable text, 20 levels)");
    }
  }
}
