package io.tracklayer.contract.config.reading;

import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.config.options.JsonType;
import io.tracklayer.contract.config.options.ListType;
import io.tracklayer.contract.config.options.MapType;
import io.tracklayer.contract.config.options.Option;
import io.tracklayer.contract.config.options.OptionGroup;
import io.tracklayer.contract.config.options.ScalarType;
import io.tracklayer.contract.config.options.SectionType;
import io.tracklayer.contract.config.options.SettingsType;
import io.tracklayer.contract.config.options.Suggestions;
import io.tracklayer.contract.config.options.ValueType;
import io.tracklayer.contract.config.sections.DestinationOptions;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads values by their types, and reports everything that is wrong with a value by itself. */
final class ValueReader {

  private final Map<String, OptionGroup> settingsByType;
  private final Set<Option<?>> unread;
  private final List<ReferencedSecret> secrets = new ArrayList<>();

  /**
   * @param settingsByType what each destination type declares
   * @param unread options whose values are left alone
   */
  ValueReader(Map<String, OptionGroup> settingsByType, Set<Option<?>> unread) {
    this.settingsByType = settingsByType;
    this.unread = unread;
  }

  /** The secret references in everything read so far, in file order. */
  List<ReferencedSecret> secrets() {
    return ReferencedSecret.inOrder(secrets);
  }

  /** Empty when the value could not be read; the problem has then been reported. */
  @SuppressWarnings("unchecked") // a type reads what it is a type of
  <T> Optional<ReadValue<T>> read(ValueType<T> type, YamlValue place) {
    return (Optional<ReadValue<T>>) type.accept(new At(place));
  }

  /** Reads the value at one place. */
  private final class At implements ValueType.Visitor<Optional<? extends ReadValue<?>>> {

    private final YamlValue place;

    At(YamlValue place) {
      this.place = place;
    }

    @Override
    public Optional<? extends ReadValue<?>> scalar(ScalarType<?> scalar) {
      Optional<String> text = place.text(scalar.name());
      Optional<?> value = text.flatMap(written -> scalar.read(written, place.kind()));
      if (text.isPresent() && value.isEmpty()) {
        place.problem(scalar.problem(text.get(), place.kind()));
      }
      if (value.isPresent() && value.get() instanceof SecretRef ref) {
        secrets.add(new ReferencedSecret(ref, scalar.secretForm(), place));
      }
      return value.map(read -> ReadValue.of(read, place));
    }

    @Override
    public Optional<? extends ReadValue<?>> list(ListType<?> list) {
      if (list.orOne() && !(place.node() instanceof SequenceNode)) {
        return read(list.element(), place)
            .map(one -> new ReadValue<>(List.of(one.value()), place, Map.of("0", one)));
      }
      return place
          .sequence("a " + list.name())
          .filter(sequence -> hasRightSize(sequence.getValue().size(), list))
          .map(sequence -> items(sequence, list.element()));
    }

    private boolean hasRightSize(int size, ListType<?> list) {
      if (size >= list.atLeast() && size <= list.atMost()) {
        return true;
      }
      place.problem(
          list.atMost() == Integer.MAX_VALUE
              ? "is empty; write at least " + list.atLeast()
              : "has " + size + " values; write " + list.atLeast() + " to " + list.atMost());
      return false;
    }

    private ReadValue<?> items(SequenceNode sequence, ValueType<?> element) {
      Map<String, ReadValue<?>> items = new LinkedHashMap<>();
      Set<Object> seen = new HashSet<>();
      int index = 0;
      for (Node node : sequence.getValue()) {
        String position = Integer.toString(index);
        read(element, place.item(node, index++))
            .ifPresent(
                item -> {
                  if (element instanceof ScalarType<?> && !seen.add(item.value())) {
                    item.problem("is written twice; keep one");
                  }
                  items.put(position, item);
                });
      }
      return new ReadValue<>(List.copyOf(values(items).values()), place, items);
    }

    @Override
    public Optional<? extends ReadValue<?>> map(MapType<?> map) {
      return place
          .mapping("a " + map.name())
          .map(
              mapping -> {
                Map<String, ReadValue<?>> entries = new LinkedHashMap<>();
                mapping.getValue().forEach(entry -> readEntry(entry, map, entries));
                return new ReadValue<>(
                    Collections.unmodifiableMap(values(entries)), place, entries);
              });
    }

    private void readEntry(NodeTuple entry, MapType<?> map, Map<String, ReadValue<?>> entries) {
      String key =
          entry.getKeyNode() instanceof ScalarNode node ? map.key().trimmed(node.getValue()) : "";
      YamlValue value = place.entry(entry, key);
      if (key.isEmpty()) {
        value.problem("a name must be a single, non-empty value");
      } else if (map.key().parse(key).isEmpty()) {
        value.problem(map.key().problem(key));
      } else if (entries.containsKey(key)) {
        value.problem("is written twice; keep one");
      } else if (map.ignoresCase() && entries.keySet().stream().anyMatch(key::equalsIgnoreCase)) {
        value.problem("is written twice, since case does not count here; keep one");
      } else {
        read(map.value(), value).ifPresent(read -> entries.put(key, read));
      }
    }

    @Override
    public Optional<? extends ReadValue<?>> section(SectionType section) {
      return section(section.options());
    }

