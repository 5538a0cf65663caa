package io.tracklayer.job.identity.simulation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many identifiers of a type one profile may hold in a run. */
final class RunLimits {

  private static final int MORE_THAN_THERE_ARE = 1_000;

  private RunLimits() {}

  /** How many shared devices a profile remembers that it does not list: so few that some do not. */
  static int marks(Chance chance) {
    return chance.pick(List.of(0, 3, 100));
  }

  /** External ids always have a limit, so a run without limits gives them one out of reach. */
  static Map<String, Integer> random(Chance chance, Regime regime) {
    Map<String, Integer> limits = new TreeMap<>();
    limits.put("crm_id", MORE_THAN_THERE_ARE);
    if (!regime.has(Trouble.LIMITS)) {
      if (chance.oneIn(2)) {
        limits.put("user_id", MORE_THAN_THERE_ARE);
        limits.put("email", MORE_THAN_THERE_ARE);
      }
      return limits;
    }
    boolean mayHaveTwo = !regime.has(Trouble.MANY_STRANGERS) && chance.oneIn(3);
    limits.put("user_id", mayHaveTwo ? chance.between(2, 3) : 1);
    limits.put("email", chance.between(1, 3));
    limits.put("phone", 1);
    if (chance.oneIn(2)) {
      limits.put("crm_id", 1);
    }
    if (chance.oneIn(8)) {
      limits.put("anonymous_id", 2);
    }
    return limits;
  }
}
