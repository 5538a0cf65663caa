package io.tracklayer.job.delivery.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** All that is left to chance in a run; the same for the same seed. Not thread-safe. */
final class Chance {

  private final SplittableRandom random;

  Chance(long seed) {
    random = new SplittableRandom(seed);
  }

  /** From 0, without the bound. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  boolean of(double probability) {
    return random.nextDouble() < probability;
  }

  <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  <T> void shuffle(List<T> values) {
    for (int i = values.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      T kept = values.get(i);
      values.set(i, values.get(j));
      values.set(j, kept);
    }
  }
}
