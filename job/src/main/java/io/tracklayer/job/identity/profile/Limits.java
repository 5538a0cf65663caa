package io.tracklayer.job.identity.profile;

import io.tracklayer.contract.config.IdentityConfig;
import io.tracklayer.contract.config.IdentityConfig.SharedDevices;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeId;
import java.io.Serializable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How many identifiers of a type one profile may hold, and when one is nobody's. External ids and
 * addresses that are not named have {@link IdentityConfig#DEFAULT_EXTERNAL_LIMIT}; devices come
 * without limit, unless the configuration gives them one. Immutable, thread-safe.
 */
public final class Limits implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * The most other names that one profile's user ids may have, so that it has three in all.
   * Otherwise a source that states the same {@code previousId} for everybody would join everybody.
   */
  static final int MAX_ALIASES = 2;

  /**
   * The most members of all types that have a limit. What counts is never forgotten, so limits in
   * the hundreds would let profiles grow past what a message of the loop holds.
   */
  static final int MAX_COUNTED = 80;

  /** A device with more people than this has an id that is the same everywhere. */
  static final int MOST_PEOPLE_OF_A_DEVICE = 20;

  /** An address with more user ids than this is one that programs make up for guests. */
  static final int MOST_USERS_OF_AN_ADDRESS = 5;

  /** The most shared devices that a profile remembers one by one, beside those that it lists. */
  private static final int MAX_MARKS = 100;

  private static final Comparator<Map.Entry<String, Integer>> MOST =
      Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry::getKey);

  private final TreeMap<String, Integer> byType;
  private final boolean sharedAreNobodys;
  private final int mostMarks;
  private final int tag;

  /** Limits under which identifiers that several people were seen with are nobody's. */
  public Limits(Map<String, Integer> byType) {
    this(byType, SharedDevices.OWN_PROFILE);
  }

  public Limits(Map<String, Integer> byType, SharedDevices sharedDevices) {
    this(byType, sharedDevices, MAX_MARKS);
  }

  private Limits(Map<String, Integer> byType, SharedDevices sharedDevices, int mostMarks) {
    this.mostMarks = mostMarks;
    this.sharedAreNobodys = sharedDevices == SharedDevices.OWN_PROFILE;
    this.byType = new TreeMap<>(byType);
    this.tag = this.byType.toString().hashCode();
  }

  public static Limits of(IdentityConfig config) {
    return new Limits(config.limits(), config.sharedDevices());
  }

  public boolean applyTo(Identifier identifier) {
    return applyTo(identifier.type());
  }

  public boolean applyTo(String type) {
    return byType.containsKey(type)
        || Identifier.isExternalType(type)
        || Identifier.isTypeOfAddresses(type);
  }

  public Limits withSharedDevices(SharedDevices other) {
    return new Limits(byType, other, mostMarks);
  }

  /** With room to remember so many shared devices beside those that a profile lists. */
  public Limits withMarks(int most) {
    return new Limits(
        byType, sharedAreNobodys ? SharedDevices.OWN_PROFILE : SharedDevices.FIRST_OWNER, most);
  }

  int mostMarks() {
    return mostMarks;
  }

  public boolean sharedAreNobodys() {
    return sharedAreNobodys;
  }

  /** Tells these limits from others, also after a restart. */
  public int tag() {
    return tag;
  }

  /**
   * The type of which a union would hold too many, or the most of too many in all. A type of which
   * the union holds no more than one of its sides does not count: a profile that is above a limit
   * that was lowered since stays as it is, and a proposal that comes a second time gets the same
   * answer.
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
    int counted = union.counted().size();
    if (counted > MAX_COUNTED && counted > Math.max(one.counted().size(), other.counted().size())) {
      return counts.entrySet().stream().max(MOST).map(Map.Entry::getKey);
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
