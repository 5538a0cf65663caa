package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.identifier.NodeId;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The nodes of the forest that live in one place, a subtask of the job: handles a message to one of
 * them with all that follows from it here. What nodes of this place tell each other is handled in
 * the same turn; only what is for others is sent away. Between two turns nothing is under way here,
 * so a checkpoint finds every message either handled or sent. Not thread-safe.
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

    void park(Message message) throws Exception;

    /** What was parked, in that order; nothing is parked any more. */
    Iterable<Message> takeParked() throws Exception;

    /** What a message led to besides state and messages: events resolved, changes to publish. */
    void report(TurnResult step) throws Exception;

    /** Whether the message is for a node that lives here; never a hint, which is for none. */
    boolean livesHere(Message message);

    void sendAway(Message message) throws Exception;
  }

  private final Rules rules;
  private final Host host;
  private final Deque<Message> underWay = new ArrayDeque<>();

  public LocalNodes(Rules rules, Host host) {
    this.rules = rules;
    this.host = host;
  }

  public void handle(Message message) throws Exception {
    underWay.add(message);
    while (!underWay.isEmpty()) {
      turn(underWay.poll());
    }
  }

  private void turn(Message message) throws Exception {
    NodeId self = message.to();
    TurnResult step = step(self, host.enter(self), message);
    if (step.releases()) {
      release(self, step.state());
    }
  }

  /** In the order in which they were parked; what has to wait again is parked again. */
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
    if (step.parks()) {
      host.park(message);
    }
    host.report(step);
    for (Message sent : step.sent()) {
      if (host.livesHere(sent)) {
        underWay.add(sent);
      } else {
        host.sendAway(sent);
      }
    }
    return step;
  }
}
