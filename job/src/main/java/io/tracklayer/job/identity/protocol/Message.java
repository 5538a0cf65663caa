package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.contract.identity.IdentityChange.Trigger;
import io.tracklayer.job.identity.profile.Profile;
import io.tracklayer.job.identity.profile.Standing;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.Sighting;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What nodes tell each other. Each message is for one node, and handled where that node lives. */
public sealed interface Message {

  /** The node it is for. */
  NodeId to();

  MessageType type();

  /** The event that it carries on its way; none for answers and advice. */
  default @Nullable Walk carried() {
    return null;
  }

  /** The same message, its event as given. */
  default Message carrying(Walk other) {
    throw new IllegalStateException("a " + type().text() + " carries no event");
  }

  /** The same message, having gone through the loop once more. */
  default Message oneHopOn() {
    return this;
  }

  /**
   * An event looks for the root of one of its identifiers.
   *
   * @param side that the identifier's root is to be united with; none while the event looks for its
   *     first
   * @param hinted whether a hint led here
   */
  record Join(NodeId to, Walk walk, @Nullable Side side, boolean hinted) implements Message {

    /**
     * The first message of an event.
     *
     * @param hint where its anchor was found last time, if ever
     */
    public static Join begin(Draft event, @Nullable NodeId hint) {
      return begin(event, hint == null ? event.anchor() : hint, new TreeSet<>());
    }

    /**
     * The first message of an event.
     *
     * @param entry where its anchor was found last time
     * @param members further identifiers that are of the same person
     */
    static Join begin(Draft event, NodeId entry, SortedSet<NodeId> members) {
      Walk walk = Walk.begin(event, entry, members);
      return new Join(entry, walk, null, !entry.equals(event.anchor()));
    }

    Join forwardedTo(NodeId node) {
      return new Join(node, walk, side, hinted);
    }

    @Override
    public MessageType type() {
      return MessageType.JOIN;
    }

    @Override
    public Walk carried() {
      return walk;
    }

    @Override
    public Message carrying(Walk other) {
      return new Join(to, other, side, hinted);
    }

    @Override
    public Message oneHopOn() {
      return carrying(walk.oneHopOn());
    }
  }

  /**
   * One side of a union that is looked into.
   *
   * @param profileId the node that gives its profile the id
   * @param isHome whether the event's identifiers handled so far are on this side; else the one
   *     handled now
   * @param nextIsKnown whether the identifier handled now had been seen before; meaningless while
   *     its node was not asked, which is as long as this side is the first home
   */
  record Side(
      NodeId root, NodeId profileId, Standing standing, boolean isHome, boolean nextIsKnown) {}

  /**
   * A root offers itself and all it knows to a smaller one.
   *
   * @param isFromHome as in {@link Side#isHome}, of the side that proposes
   */
  record Propose(
      NodeId to,
      NodeId from,
      long number,
      Profile profile,
      Walk walk,
      boolean isFromHome,
      boolean nextIsKnown)
      implements Message {

    Propose forwardedTo(NodeId node) {
      return new Propose(node, from, number, profile, walk, isFromHome, nextIsKnown);
    }

    @Override
    public MessageType type() {
      return MessageType.PROPOSE;
    }

    @Override
    public Walk carried() {
      return walk;
    }

    @Override
    public Message carrying(Walk other) {
      return new Propose(to, from, number, profile, other, isFromHome, nextIsKnown);
    }

    @Override
    public Message oneHopOn() {
      return carrying(walk.oneHopOn());
    }
  }

  /**
   * Nobody had the identifier that the event handles now, and its node has become a child of the
   * event's home: it had nothing to lose, so it need not propose itself.
   */
  record Adopted(NodeId to, Walk walk) implements Message {

    @Override
    public MessageType type() {
      return MessageType.ADOPTED;
    }

    @Override
    public Walk carried() {
      return walk;
    }

    @Override
    public Message carrying(Walk other) {
      return new Adopted(to, other);
    }

    @Override
    public Message oneHopOn() {
      return carrying(walk.oneHopOn());
    }

    Adopted forwardedTo(NodeId node) {
      return new Adopted(node, walk);
    }
  }

  /** The proposal's profile is in safe hands. */
  record Accept(NodeId to, NodeId by, long number) implements Message {

    @Override
    public MessageType type() {
      return MessageType.ACCEPT;
    }
  }

  /**
   * The union would exceed a limit.
   *
   * @param other an identifier of the other side, to be remembered as refused; none of a device
   * @param at when the event that brought the two together was received, epoch milliseconds
   */
  record Reject(NodeId to, NodeId by, long number, @Nullable NodeId other, long at)
      implements Message {

    @Override
    public MessageType type() {
      return MessageType.REJECT;
    }
  }

  /**
   * Where events with this anchor may be sent straight.
   *
   * @param members further identifiers of its person, which the profile is too full to list
   */
  record Hint(NodeId to, NodeId root, SortedSet<NodeId> members) implements Message {

    public Hint(NodeId to, NodeId root) {
      this(to, root, new TreeSet<>());
    }

    @Override
    public MessageType type() {
      return MessageType.HINT;
    }
  }

  /**
   * An event whose person was found comes back for its body. A second copy finds it taken, and the
   * event gone on.
   */
  record Return(NodeId to, Resolved event) implements Message {

    @Override
    public MessageType type() {
      return MessageType.RETURN;
    }

    @Override
    public Message oneHopOn() {
      return new Return(to, event.oneHopOn());
    }
  }

  /**
   * An identifier was seen with another person than its own. A second copy adds nothing.
   *
   * @param other by which that person is told from others
   * @param trigger the event that showed it
   */
  record Seen(Sighting identifier, NodeId other, NodeId to, Trigger trigger) implements Message {

    static Seen with(NodeId other, Sighting identifier, Trigger trigger) {
      return new Seen(identifier, other, identifier.node(), trigger);
    }

    Seen forwardedTo(NodeId node) {
      return new Seen(identifier, other, node, trigger);
    }

    @Override
    public MessageType type() {
      return MessageType.SEEN;
    }
  }
}
