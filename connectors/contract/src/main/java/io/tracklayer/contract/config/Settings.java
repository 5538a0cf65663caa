package io.tracklayer.contract.config;

import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A destination's own settings, already checked against what its type declares: text, booleans,
 * whole numbers and maps of text.
 */
public final class Settings implements Serializable {

  private static final long serialVersionUID = 1L;

  private final TreeMap<String, Serializable> values;

  public Settings(Map<String, ? extends Serializable> values) {
    this.values = new TreeMap<>(values);
  }

  public Optional<String> text(String key) {
    return Optional.ofNullable(values.get(key)).map(String::valueOf);
  }

  /**
   * @throws IllegalStateException when it is missing, which checking the configuration excludes
   */
  public String requireText(String key) {
    return text(key)
        .orElseThrow(() -> new IllegalStateException("settings." + key + " is missing"));
  }

  public boolean flag(String key) {
    return Boolean.TRUE.equals(values.get(key));
  }

  public Optional<SecretRef> secret(String key) {
    return text(key).map(SecretRef::new);
  }

  /** A map of text to text; empty when it is not set. */
  public Map<String, String> map(String key) {
    Map<String, String> result = new TreeMap<>();
    if (values.get(key) instanceof Map<?, ?> map) {
      map.forEach((name, value) -> result.put(String.valueOf(name), String.valueOf(value)));
    }
    return result;
  }

  public Map<String, Serializable> values() {
    return Map.copyOf(values);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Settings settings && values.equals(settings.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return "Settings" + values.keySet();
  }
}
