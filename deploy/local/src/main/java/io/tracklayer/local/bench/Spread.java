package io.tracklayer.local.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The median of some figures, with the lowest and the highest of them. */
record Spread(double low, double median, double high) {

  static <T> Spread of(List<T> measured, ToDoubleFunction<T> figure) {
    if (measured.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    double[] sorted = measured.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(sorted[0], median, sorted[sorted.length - 1]);
  }
}
