package io.tracklayer.contract.config.reading;

import io.tracklayer.contract.config.TrackLayerConfig;
import java.util.List;

/** A configuration that can be relied on, or everything that is wrong with it. */
public sealed interface ConfigResult {

  record Valid(TrackLayerConfig config) implements ConfigResult {}

  /**
   * @param problems at least one, in the order of the file
   */
  record Invalid(List<ConfigProblem> problems) implements ConfigResult {}
}
