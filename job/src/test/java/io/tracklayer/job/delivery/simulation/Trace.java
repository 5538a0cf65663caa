package io.tracklayer.job.delivery.simulation;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** What happens in a run, step by step, for whoever looks into one. */
final class Trace {

  /** For all the runs that nobody looks into. */
  static final Trace NONE = new Trace(null);

  private final Consumer<String> lines;

  /**
   * @param lines null for nobody
   */
  Trace(Consumer<String> lines) {
    this.lines = lines;
  }

  void say(Supplier<String> line) {
    if (lines != null) {
      lines.accept(line.get());
    }
  }
}
