package io.tracklayer.contract.config;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The checked values of one section of the configuration, such as a destination's settings. They
 * are read through the options that declare them, which know their types.
 */
public final class Settings implements Serializable {

  private static final long serialVersionUID = 1L;

  private final TreeMap<String, Serializable> values;

  /**
   * @param values by key; each has the type of its option
   */
  public Settings(Map<String, ? extends Serializable> values) {
    this.values = new TreeMap<>(values);
  }

  public Optional<Serializable> value(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** Every secret reference, by key. */
  public List<SecretRef> secretRefs() {
    return values.values().stream()
        .filter(SecretRef.class::isInstance)
        .map(SecretRef.class::cast)
        .toList();
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
