package io.tracklayer.contract.config.reading;

import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.config.options.Option;
import io.tracklayer.contract.config.options.OptionGroup;
import io.tracklayer.contract.config.options.SettingSpec;
import io.tracklayer.contract.config.options.Types;
import io.tracklayer.contract.config.options.ValueType;
import java.io.Serializable;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yaml.snakeyaml.nodes.MappingNode;

/** Reads the {@code settings} of one destination by what its type declares. */
final class DestinationSettings {

  /** Where a type has this flag, it also stands for plain http. */
  private static final String ALLOW_PRIVATE_ADDRESSES = "allow_private_addresses";

  private record Texts(Map<String, String> values) implements Serializable {}

  private final Map<String, Option<? extends Serializable>> options = new LinkedHashMap<>();
  private final OptionGroup spec;

  DestinationSettings(List<SettingSpec> settings) {
    settings.forEach(setting -> options.put(setting.key(), option(setting)));
    spec = new OptionGroup(List.copyOf(options.values()));
  }

  private static Option<? extends Serializable> option(SettingSpec setting) {
    return switch (setting.kind()) {
      case TEXT -> option(setting, Types.text());
      case FLAG -> option(setting, Types.flag());
      case URL -> option(setting, Types.url("https://host/path", url -> true));
      case SECRET_REF -> option(setting, Types.secretRef());
      case MAP -> option(setting, publicTexts());
    };
  }

  private static <T> Option<T> option(SettingSpec setting, ValueType<T> kind) {
    return new Option<>(setting.key(), kind, null, null, setting.required(), setting.doc());
  }

  private static ValueType<Texts> publicTexts() {
    ValueType<Map<String, ReadValue<String>>> texts = Types.mapOf(Types.text());
    return new ValueType<>() {
      @Override
      public String description() {
        return texts.description();
      }

      @Override
      public Optional<Texts> read(YamlValue place) {
        return texts
            .read(place)
            .map(
                entries -> {
                  TreeMap<String, String> values = new TreeMap<>();
                  entries.forEach(
                      (name, value) -> values.put(name, publicText(place, name, value)));
                  return new Texts(values);
                });
      }
    };
  }

  private static String publicText(YamlValue place, String name, ReadValue<String> text) {
    if (Suggestions.looksLikeSecret(name)) {
      place
          .problems()
          .add(text.line(), text.path(), "holds a secret in clear; nothing secret belongs here");
    }
    return text.value();
  }

  Settings read(YamlValue place) {
    Optional<MappingNode> mapping =
        place.mapping("a section with " + Suggestions.list(spec.keys()));
    if (mapping.isEmpty()) {
      return new Settings(Map.of());
    }
    Section section = Section.read(mapping.get(), place, spec);
    Map<String, Serializable> values = new TreeMap<>();
    options.forEach(
        (key, option) ->
            section.find(option).ifPresent(found -> values.put(key, plain(found.value()))));
    refusePlainHttp(section, values, place);
    return new Settings(values);
  }

  private static Serializable plain(Serializable value) {
    if (value instanceof SecretRef ref) {
      return ref.reference();
    }
    if (value instanceof Texts texts) {
      return new TreeMap<>(texts.values());
    }
    return value instanceof URI url ? url.toString() : value;
  }

  private void refusePlainHttp(Section section, Map<String, Serializable> values, YamlValue place) {
    if (!options.containsKey(ALLOW_PRIVATE_ADDRESSES)
        || Boolean.TRUE.equals(values.get(ALLOW_PRIVATE_ADDRESSES))) {
      return;
    }
    for (Option<? extends Serializable> option : options.values()) {
      section
          .find(option)
          .filter(found -> found.value() instanceof URI url && "http".equals(url.getScheme()))
          .ifPresent(
              found ->
                  place
                      .problems()
                      .add(
                          found.line(),
                          found.path(),
                          "is plain http; write https, or set "
                              + ALLOW_PRIVATE_ADDRESSES
                              + ": true"));
    }
  }
}
