package io.tracklayer.local.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** The configuration of a local run that was given none. */
final class BuiltInConfig {

  private static final String RESOURCE = "/local.yaml";

  private BuiltInConfig() {}

  /**
   * @param directory of the run, where the secrets are
   * @param sandbox base URL
   */
  static String yaml(Path directory, String sandbox) throws IOException {
    try (InputStream resource = requireNonNull(BuiltInConfig.class.getResourceAsStream(RESOURCE))) {
      return new String(resource.readAllBytes(), UTF_8)
          .replace("DIR/secrets", escaped(directory.resolve("secrets").toString()))
          .replace("SANDBOX/", sandbox + "/");
    }
  }

  /** Inside double quotes of YAML. */
  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
