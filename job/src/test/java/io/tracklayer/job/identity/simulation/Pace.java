package io.tracklayer.job.identity.simulation;

import java.util.List;

/**
 * How fast the parts of a job are in a run, as shares of a hundred steps; the remaining steps
 * handle what was read. A job that reads slowly comes to rest between two events; one that reads
 * fast has all of them under way at once.
 *
 * @param rawReads of the raw topic
 * @param loopReads of the loop topic
 * @param laggards one of how many messages of the loop is read long after the others; 0 for none
 */
record Pace(int rawReads, int loopReads, int laggards) {

  private static final int PATIENCE = 25;

  static Pace random(Chance chance) {
    return new Pace(
        chance.pick(List.of(2, 8, 20, 50)),
        chance.pick(List.of(10, 25, 40)),
        chance.pick(List.of(0, 0, 3, 8)));
  }

  boolean putsOff(int offset, Chance chance) {
    return laggards > 0 && offset % laggards == 0 && !chance.oneIn(PATIENCE);
  }
}
