package io.tracklayer.contract.config;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/**
 * What {@code kafka.properties_ref} leads to: the lines of one of Kafka's own client property
 * files, in which a backslash is an escape.
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

  /** What keeps the lines from being read; empty for nothing. */
  public static Optional<String> flaw(String lines) {
    try {
      parse(lines);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of("has a \\u that four hexadecimal digits do not follow; write \\\\ for \\");
    }
  }
}
