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

/** A message between nodes. Each message is for one node, and is handled where that node lives. */
public sealed interface Message {

  /** The node it is for. */
  NodeId to();

  MessageType type();

  /** The event that the message carries; none for answers and hints. */
  default @Nullable Walk carried() {
    return null;
  }

  /** The same message with the given event. */
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
   * @param side the side that the identifier's root is to be united with; none while the event
   *     looks for its first root
   * @param hinted whether a hint led here
   */
  record Join(NodeId to, Walk walk, @Nullable Side side, boolean hinted) implements Message {

    /**
     * The first message of an event.
     *
     * @param hint where its anchor was found last time; none if that is not known
     */
    public static Join begin(Draft event, @Nullable NodeId hint) {
      return begin(event, hint == null ? event.anchor() : hint, new TreeSet<>());
    }

    /**
     * The first message of an event.
     *
     * @param entry where its anchor was found last time
     * @param members further identifiers of the same person
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
   * One side of a union that is being judged.
   *
   * @param profileId the node whose id is that of the side's profile
   * @param isHome whether the event's identifiers handled so far are on this side; if not, the one
   *     handled now is
   * @param nextIsKnown whether the identifier handled now had been seen before; has no meaning
   *     until its node has been asked, that is, while this side is the first home
   */
  record Side(
      NodeId root, NodeId profileId, Standing standing, boolean isHome, boolean nextIsKnown) {}

  /**
   * A root offers to become the child of a smaller one, and hands over all that it knows.
   *
   * @param isFromHome {@link Side#isHome} of the side that proposes
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
   * The identifier that the event handles now was new, and its node has become a child of the
   * event's home. It had no profile to lose, so it made no proposal.
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

  /** Accepts a proposal: its profile is now at the smaller root. */
  record Accept(NodeId to, NodeId by, long number) implements Message {

    @Override
    public MessageType type() {
      return MessageType.ACCEPT;
    }
  }

  /**
   * Rejects a proposal: the union would exceed a limit, a device is the only reason for it, or the
   * identifier is nobody's.
   *
   * @param other an identifier of the other side, to be remembered as refused; none if there is no
   *     reason to
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
   * Tells an anchor where its events may be sent straight.
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
   * A resolved event comes back for its body. A second copy finds the body taken, since the event
   * has gone on.
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
   * @param other the node by which that person is told from others
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
