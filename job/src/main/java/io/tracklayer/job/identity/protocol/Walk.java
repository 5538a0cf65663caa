package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.Sighting;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way through the forest. It handles its identifiers one by one, in ascending order
 * of their nodes, and never an earlier one again, so it ends. Immutable.
 *
 * @param entry the node that the event was first sent to: the anchor, or where a hint led
 * @param members identifiers that were once found to be the anchor's person's, and so still are,
 *     whether or not the profile lists them
 * @param index the index of the next identifier to handle
 * @param refused identifiers that stay apart: somebody else's, one too many, or nobody's
 * @param shared those of them that are nobody's, since several people were seen with them
 * @param bodyAt the node that holds a body too large for the loop; none for an event that carries
 *     its body
 * @param hops how often the event went through the loop
 */
public record Walk(
    Draft event,
    NodeId entry,
    SortedSet<NodeId> members,
    int index,
    SortedSet<NodeId> refused,
    SortedSet<NodeId> shared,
    Findings findings,
    @Nullable NodeId bodyAt,
    int hops) {

  private static final byte[] NO_BODY = {};

  static Walk begin(Draft event, NodeId entry, SortedSet<NodeId> members) {
    return new Walk(
        event, entry, members, 0, new TreeSet<>(), new TreeSet<>(), Findings.NONE, null, 0);
  }

  NodeId anchor() {
    return event.anchor();
  }

  /** The first identifier handled that is the person's; none if there is none yet. */
  Optional<NodeId> home() {
    return handled().filter(node -> !refused.contains(node)).findFirst();
  }

  /** Whether the node is the anchor's person's; to be asked at the anchor's root. */
  boolean isMember(NodeId node) {
    return members.contains(node) && !refused.contains(anchor());
  }

  /** Whether only the first identifier was handled, and it was new. */
  public boolean homeIsNew() {
    return index == 1 && !findings.someKnown();
  }

  private Stream<NodeId> handled() {
    return event.identifiers().stream().limit(index).map(Sighting::node);
  }

  /** The strongest identifier of an event whose identifiers are all nobody's. */
  Sighting firstShared() {
    return event.identifiers().get(0);
  }

  boolean isDone() {
    return index >= event.identifiers().size();
  }

  /** The identifier that is handled now. */
  Sighting next() {
    return event.identifiers().get(index);
  }

  /** The identifier handled now is already the profile's, or is a new profile's first. */
  Walk passed(boolean known) {
    return new Walk(
        event, entry, members, index + 1, refused, shared, findings.met(known), bodyAt, hops);
  }

  /** The identifier handled now has just joined the profile. */
  Walk joined(boolean known) {
    return new Walk(
        event, entry, members, index + 1, refused, shared, findings.joined(known), bodyAt, hops);
  }

  /** The identifier handled now stays apart. */
  Walk refusedNext() {
    SortedSet<NodeId> more = new TreeSet<>(refused);
    more.add(next().node());
    return new Walk(event, entry, members, index + 1, more, shared, findings, bodyAt, hops);
  }

  /** The identifier handled now is nobody's. */
  Walk sharedNext() {
    SortedSet<NodeId> more = new TreeSet<>(shared);
    more.add(next().node());
    Walk on = refusedNext();
    return new Walk(event, entry, members, on.index, on.refused, more, findings, bodyAt, hops);
  }

  Walk oneHopOn() {
    return new Walk(event, entry, members, index, refused, shared, findings, bodyAt, hops + 1);
  }

  /** Goes on without its body, which stays at a node. */
  Walk leavingItsBodyAt(NodeId node) {
    return new Walk(
        event.withBody(NO_BODY), entry, members, index, refused, shared, findings, node, hops);
  }

  @Override
  public String toString() {
    return "Walk[" + event + ", identifier " + index + "]";
  }
}
