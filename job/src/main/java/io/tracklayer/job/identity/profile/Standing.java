package io.tracklayer.job.identity.profile;

import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The part of a profile that counts against limits, which is enough to tell whether a union would
 * exceed one. It only ever grows. So a root that sees that a union would, even from an old
 * standing, may refuse at once; and a proposal that was refused is refused again if it comes a
 * second time. That is why user ids become names of one another only in the union that brings them
 * together: a later statement that joined them would make room.
 *
 * @param counted the type of each member whose type has a limit
 */
public record Standing(SortedMap<NodeId, String> counted, Aliases aliases) {

  public static final Standing NOTHING = new Standing(new TreeMap<>(), Aliases.NONE);

  public static Standing of(Identifier identifier, NodeId node, Limits limits) {
    SortedMap<NodeId, String> counted = new TreeMap<>();
    if (limits.applyTo(identifier)) {
      counted.put(node, identifier.type());
    }
    return new Standing(counted, Aliases.NONE);
  }

  public Standing with(Standing other) {
    SortedMap<NodeId, String> union = new TreeMap<>(counted);
    union.putAll(other.counted);
    return new Standing(union, aliases.merge(other.aliases));
  }

  /**
   * The union of two sides that a source states to be one person (alias, merge), by which their
   * user ids become names of one another. Nothing changes if the sides are one already.
   */
  public Standing withStated(Standing other) {
    Standing union = with(other);
    Optional<NodeId> own = userId();
    Optional<NodeId> others = other.userId();
    return own.isEmpty()
            || others.isEmpty()
            || counted.containsKey(others.get())
            || other.counted.containsKey(own.get())
        ? union
        : new Standing(union.counted, union.aliases.with(own.get(), others.get()));
  }

  /**
   * Whether each of the two has an address that the other does not have. A proposal that was
   * accepted brings none when it comes a second time.
   */
  public boolean hasOtherAddressesThan(Standing other) {
    Set<NodeId> own = addresses();
    Set<NodeId> others = other.addresses();
    return !own.containsAll(others) && !others.containsAll(own);
  }

  private Set<NodeId> addresses() {
    Set<NodeId> addresses = new TreeSet<>();
    counted.forEach(
        (node, type) -> {
          if (Identifier.isTypeOfAddresses(type)) {
            addresses.add(node);
          }
        });
    return addresses;
  }

  /** The user id by which its person is told from others, if there is one. */
  public Optional<NodeId> userId() {
    return counted.entrySet().stream()
        .filter(entry -> entry.getValue().equals(Identifier.USER_ID))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
