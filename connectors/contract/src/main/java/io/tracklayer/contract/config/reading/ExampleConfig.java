package io.tracklayer.contract.config.reading;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The example that the reference page of the configuration shows. */
public final class ExampleConfig {

  private ExampleConfig() {}

  public static String yaml() {
    try (InputStream in = ExampleConfig.class.getResourceAsStream("example.yaml")) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
