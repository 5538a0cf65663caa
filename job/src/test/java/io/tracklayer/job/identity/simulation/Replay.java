package io.tracklayer.job.identity.simulation;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.protocol.HintsInMemory;
import io.tracklayer.job.identity.protocol.LocalNodes;
import io.tracklayer.job.identity.protocol.Message;
import io.tracklayer.job.identity.protocol.NodeState;
import io.tracklayer.job.identity.protocol.TurnResult;
import io.tracklayer.job.intake.draft.Draft;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What would happen if events came once more after a run, one after the other. */
final class Replay {

  private final LocalNodes.Rules rules;
  private final Map<NodeId, NodeState> nodes;
  private final HintsInMemory hints = new HintsInMemory();
  private final Trace trace;

  Replay(Rest rest) {
    rules = rest.rules();
    trace = rest.trace();
    nodes = new HashMap<>(rest.nodes());
    rest.hints().anchors().forEach(anchor -> hints.copy(anchor, rest.hints()));
  }

  /**
   * @return whether the event was resolved in one turn, and nobody was told anything
   */
  boolean goesStraight(Draft draft) {
    Message.Join first = hints.begin(draft);
    TurnResult step = turn(first);
    step.sent().forEach(this::deliver);
    return step.sent().isEmpty() && step.resolved().size() == 1;
  }

  private void deliver(Message first) {
    Deque<Message> loop = new ArrayDeque<>(List.of(first));
    while (!loop.isEmpty()) {
      Message message = loop.poll();
      if (message instanceof Message.Hint hint) {
        hints.learn(hint);
      } else {
        loop.addAll(turn(message).sent());
      }
    }
  }

  private TurnResult turn(Message message) {
    trace.say(() -> "once more: " + trace.describe(message));
    TurnResult step = rules.handle(message.to(), at(message.to()), message);
    nodes.put(message.to(), step.state());
    return step;
  }

  NodeState rootOf(NodeId node) {
    NodeState state = at(node);
    while (!state.isRoot()) {
      state = at(state.parent());
    }
    return state;
  }

  private NodeState at(NodeId node) {
    return nodes.getOrDefault(node, NodeState.FRESH);
  }
}