    /** Only the enclosing section knows the type; it reads the settings after its other options. */
    @Override
    public Optional<? extends ReadValue<?>> settings(SettingsType settings) {
      throw new IllegalStateException("settings without a destination");
    }

    @Override
    public Optional<? extends ReadValue<?>> json(JsonType json) {
      return new JsonReader().read(json, place);
    }

    private Optional<ReadValue<?>> section(OptionGroup options) {
      return place
          .mapping("a section with " + Suggestions.list(options.keys()))
          .map(mapping -> new SectionReader(place, options).read(mapping));
    }
  }

  private final class SectionReader {

    private final YamlValue place;
    private final OptionGroup options;
    private final Map<Option<?>, YamlValue> written = new HashMap<>();
    private final Map<String, ReadValue<?>> parts = new LinkedHashMap<>();
    private final Map<String, ReadValue<?>> others = new LinkedHashMap<>();

    SectionReader(YamlValue place, OptionGroup options) {
      this.place = place;
      this.options = options;
    }

    ReadValue<Settings> read(MappingNode mapping) {
      mapping.getValue().forEach(this::readEntry);
      for (Option<?> option : options.options()) {
        YamlValue value = written.get(option);
        if (value != null && option.type() instanceof SettingsType && hasValue(option)) {
          readOption(option, value);
        } else if (!written.containsKey(option)) {
          readMissing(option);
        }
      }
      options.others().ifPresent(this::putOthers);
      return new ReadValue<>(new Settings(serializable(parts)), place, parts);
    }

    private void putOthers(Option<?> option) {
      parts.put(
          option.key(),
          new ReadValue<>(Collections.unmodifiableMap(values(others)), place, others));
    }

    private void readEntry(NodeTuple entry) {
      if (!(entry.getKeyNode() instanceof ScalarNode keyNode)) {
        place.problemAt(entry.getKeyNode(), "a key must be a single word");
        return;
      }
      String key = keyNode.getValue();
      YamlValue value = place.entry(entry, key);
      Optional<Option<?>> option = options.option(key);
      Optional<MapType<?>> other = options.typeOfOthers().filter(map -> map.key().fits(key));
      if (other.isPresent()) {
        new At(place).readEntry(entry, other.get(), others);
      } else if (option.isEmpty()) {
        value.problem(Suggestions.forUnknownKey(key, options.keys()));
      } else if (written.putIfAbsent(option.get(), value) != null) {
        value.problem("is written twice; keep one");
      } else if (YamlValue.isNull(value.node()) && !unread.contains(option.get())) {
        value.problem(
            option.get().required()
                ? "is empty; give it a value"
                : "is empty; leave the key out or give it a value");
      } else if (!(option.get().type() instanceof SettingsType)) {
        readOption(option.get(), value);
      }
    }

    private boolean hasValue(Option<?> option) {
      YamlValue value = written.get(option);
      return value != null && !YamlValue.isNull(value.node());
    }

    private void readMissing(Option<?> option) {
      if (option.required()) {
        place.problemAt(
            option.key(), "is missing (" + option.type().name() + "): " + option.description());
      } else if (option.defaultYaml() != null) {
        readOption(option, defaultOf(option));
      }
    }

    private void readOption(Option<?> option, YamlValue value) {
      if (!unread.contains(option)) {
        readValue(option, value).ifPresent(read -> parts.put(option.key(), read));
      }
    }

    /** The option must have a default. */
    private YamlValue defaultOf(Option<?> option) {
      Node written = ConfigYaml.compose(Objects.requireNonNull(option.defaultYaml()));
      return place.standIn(Objects.requireNonNull(written), option.key());
    }

    private Optional<? extends ReadValue<?>> readValue(Option<?> option, YamlValue value) {
      if (option.type() instanceof SettingsType) {
        return Optional.ofNullable(parts.get(DestinationOptions.TYPE.key()))
            .map(type -> settingsByType.get(type.value()))
            .flatMap(settings -> new At(value).section(settings));
      }
      Optional<? extends ReadValue<?>> read = ValueReader.this.read(option.type(), value);
      return option.type() instanceof MapType<?> map && map.overDefaults() && value.written()
          ? read.map(entries -> overDefaults(entries, option))
          : read;
    }

    /** So that raising one limit leaves the others as they are. */
    private ReadValue<?> overDefaults(ReadValue<?> written, Option<?> option) {
      Map<String, Object> values = new LinkedHashMap<>();
      ValueReader.this
          .read(option.type(), defaultOf(option))
          .ifPresent(defaults -> values.putAll(values(defaults.parts())));
      values.putAll(values(written.parts()));
      return new ReadValue<>(Collections.unmodifiableMap(values), written.place(), written.parts());
    }
  }

  private static Map<String, Serializable> serializable(Map<String, ReadValue<?>> parts) {
    Map<String, Serializable> values = new LinkedHashMap<>();
    parts.forEach((name, part) -> values.put(name, (Serializable) part.value()));
    return values;
  }

  private static Map<String, Object> values(Map<String, ReadValue<?>> parts) {
    Map<String, Object> values = new LinkedHashMap<>();
    parts.forEach((name, part) -> values.put(name, part.value()));
    return values;
  }
}
