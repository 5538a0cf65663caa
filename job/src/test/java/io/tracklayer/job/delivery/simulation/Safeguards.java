package io.tracklayer.job.delivery.simulation;

import java.util.EnumSet;
import java.util.Set;

/** The safeguards of a run: all of them, or all but one, to see that the properties notice. */
final class Safeguards {

  static final Safeguards ALL = new Safeguards(EnumSet.noneOf(Safeguard.class));

  private final Set<Safeguard> missing;

  private Safeguards(Set<Safeguard> missing) {
    this.missing = missing;
  }

  static Safeguards without(Safeguard safeguard) {
    return new Safeguards(EnumSet.of(safeguard));
  }

  boolean have(Safeguard safeguard) {
    return !missing.contains(safeguard);
  }

  @Override
  public String toString() {
    return missing.isEmpty() ? "all safeguards" : "without " + missing;
  }
}
