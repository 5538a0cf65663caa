package io.tracklayer.contract.config.options;

/**
 * One setting that a destination type declares, from which configs are checked and documented.
 *
 * @param key as written in the file
 * @param kind what its value looks like
 * @param required whether a configuration without it is refused
 * @param doc one sentence for the reference page
 */
public record SettingSpec(String key, Kind kind, boolean required, String doc) {

  public enum Kind {
    TEXT,
    FLAG,
    URL,
    /** The name of an environment variable, or file:/path. */
    SECRET_REF,
    /** Text to text. */
    MAP
  }
}
