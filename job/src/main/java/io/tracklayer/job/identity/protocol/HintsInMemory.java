package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.protocol.Message.Hint;
import io.tracklayer.job.identity.protocol.Message.Join;
import io.tracklayer.job.intake.draft.Draft;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The hints of all anchors, in memory. Not thread-safe.
 *
 * @param whereabouts by anchor
 * @param members by anchor
 */
public record HintsInMemory(
    Map<NodeId, Whereabouts> whereabouts, Map<NodeId, Set<NodeId>> members) {

  public HintsInMemory() {
    this(new HashMap<>(), new HashMap<>());
  }

  /** The first message of an event. */
  public Join begin(Draft event) {
    try {
      return Hints.begin(event, of(event.anchor()));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("memory does not fail", e);
    }
  }

  public void learn(Hint hint) {
    try {
      Hints.learn(hint, of(hint.to()));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("memory does not fail", e);
    }
  }

  /** All anchors of which anything is known. */
  public Set<NodeId> anchors() {
    Set<NodeId> anchors = new HashSet<>(whereabouts.keySet());
    anchors.addAll(members.keySet());
    return anchors;
  }

  private Hints.Memory of(NodeId anchor) {
    return new Hints.Memory() {

      @Override
      public @Nullable Whereabouts whereabouts() {
        return whereabouts.get(anchor);
      }

      @Override
      public void keep(Whereabouts known) {
        whereabouts.put(anchor, known);
      }

      @Override
      public void forgetWhereabouts() {
        whereabouts.remove(anchor);
      }

      @Override
      public boolean isMember(NodeId node) {
        return members.getOrDefault(anchor, Set.of()).contains(node);
      }

      @Override
      public void addMember(NodeId node) {
        members.computeIfAbsent(anchor, a -> new HashSet<>()).add(node);
      }
    };
  }

  /** Takes over what another remembers of an anchor. */
  public void copy(NodeId anchor, HintsInMemory other) {
    Whereabouts known = other.whereabouts.get(anchor);
    if (known != null) {
      whereabouts.put(anchor, known);
    }
    Set<NodeId> all = other.members.get(anchor);
    if (all != null) {
      members.put(anchor, new HashSet<>(all));
    }
  }
}
