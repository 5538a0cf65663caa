package io.tracklayer.e2e.testing;

import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.reading.ConfigReader;
import io.tracklayer.contract.config.reading.ConfigResult;
import io.tracklayer.destinations.Destinations;

/** Configurations of tests, read as a user's is. */
public final class Configs {

  private Configs() {}

  /** Of YAML that must be without a problem. */
  public static TrackLayerConfig read(String yaml) {
    ConfigResult result = new ConfigReader(new Destinations().specs()).read("test.yaml", yaml);
    if (result instanceof ConfigResult.Valid valid) {
      return valid.config();
    }
    throw new AssertionError(result.toString());
  }
}
