package io.tracklayer.destinations;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.options.DestinationSpec;

/** A kind of system that events are delivered to; found by {@link java.util.ServiceLoader}. */
public interface DestinationType {

  DestinationSpec spec();

  /**
   * @param config valid against {@link #spec()}
   * @param secrets looked up anew in every {@link Destination#request}, so that a rotated secret
   *     takes effect without a restart
   * @throws IllegalStateException when a secret is not set
   */
  Destination open(DestinationConfig config, Secrets secrets);
}
