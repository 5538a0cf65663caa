package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.profile.Profile;
import org.jspecify.annotations.Nullable;

/**
 * The state of one node of the forest. Immutable.
 *
 * @param parent always smaller than the node itself, which alone makes cycles impossible; none for
 *     a root
 * @param pending this root's proposal that is not yet answered
 * @param proposals how many proposals it has made, which also numbers them
 * @param profile the profile of a root, which keeps it until the root that it proposed itself to
 *     has it
 */
public record NodeState(
    @Nullable NodeId parent, @Nullable Proposal pending, long proposals, Profile profile) {

  /** A node of which nothing is known. It has no entry in state. */
  public static final NodeState FRESH = new NodeState(null, null, 0, Profile.EMPTY);

  /**
   * A root's offer to become a child.
   *
   * @param number tells its answer from the answer to another proposal
   */
  public record Proposal(NodeId to, long number) {}

  public boolean isRoot() {
    return parent == null;
  }

  public boolean isPending() {
    return pending != null;
  }

  NodeState with(Profile other) {
    return new NodeState(parent, pending, proposals, other);
  }

  NodeState proposingTo(NodeId root) {
    long number = proposals + 1;
    return new NodeState(null, new Proposal(root, number), number, profile);
  }

  NodeState refused(Profile other) {
    return new NodeState(null, null, proposals, other);
  }

  static NodeState childOf(NodeId parent) {
    return new NodeState(parent, null, 0, Profile.EMPTY);
  }

  boolean awaits(long number) {
    return pending != null && pending.number() == number;
  }
}
