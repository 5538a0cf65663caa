package io.tracklayer.contract.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The options that one section of the file may hold, in the order of the reference page. */
final class SectionSpec {

  private final Map<String, Option<?>> options = new LinkedHashMap<>();

  SectionSpec(Option<?>... options) {
    this(List.of(options));
  }

  SectionSpec(List<Option<?>> options) {
    options.forEach(option -> this.options.put(option.key(), option));
  }

  Iterable<Option<?>> options() {
    return options.values();
  }

  Optional<Option<?>> option(String key) {
    return Optional.ofNullable(options.get(key));
  }

  Set<String> keys() {
    return options.keySet();
  }
}
