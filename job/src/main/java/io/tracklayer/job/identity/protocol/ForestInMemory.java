package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.contract.identity.IdentityChange;
import io.tracklayer.job.identity.profile.Limits;
import io.tracklayer.job.intake.Draft;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The whole forest in one place: one event after the other, each message at once. For what runs
 * without Flink, by the same protocol. Not thread-safe.
 */
public final class ForestInMemory {

  private final Protocol protocol;
  private final Map<NodeId, NodeState> nodes = new HashMap<>();
  private final Map<NodeId, NodeId> hints = new HashMap<>();
  private final List<IdentityChange> changes = new ArrayList<>();

  public ForestInMemory(Limits limits) {
    protocol = new Protocol(limits);
  }

  /** Resolves one event. */
  public Resolved resolve(Draft event) {
    Deque<Message> loop = new ArrayDeque<>();
    Deque<Message> parked = new ArrayDeque<>();
    List<Resolved> resolved = new ArrayList<>();
    loop.add(Message.Join.begin(event, hints.get(event.anchor())));
    while (!loop.isEmpty()) {
      Message message = loop.poll();
      if (message instanceof Message.Hint hint) {
        hints.put(hint.to(), hint.root());
        continue;
      }
      Step step =
          protocol.handle(message.to(), nodes.getOrDefault(message.to(), NodeState.FRESH), message);
      if (step.changes()) {
        nodes.put(message.to(), step.state());
      }
      if (step.parks()) {
        parked.add(message);
      }
      if (step.releases()) {
        loop.addAll(parked);
        parked.clear();
      }
      step.sent().forEach(sent -> loop.add(sent.oneHopOn()));
      resolved.addAll(step.resolved());
      changes.addAll(step.published());
    }
    if (resolved.size() != 1) {
      throw new IllegalStateException(event + " was resolved " + resolved.size() + " times");
    }
    return resolved.get(0);
  }

  /** All links, merges and conflicts so far. */
  public List<IdentityChange> changes() {
    return List.copyOf(changes);
  }

  /** All nodes with a state. */
  public Map<NodeId, NodeState> nodes() {
    return Map.copyOf(nodes);
  }
}
