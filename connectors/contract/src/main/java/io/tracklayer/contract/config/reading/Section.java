package io.tracklayer.contract.config.reading;

import io.tracklayer.contract.config.options.Option;
import io.tracklayer.contract.config.options.OptionGroup;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** A section as it was read: the value of each option that is there, or that has a default. */
public final class Section {

  private final YamlValue place;
  private final Map<Option<?>, ReadValue<?>> values = new HashMap<>();

  private Section(YamlValue place) {
    this.place = place;
  }

  /** Reads a section, reporting everything in it that is wrong. */
  public static Section read(MappingNode mapping, YamlValue place, OptionGroup spec) {
    Section section = new Section(place);
    Set<String> written = new HashSet<>();
    for (NodeTuple entry : mapping.getValue()) {
      section.readEntry(entry, spec, written);
    }
    for (Option<?> option : spec.options()) {
      if (!written.contains(option.key())) {
        section.standInFor(option);
      }
    }
    return section;
  }

  private void readEntry(NodeTuple entry, OptionGroup spec, Set<String> written) {
    if (!(entry.getKeyNode() instanceof ScalarNode keyNode)) {
      place
          .problems()
          .add(place.lineOf(entry.getKeyNode()), place.path(), "a key must be a single word");
      return;
    }
    String key = keyNode.getValue();
    YamlValue value = place.entry(entry, key);
    Optional<Option<?>> option = spec.option(key);
    if (option.isEmpty()) {
      value.problem(Suggestions.forUnknownKey(key, spec.keys()));
    } else if (YamlValue.isNull(value.node())) {
      return;
    } else if (!written.add(key)) {
      value.problem("is written twice; keep one");
    } else {
      put(option.get(), value);
    }
  }

  private void standInFor(Option<?> option) {
    if (option.defaultYaml() != null) {
      put(option, place.standIn(ConfigYaml.compose(option.defaultYaml()), option.key()));
    } else if (option.required()) {
      place
          .problems()
          .add(
              place.line(),
              place.at(option.key()),
              "is missing (" + option.kind().description() + "): " + option.doc());
    }
  }

  private <T> void put(Option<T> option, YamlValue value) {
    option
        .kind()
        .read(value)
        .ifPresent(read -> values.put(option, new ReadValue<>(read, value.line(), value.path())));
  }

  public int line() {
    return place.line();
  }

  public String path() {
    return place.path();
  }

  public void problem(String message) {
    place.problem(message);
  }

  @SuppressWarnings("unchecked") // put() pairs each option with a value of its own kind
  public <T> Optional<ReadValue<T>> find(Option<T> option) {
    return Optional.ofNullable((ReadValue<T>) values.get(option));
  }

  /**
   * @throws IllegalStateException when it is absent: for required options and ones with a default,
   *     once no problem was found
   */
  public <T> T value(Option<T> option) {
    return find(option)
        .orElseThrow(() -> new IllegalStateException(place.at(option.key()) + " is absent"))
        .value();
  }

  public <T> T valueOr(Option<T> option, T otherwise) {
    return find(option).map(ReadValue::value).orElse(otherwise);
  }
}
