package io.tracklayer.contract.config;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/**
 * The client properties that {@code kafka.properties_ref} points to, in the format of Kafka's own
 * property files: one property per line, with backslash as the escape character.
 */
public final class ClientProperties {

  private ClientProperties() {}

  /**
   * @throws IllegalArgumentException when {@link #flaw} finds one
   */
  public static Properties parse(String lines) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(lines));
    } catch (IOException e) {
      throw new UncheckedIOException("a string can be read", e);
    }
    return properties;
  }

  /** Why the lines cannot be read; empty when they can. */
  public static Optional<String> flaw(String lines) {
    try {
      parse(lines);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of("has a \\u that four hexadecimal digits do not follow; write \\\\ for \\");
    }
  }
}
