package io.tracklayer.contract.config.options;

import java.util.Map;

/**
 * Values under names that the operator chooses. Their order is kept, so that processes agree on it.
 *
 * @param key the form of the names
 * @param overDefaults whether entries that are not written keep their default
 * @param ignoresCase whether names that differ in case only are one name
 */
public record MapType<V>(
    ScalarType<String> key, ValueType<V> value, boolean overDefaults, boolean ignoresCase)
    implements ValueType<Map<String, V>> {

  public MapType<V> ignoringCase() {
    return new MapType<>(key, value, overDefaults, true);
  }

  @Override
  public String name() {
    return "map of name to " + value.name();
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.map(this);
  }
}
