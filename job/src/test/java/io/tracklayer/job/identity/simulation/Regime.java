package io.tracklayer.job.identity.simulation;

import static io.tracklayer.job.identity.simulation.Trouble.CRASHES;
import static io.tracklayer.job.identity.simulation.Trouble.DUPLICATES;
import static io.tracklayer.job.identity.simulation.Trouble.FORKS;
import static io.tracklayer.job.identity.simulation.Trouble.LARGE_PROFILES;
import static io.tracklayer.job.identity.simulation.Trouble.LIMITS;
import static io.tracklayer.job.identity.simulation.Trouble.MANY_DEVICES;
import static io.tracklayer.job.identity.simulation.Trouble.MANY_NAMES;
import static io.tracklayer.job.identity.simulation.Trouble.MANY_STRANGERS;
import static io.tracklayer.job.identity.simulation.Trouble.RESCALES;

import java.util.List;
import java.util.Set;

/**
 * Which troubles occur together in a run. The regime of a run follows from its seed alone.
 *
 * @param staysLocal whether messages between nodes of one subtask are handled at once, as in the
 *     job; if not, all of them go through the loop, which makes for more orders
 */
record Regime(Set<Trouble> troubles, boolean staysLocal) {

  private static final List<Regime> IN_TURN =
      List.of(
          with(),
          with(DUPLICATES),
          with(CRASHES),
          with(CRASHES, RESCALES),
          with(CRASHES, FORKS),
          with(LIMITS),
          with(LIMITS, DUPLICATES),
          with(LIMITS, CRASHES, RESCALES, FORKS),
          with(LARGE_PROFILES, CRASHES),
          with(LIMITS, LARGE_PROFILES, DUPLICATES, CRASHES, RESCALES, FORKS),
          with(LIMITS, MANY_STRANGERS, DUPLICATES, CRASHES));

  /** With hundreds of events, such a run takes as long as a hundred others. */
  private static final List<Regime> RARE =
      List.of(
          with(MANY_NAMES, LIMITS, DUPLICATES, CRASHES),
          with(MANY_DEVICES, LARGE_PROFILES, LIMITS, CRASHES));

  private static final int ONE_RARE_IN = 500;

  static Regime of(long seed) {
    boolean isRare = seed % ONE_RARE_IN == ONE_RARE_IN - 1;
    List<Regime> inTurn = isRare ? RARE : IN_TURN;
    long turn = isRare ? seed / ONE_RARE_IN : seed;
    Regime regime = inTurn.get((int) (turn % inTurn.size()));
    return new Regime(regime.troubles, turn / inTurn.size() % 2 == 1);
  }

  private static Regime with(Trouble... troubles) {
    return new Regime(Set.of(troubles), false);
  }

  boolean has(Trouble trouble) {
    return troubles.contains(trouble);
  }

  @Override
  public String toString() {
    String all =
        troubles.isEmpty() ? "no troubles" : troubles.stream().sorted().toList().toString();
    return all + (staysLocal ? ", local messages stay local" : "");
  }
}
