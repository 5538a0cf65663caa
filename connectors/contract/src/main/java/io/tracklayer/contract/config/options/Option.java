package io.tracklayer.contract.config.options;

import io.tracklayer.contract.config.Settings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One key of the configuration. It is declared once; reading, checks, documentation and use all go
 * through the declaration.
 *
 * @param defaultYaml the value of a missing key, in YAML
 * @param defaultNote what the reference page says in place of {@code defaultYaml}
 * @param required whether a file without it is refused
 * @param description one or two sentences for the reference page
 */
public record Option<T>(
    String key,
    ValueType<T> type,
    @Nullable String defaultYaml,
    @Nullable String defaultNote,
    boolean required,
    String description) {

  public static <T> Option<T> required(String key, ValueType<T> type, String description) {
    return new Option<>(key, type, null, null, true, description);
  }

  /** May be left out, and is then absent. */
  public static <T> Option<T> optional(
      String key, ValueType<T> type, String whenAbsent, String description) {
    return new Option<>(key, type, null, whenAbsent, false, description);
  }

  public static <T> Option<T> withDefault(
      String key, ValueType<T> type, String defaultYaml, String description) {
    return new Option<>(key, type, defaultYaml, null, false, description);
  }

  /**
   * Its value in a section that was read through a group with this option.
   *
   * @throws IllegalStateException when it is absent; this cannot happen for a required option or
   *     one with a default, since reading the section ensures a value
   */
  public T in(Settings section) {
    return find(section).orElseThrow(() -> new IllegalStateException(key + " is absent"));
  }

  @SuppressWarnings("unchecked") // a section holds under each key what the option's type reads
  public Optional<T> find(Settings section) {
    return section.value(key).map(value -> (T) value);
  }
}
