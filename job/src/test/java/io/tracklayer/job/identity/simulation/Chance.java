package io.tracklayer.job.identity.simulation;

import io.tracklayer.contract.identifier.NodeId;
import java.util.List;
import java.util.SplittableRandom;

/** All that is left to chance in a run; the same for the same seed. Not thread-safe. */
final class Chance {

  private final SplittableRandom random;

  Chance(long seed) {
    random = new SplittableRandom(seed);
  }

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Both included. */
  int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** In constant time: the order of the list is of no meaning. */
  <T> T take(List<T> values) {
    return takeAt(random.nextInt(values.size()), values);
  }

  static <T> T takeAt(int index, List<T> values) {
    T taken = values.get(index);
    T last = values.remove(values.size() - 1);
    if (index < values.size()) {
      values.set(index, last);
    }
    return taken;
  }

  /** A node as its hash would be: so each run has another order of its identifiers. */
  NodeId node(int rank) {
    return new NodeId((long) rank << 56 | random.nextLong() >>> 8, random.nextLong());
  }
}
