package io.tracklayer.job.identity.profile;

import io.tracklayer.contract.config.IdentityConfig;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeId;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How many identifiers of a type one profile may hold. External ids that are not named have {@link
 * IdentityConfig#DEFAULT_EXTERNAL_LIMIT}; devices come without limit, unless the configuration
 * gives them one. Immutable, thread-safe.
 */
public final class Limits implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * The most other names that one profile's user ids may have. A source that states the same {@code
   * previousId} for everybody would join everybody.
   */
  static final int MAX_ALIASES = 20;

  private final TreeMap<String, Integer> byType;
  private final int tag;

  public Limits(Map<String, Integer> byType) {
    this.byType = new TreeMap<>(byType);
    this.tag = this.byType.toString().hashCode();
  }

  public static Limits of(IdentityConfig config) {
    return new Limits(config.limits());
  }

  public boolean applyTo(Identifier identifier) {
    return byType.containsKey(identifier.type()) || identifier.isExternal();
  }

  /** Tells these limits from others; the same over restarts. */
  public int tag() {
    return tag;
  }

  /**
   * The type of which a union would hold too many. Never one of which the union holds no more than
   * one of its sides: what is above a limit that was lowered since stays, and a proposal that comes
   * a second time is no other union.
   */
  public Optional<String> exceededBy(Standing union, Standing one, Standing other) {
    Map<String, Integer> counts = counts(union);
    for (Map.Entry<String, Integer> counted : new TreeMap<>(counts).entrySet()) {
      String type = counted.getKey();
      int count = counted.getValue();
      if (count > limitOf(type) && count > Math.max(countOf(type, one), countOf(type, other))) {
        return Optional.of(type);
      }
    }
    int aliases = union.aliases().size();
    boolean tooManyNames =
        aliases > MAX_ALIASES && aliases > Math.max(one.aliases().size(), other.aliases().size());
    return tooManyNames ? Optional.of(Identifier.USER_ID) : Optional.empty();
  }

  private int limitOf(String type) {
    return byType.getOrDefault(type, IdentityConfig.DEFAULT_EXTERNAL_LIMIT);
  }

  private static int countOf(String type, Standing standing) {
    return counts(standing).getOrDefault(type, 0);
  }

  private static Map<String, Integer> counts(Standing standing) {
    Map<String, Set<NodeId>> names = new HashMap<>();
    standing
        .counted()
        .forEach(
            (node, type) ->
                names
                    .computeIfAbsent(type, t -> new HashSet<>())
                    .add(standing.aliases().nameFor(node)));
    Map<String, Integer> counts = new HashMap<>();
    names.forEach((type, nodes) -> counts.put(type, nodes.size()));
    return counts;
  }
}
