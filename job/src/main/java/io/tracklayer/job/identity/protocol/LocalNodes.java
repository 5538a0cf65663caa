package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.contract.identity.IdentityChange;
import io.tracklayer.job.identity.protocol.Message.Return;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of the forest that live in one place, a subtask of the job. It handles a message to one
 * of them, with everything that follows from it in this place: messages between nodes of this place
 * are handled in the same call, and only messages to other nodes are sent away. Between two calls
 * no message is under way here, so a checkpoint finds every message either handled or sent. Not
 * thread-safe.
 */
public final class LocalNodes {

  /** What a message leads to at a node. */
  @FunctionalInterface
  public interface Rules {
    TurnResult handle(NodeId self, NodeState state, Message message);
  }

  /** Where the nodes live. After {@link #enter} all calls are about the node entered last. */
  public interface Host {

    /** The state of a node; {@link NodeState#FRESH} if it has none. */
    NodeState enter(NodeId node) throws Exception;

    void keep(NodeState state) throws Exception;

    /**
     * Parks the message, unless too many are parked at the node already; returns whether it did.
     */
    boolean park(Message message) throws Exception;

    /** Removes and returns what was parked, in the order in which it was parked. */
    Iterable<Message> takeParked() throws Exception;

    /** Takes a resolved event, with its body. */
    void resolved(Resolved event) throws Exception;

    /** Takes a link, a merge or a conflict. */
    void published(IdentityChange change) throws Exception;

    /** Takes denials that a later start without state has to know. */
    void denied(NodeDenials denials) throws Exception;

    /** Keeps a body at the node until its event returns for it. */
    void leaveBody(String messageId, byte[] body) throws Exception;

    /** Removes and returns a body that was left; none if it was taken already. */
    byte @Nullable [] takeBody(String messageId) throws Exception;

    /**
     * Whether the message is for a node that lives here; false for a hint, which is not for a node.
     */
    boolean livesHere(Message message);

    void sendAway(Message message) throws Exception;
  }

  /**
   * A larger body stays at the node that its event leaves, so that the size of a message depends on
   * identity data alone. Otherwise one event of a quarter of a megabyte that brings many people
   * together would fill the loop.
   */
  public static final int MAX_BODY = 2 * 1024;

  private final Rules rules;
  private final Host host;
  private final int maxBody;
  private final Deque<Message> underWay = new ArrayDeque<>();

  public LocalNodes(Rules rules, Host host) {
    this(rules, host, MAX_BODY);
  }

  /** With another limit for the bodies that messages carry. */
  public LocalNodes(Rules rules, Host host, int maxBody) {
    this.rules = rules;
    this.host = host;
    this.maxBody = maxBody;
  }

  public void handle(Message message) throws Exception {
    underWay.add(message);
    while (!underWay.isEmpty()) {
      turn(underWay.poll());
    }
  }

  private void turn(Message message) throws Exception {
    if (message instanceof Return back) {
      resume(back);
      return;
    }
    NodeId self = message.to();
    TurnResult step = step(self, host.enter(self), message);
    if (step.releases()) {
      release(self, step.state());
    }
  }

  /** Releases what was parked, in that order; what has to wait again is parked again. */
  private void release(NodeId self, NodeState answered) throws Exception {
    NodeState state = answered;
    for (Message message : host.takeParked()) {
      state = step(self, state, message).state();
    }
  }

  private TurnResult step(NodeId self, NodeState before, Message message) throws Exception {
    TurnResult step = rules.handle(self, before, message);
    if (step.changes()) {
      host.keep(step.state());
    }
    if (step.parks() && !host.park(message)) {
      host.sendAway(light(message, self));
    }
    for (Resolved event : step.resolved()) {
      host.resolved(event);
    }
    for (IdentityChange change : step.published()) {
      host.published(change);
    }
    for (NodeDenials denials : step.denials()) {
      host.denied(denials);
    }
    for (Message sent : step.sent()) {
      if (host.livesHere(sent)) {
        underWay.add(sent);
      } else {
        host.sendAway(light(sent, self));
      }
    }
    return step;
  }

  private Message light(Message sent, NodeId self) throws Exception {
    Walk walk = sent.carried();
    if (walk == null || walk.event().body().length <= maxBody) {
      return sent;
    }
    host.leaveBody(walk.event().messageId(), walk.event().body());
    return sent.carrying(walk.leavingItsBodyAt(self));
  }

  private void resume(Return back) throws Exception {
    host.enter(back.to());
    byte[] body = host.takeBody(back.event().event().messageId());
    if (body != null) {
      host.resolved(back.event().withBody(body));
    }
  }
}
