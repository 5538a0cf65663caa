package io.tracklayer.contract.config.options;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The options that one section of the file may hold, in the order of the reference page. */
public final class OptionGroup {

  private final Map<String, Option<?>> options = new LinkedHashMap<>();
  private final @Nullable Option<?> others;

  public OptionGroup(Option<?>... options) {
    this(List.of(options));
  }

  public OptionGroup(List<Option<?>> options) {
    this(options, null);
  }

  private OptionGroup(Collection<Option<?>> options, @Nullable Option<?> others) {
    options.forEach(option -> this.options.put(option.key(), option));
    this.others = others;
  }

  /**
   * The same, with further keys, which the operator makes up.
   *
   * @param map stands for all of them: their names have the form of its type's, and their values
   *     are read as its entries
   */
  public <V> OptionGroup withOthers(Option<Map<String, V>> map) {
    return new OptionGroup(options(), map);
  }

  /** Stands for all further keys; its type is a map. */
  public Optional<Option<?>> others() {
    return Optional.ofNullable(others);
  }

  /** Of the further keys. */
  public Optional<MapType<?>> typeOfOthers() {
    return others().map(option -> (MapType<?>) option.type());
  }

  public Collection<Option<?>> options() {
    return Collections.unmodifiableCollection(options.values());
  }

  public Optional<Option<?>> option(String key) {
    return Optional.ofNullable(options.get(key));
  }

  /** Those of the options, and what stands for the further ones. */
  public Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>(options.keySet());
    others().map(Option::key).ifPresent(keys::add);
    return Collections.unmodifiableSet(keys);
  }
}
