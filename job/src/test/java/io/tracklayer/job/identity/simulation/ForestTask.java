package io.tracklayer.job.identity.simulation;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.contract.identity.IdentityChange;
import io.tracklayer.job.identity.loop.Fence;
import io.tracklayer.job.identity.loop.LoopRecord;
import io.tracklayer.job.identity.protocol.Message;
import io.tracklayer.job.identity.protocol.NodeState;
import io.tracklayer.job.identity.protocol.Resolved;
import io.tracklayer.job.identity.protocol.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A subtask of {@link io.tracklayer.job.identity.Forest}, without Flink. */
final class ForestTask extends Task {

  /**
   * Keyed state, and what left the job so far: it is part of the past that a restore goes on from.
   */
  record State(
      Map<NodeId, NodeState> nodes,
      Map<NodeId, List<Message>> parked,
      List<Resolved> resolved,
      List<IdentityChange> published) {

    State() {
      this(new HashMap<>(), new HashMap<>(), new ArrayList<>(), new ArrayList<>());
    }

    private State copy(Wire wire) {
      State copy = new State();
      nodes.forEach((node, state) -> copy.nodes.put(node, wire.store(state)));
      parked.forEach(
          (node, messages) ->
              copy.parked.put(node, new ArrayList<>(messages.stream().map(wire::carry).toList())));
      copy.resolved.addAll(resolved);
      copy.published.addAll(published);
      return copy;
    }
  }

  private final World world;
  private final Fence fence;
  private final State state;
  private final Predicate<NodeId> livesHere;
  private final Deque<Message> local = new ArrayDeque<>();
  private final boolean tellsTheGate;
  private State snapshot;
  private List<Fence.Past> snapshotOfFence = List.of();

  /**
   * @param livesHere which nodes are this subtask's
   * @param tellsTheGate not of an execution that forked off and is none of ours
   */
  ForestTask(
      String name,
      long barrier,
      State restored,
      Fence fence,
      World world,
      Predicate<NodeId> livesHere,
      boolean tellsTheGate) {
    super(name, barrier);
    this.state = restored;
    this.fence = fence;
    this.world = world;
    this.livesHere = livesHere;
    this.tellsTheGate = tellsTheGate;
  }

  void looped(LoopRecord record) {
    if (world.admission().admits(fence, record)) {
      handle(record.message());
    } else {
      world.trace().say(() -> "  fenced out");
    }
  }

  void handle(Message message) {
    local.add(message);
    while (!local.isEmpty()) {
      handleOne(local.poll());
    }
  }

  private void handleOne(Message message) {
    NodeId self = message.to();
    Step step = step(self, state.nodes.getOrDefault(self, NodeState.FRESH), message);
    if (step.releases()) {
      release(self, step.state());
    }
  }

  private void release(NodeId self, NodeState answered) {
    List<Message> waiting = state.parked.remove(self);
    NodeState node = answered;
    for (Message message : waiting == null ? List.<Message>of() : waiting) {
      world.trace().say(() -> "  released: " + world.trace().describe(message));
      node = step(self, node, message).state();
    }
  }

  private Step step(NodeId self, NodeState before, Message message) {
    Step step = world.rules().handle(self, before, message);
    if (step.changes()) {
      state.nodes.put(self, step.state());
      world.watch().updated(self, step.state());
    }
    if (step.parks()) {
      world.trace().say(() -> "  parked");
      state.parked.computeIfAbsent(self, node -> new ArrayList<>()).add(message);
    }
    for (Resolved event : step.resolved()) {
      world
          .trace()
          .say(
              () ->
                  "  resolved "
                      + event.event().messageId()
                      + ", refused "
                      + event.refused().stream().map(world.trace()::name).toList());
    }
    state.resolved.addAll(step.resolved());
    if (tellsTheGate) {
      world.gate().addAll(step.resolved());
    }
    state.published.addAll(step.published());
    for (Message sent : step.sent()) {
      world.trace().say(() -> "  sends " + world.trace().describe(sent));
      send(sent);
    }
    return step;
  }

  private void send(Message sent) {
    boolean isHint = sent.kind() == Message.Kind.HINT;
    if (world.regime().staysLocal() && !isHint && livesHere.test(sent.to())) {
      local.add(sent);
    } else {
      world.loop().append(new LoopRecord(fence.current(), fence.stamp(), 0, sent.oneHopOn()));
    }
  }

  @Override
  void snapshot(long checkpoint) {
    snapshotOfFence = fence.snapshot(checkpoint, 0).stream().map(world.wire()::store).toList();
    snapshot = state.copy(world.wire());
  }

  State state() {
    return state;
  }

  State lastSnapshot() {
    return snapshot;
  }

  List<Fence.Past> lastSnapshotOfFence() {
    return snapshotOfFence;
  }
}
