package io.tracklayer.local.identity;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.contract.identity.IdentityChange;
import io.tracklayer.job.identity.profile.Limits;
import io.tracklayer.job.identity.protocol.Message;
import io.tracklayer.job.identity.protocol.NodeState;
import io.tracklayer.job.identity.protocol.Protocol;
import io.tracklayer.job.identity.protocol.Step;
import io.tracklayer.job.intake.Draft;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts what each event makes the nodes of a forest tell each other. */
final class CountingForest {

  private final Protocol protocol;
  private final Map<NodeId, NodeState> nodes = new HashMap<>();
  private final Map<NodeId, NodeId> hints = new HashMap<>();
  private final Map<IdentityChange.Kind, Integer> changes = new TreeMap<>();
  private int messages;

  CountingForest(Limits limits) {
    protocol = new Protocol(limits);
  }

  /** One event, to its end. Nothing is ever parked, since no other event is on its way. */
  void take(Draft event) {
    changes.clear();
    messages = 0;
    Deque<Message> loop = new ArrayDeque<>();
    Message next = Message.Join.begin(event, hints.get(event.anchor()));
    while (next != null) {
      if (next instanceof Message.Hint hint) {
        hints.put(hint.to(), hint.root());
      } else {
        Step step =
            protocol.handle(next.to(), nodes.getOrDefault(next.to(), NodeState.FRESH), next);
        nodes.put(next.to(), step.state());
        step.published().forEach(change -> changes.merge(change.change(), 1, Integer::sum));
        messages += step.sent().size();
        loop.addAll(step.sent());
      }
      next = loop.poll();
    }
  }

  /** As {@code 1 link, 2 merge}. */
  String changesOfLast() {
    return changes.entrySet().stream()
        .map(change -> change.getValue() + " " + change.getKey().text())
        .collect(Collectors.joining(", "));
  }

  int messagesOfLast() {
    return messages;
  }
}
