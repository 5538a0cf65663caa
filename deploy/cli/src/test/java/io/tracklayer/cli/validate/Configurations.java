package io.tracklayer.cli.validate;

import io.tracklayer.contract.config.EndpointConfig;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.reading.ConfigReader;
import io.tracklayer.contract.config.reading.ConfigResult;
import io.tracklayer.destinations.Destinations;

/** Configurations as files hold them. */
final class Configurations {

  private Configurations() {}

  static TrackLayerConfig of(String yaml) {
    ConfigResult read = new ConfigReader(new Destinations().specs()).read("test", yaml);
    if (read instanceof ConfigResult.Valid valid) {
      return valid.config();
    }
    throw new IllegalStateException(((ConfigResult.Invalid) read).problems().toString());
  }

  /** Of a configuration with nothing but one endpoint, with this filter and mapping. */
  static EndpointConfig endpoint(String include, String mapping) {
    return of("""
            endpoints:
              - url: https://in.example.com/e
                account: acct
                environment: production
                secret_ref: S
                filters: {include: %s}
                mapping: %s
            identity: {key_ref: K}
            """
            .formatted(include, mapping))
        .endpoints()
        .get(0);
  }
}
