package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.protocol.Message.Hint;
import io.tracklayer.job.identity.protocol.Message.Join;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.Sighting;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an anchor has learned from the forest about its person: where the root is, and which
 * identifiers are members although the profile is too full to list them. An event that carries this
 * takes the straight path, however many devices its person has.
 *
 * <p>Invariant: a hint that passed the fence is true, and stays true, since trees are only ever
 * united. So it is not verified. A second copy or another order costs at most a detour through a
 * former root, and a lost hint costs one more question. After a crash, what was learned since the
 * checkpoint is forgotten.
 */
public final class Hints {

  private Hints() {}

  /** The memory of one anchor. */
  public interface Memory {

    @Nullable Whereabouts whereabouts() throws Exception;

    void keep(Whereabouts known) throws Exception;

    void forgetWhereabouts() throws Exception;

    boolean isMember(NodeId node) throws Exception;

    void addMember(NodeId node) throws Exception;
  }

  /**
   * The first message of an event.
   *
   * @param memory the memory of its anchor
   */
  public static Join begin(Draft event, Memory memory) throws Exception {
    Whereabouts known = event.anchor().standsForIdentifier() ? memory.whereabouts() : null;
    if (known == null) {
      return Join.begin(event, null);
    }
    SortedSet<NodeId> members = new TreeSet<>();
    if (known.isCrowded()) {
      for (Sighting sighting : event.identifiers()) {
        if (!sighting.node().equals(event.anchor()) && memory.isMember(sighting.node())) {
          members.add(sighting.node());
        }
      }
    }
    return Join.begin(event, known.root(), members);
  }

  /**
   * @param memory the memory of the anchor that the hint is for
   */
  public static void learn(Hint hint, Memory memory) throws Exception {
    for (NodeId member : hint.members()) {
      memory.addMember(member);
    }
    Whereabouts known = memory.whereabouts();
    boolean isCrowded = !hint.members().isEmpty() || (known != null && known.isCrowded());
    if (isCrowded || !hint.root().equals(hint.to())) {
      memory.keep(new Whereabouts(hint.root(), isCrowded));
    } else {
      memory.forgetWhereabouts();
    }
  }
}
