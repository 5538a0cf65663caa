package io.tracklayer.contract.config.options;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The options that one section of the file may hold, in the order of the reference page. */
public final class OptionGroup {

  private final Map<String, Option<?>> options = new LinkedHashMap<>();

  public OptionGroup(Option<?>... options) {
    this(List.of(options));
  }

  public OptionGroup(List<Option<?>> options) {
    options.forEach(option -> this.options.put(option.key(), option));
  }

  public Collection<Option<?>> options() {
    return Collections.unmodifiableCollection(options.values());
  }

  public Optional<Option<?>> option(String key) {
    return Optional.ofNullable(options.get(key));
  }

  public Set<String> keys() {
    return Collections.unmodifiableSet(options.keySet());
  }
}
