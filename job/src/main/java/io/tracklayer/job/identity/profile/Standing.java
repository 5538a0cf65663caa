package io.tracklayer.job.identity.profile;

import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeId;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What of a profile counts against limits: enough to tell whether a union would exceed one. It only
 * ever grows, so whoever sees that it would, even from an old standing, may refuse at once; and a
 * proposal that was refused is refused again should it come a second time. That is why user ids
 * become names of one another only in the union that brings them together: a later statement that
 * made them one would make room.
 *
 * @param counted type by member, only of types with a limit
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
   * A union that a source states outright (alias, merge): it says that the user ids of both sides
   * are one person's. Of sides that are one already it says nothing.
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

  /** By which its person is told from others, if there is one. */
  public Optional<NodeId> userId() {
    return counted.entrySet().stream()
        .filter(entry -> entry.getValue().equals(Identifier.USER_ID))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
