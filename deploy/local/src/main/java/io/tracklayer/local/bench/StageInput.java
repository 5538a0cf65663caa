package io.tracklayer.local.bench;

import io.tracklayer.contract.config.TrackLayerConfig;

/**
 * @param events how many there are in the raw topic
 * @param parallelism of jobs; also the number of connections to a table
 */
record StageInput(TrackLayerConfig config, int events, int parallelism) {

  /** Unless it is what is varied. */
  static final int PARALLELISM = 2;

  private static final int STEPS = 1000;

  /** How many events one thread takes between two lines of progress. */
  int step() {
    return Math.max(1, Math.min(STEPS, events / STEPS));
  }
}
