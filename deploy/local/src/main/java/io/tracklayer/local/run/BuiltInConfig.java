package io.tracklayer.local.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** The configuration of a local run without a configuration file. */
final class BuiltInConfig {

  private static final String RESOURCE = "/local.yaml";

  private BuiltInConfig() {}

  /**
   * @param directory the directory of the run, which contains the secrets
   * @param sandbox base URL
   */
  static String yaml(Path directory, String sandbox) throws IOException {
    try (InputStream resource = requireNonNull(BuiltInConfig.class.getResourceAsStream(RESOURCE))) {
      return new String(resource.readAllBytes(), UTF_8)
          .replace("DIR/secrets", escaped(directory.resolve("secrets").toString()))
          .replace("SANDBOX/", sandbox + "/");
    }
  }

  /** Escapes text for YAML's double quotes. */
  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
