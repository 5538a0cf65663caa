package io.tracklayer.e2e.delivery;

/** What a run's chance begins with: another one each time, or that of {@code -Dchaos.seed}. */
final class ChaosSeed {

  private ChaosSeed() {}

  /** Printed, so that a run can be had again. */
  static long next() {
    long seed = Long.getLong("chaos.seed", System.nanoTime());
    System.out.println("chaos.seed " + seed);
    return seed;
  }
}
