package io.tracklayer.local.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.reading.ConfigReader;
import io.tracklayer.contract.config.reading.ConfigResult;
import io.tracklayer.destinations.Destinations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The configuration that all processes of the benchmark read. */
final class BenchConfig {

  /** The only one. */
  static final String DESTINATION = "crm";

  private static final String RESOURCE = "bench.yaml";
  private static final String FILE = "config.yaml";

  private BenchConfig() {}

  /** Writes it and its secrets, which protect nothing, since all events are made up. */
  static TrackLayerConfig write(Path directory, String kafka, String endpoint) throws IOException {
    Files.writeString(
        directory.resolve("identity-key"), "an identity key for made-up events, over 32 bytes");
    Files.writeString(directory.resolve("signing-secret"), "a signing secret for made-up events");
    try (InputStream resource = requireNonNull(BenchConfig.class.getResourceAsStream(RESOURCE))) {
      Files.writeString(
          directory.resolve(FILE),
          new String(resource.readAllBytes(), UTF_8)
              .replace("KAFKA", kafka)
              .replace("ENDPOINT", endpoint)
              .replace("DIR", directory.toString()));
    }
    return read(directory);
  }

  static TrackLayerConfig read(Path directory) {
    ConfigResult result =
        new ConfigReader(new Destinations().specs()).read(directory.resolve(FILE));
    if (result instanceof ConfigResult.Valid valid) {
      return valid.config();
    }
    throw new IllegalStateException("the benchmark's own configuration is wrong: " + result);
  }
}
