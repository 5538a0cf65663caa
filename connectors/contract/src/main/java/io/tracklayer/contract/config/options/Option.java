package io.tracklayer.contract.config.options;

/**
 * One key of the configuration, defined once: read, checked and documented from here.
 *
 * @param defaultYaml what a missing key means, as it would be written; null where there is none
 * @param defaultNote what the reference page says in place of {@code defaultYaml}; may be null
 * @param required whether a file without it is refused
 * @param doc one or two sentences for the reference page
 */
public record Option<T>(
    String key,
    ValueType<T> kind,
    String defaultYaml,
    String defaultNote,
    boolean required,
    String doc) {

  public static <T> Option<T> required(String key, ValueType<T> kind, String doc) {
    return new Option<>(key, kind, null, null, true, doc);
  }

  /** May be left out, and is then absent. */
  public static <T> Option<T> optional(
      String key, ValueType<T> kind, String whenAbsent, String doc) {
    return new Option<>(key, kind, null, whenAbsent, false, doc);
  }

  public static <T> Option<T> withDefault(
      String key, ValueType<T> kind, String defaultYaml, String doc) {
    return new Option<>(key, kind, defaultYaml, null, false, doc);
  }
}
