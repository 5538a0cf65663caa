package io.tracklayer.job.identity.simulation;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.contract.identity.IdentityChange;
import io.tracklayer.job.identity.loop.Fence;
import io.tracklayer.job.identity.loop.LoopRecord;
import io.tracklayer.job.identity.protocol.LocalNodes;
import io.tracklayer.job.identity.protocol.Message;
import io.tracklayer.job.identity.protocol.MessageType;
import io.tracklayer.job.identity.protocol.NodeCache;
import io.tracklayer.job.identity.protocol.NodeDenials;
import io.tracklayer.job.identity.protocol.NodeState;
import io.tracklayer.job.identity.protocol.Resolved;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A subtask of {@link io.tracklayer.job.identity.Forest}: the same turns, without Flink. */
final class ForestTask extends Task implements LocalNodes.Host, NodeCache.Store {

  /**
   * Keyed state, and what left the job so far: it is part of the past that a restore goes on from.
   */
  record State(
      Map<NodeId, NodeState> nodes,
      Map<NodeId, List<Message>> parked,
      Map<NodeId, Map<String, byte[]>> bodies,
      List<Resolved> resolved,
      List<IdentityChange> published,
      List<NodeDenials> denials) {

    State() {
      this(
          new HashMap<>(),
          new HashMap<>(),
          new HashMap<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>());
    }

    private State copy(Wire wire) {
      State copy = new State();
      copy.nodes.putAll(nodes);
      parked.forEach(
          (node, messages) ->
              copy.parked.put(node, new ArrayList<>(messages.stream().map(wire::carry).toList())));
      bodies.forEach((node, all) -> copy.bodies.put(node, new HashMap<>(all)));
      copy.resolved.addAll(resolved);
      copy.published.addAll(published);
      copy.denials.addAll(denials);
      return copy;
    }
  }

  /** Far fewer than of a subtask, so that some find no room. */
  private static final int MOST_PARKED = 3;

  /** Far fewer than of a subtask, so that most nodes have to give way to others. */
  private static final int MOST_CACHED = 3;

  private final World world;
  private final Fence fence;
  private final State state;
  private final Predicate<NodeId> isOwn;
  private final NodeCache cache;
  private final LocalNodes local;
  private final boolean tellsTheGate;
  private NodeId entered;
  private State snapshot;
  private List<Fence.PastEpoch> snapshotOfFence = List.of();

  /**
   * @param isOwn which nodes are this subtask's
   * @param tellsTheGate not of an execution that forked off and is none of ours
   */
  ForestTask(
      String name,
      long barrier,
      State restored,
      Fence fence,
      World world,
      Predicate<NodeId> isOwn,
      boolean tellsTheGate) {
    super(name, barrier);
    this.state = restored;
    this.fence = fence;
    this.world = world;
    this.isOwn = isOwn;
    this.cache = new NodeCache(this, MOST_CACHED, Long.MAX_VALUE);
    this.local = new LocalNodes(world.rules(), this, RawLog.MAX_BODY);
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
    inMemory(() -> local.handle(message));
  }

  @FunctionalInterface
  private interface Handling {
    void run() throws Exception;
  }

  private static void inMemory(Handling handling) {
    try {
      handling.run();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("memory does not fail", e);
    }
  }

  @Override
  public NodeState enter(NodeId node) throws Exception {
    entered = node;
    return cache.get(node);
  }

  @Override
  public void keep(NodeState node) {
    cache.put(entered, node, node.profile().bytes());
    world.watch().updated(entered, node);
  }

  @Override
  public NodeState read(NodeId node) {
    return state.nodes.get(node);
  }

  @Override
  public void write(NodeId node, NodeState written) {
    state.nodes.put(node, world.wire().store(written));
  }

  @Override
  public boolean park(Message message) {
    List<Message> parked = state.parked.computeIfAbsent(entered, node -> new ArrayList<>());
    boolean hasRoom = parked.size() < MOST_PARKED;
    world.trace().say(() -> hasRoom ? "  parked" : "  goes round, too many are parked");
    return hasRoom && parked.add(message);
  }

  @Override
  public List<Message> takeParked() {
    List<Message> waiting = state.parked.remove(entered);
    if (waiting == null) {
      return List.of();
    }
    waiting.forEach(
        message -> world.trace().say(() -> "  released: " + world.trace().describe(message)));
    return waiting;
  }

  @Override
  public void resolved(Resolved event) {
    world
        .trace()
        .say(
            () ->
                "  resolved "
                    + event.event().messageId()
                    + ", refused "
                    + event.refused().stream().map(world.trace()::name).toList());
    state.resolved.add(event);
    if (tellsTheGate) {
      world.gate().add(event);
    }
  }

  @Override
  public void published(IdentityChange change) {
    state.published.add(change);
  }

  @Override
  public void denied(NodeDenials denials) {
    state.denials.add(denials);
  }

  @Override
  public void leaveBody(String messageId, byte[] body) {
    state.bodies.computeIfAbsent(entered, node -> new HashMap<>()).put(messageId, body);
  }

  @Override
  public byte[] takeBody(String messageId) {
    Map<String, byte[]> left = state.bodies.get(entered);
    return left == null ? null : left.remove(messageId);
  }

  @Override
  public boolean livesHere(Message sent) {
    world.trace().say(() -> "  sends " + world.trace().describe(sent));
    return world.regime().staysLocal() && sent.type() != MessageType.HINT && isOwn.test(sent.to());
  }

  @Override
  public void sendAway(Message sent) {
    world.loop().append(new LoopRecord(fence.current(), fence.stamp(), 0, sent.oneHopOn()));
  }

  @Override
  void snapshot(long checkpoint) {
    inMemory(() -> world.barrier().passes(cache));
    snapshotOfFence = fence.snapshot(checkpoint, 0).stream().map(world.wire()::store).toList();
    snapshot = state.copy(world.wire());
  }

  /** As it is at rest. */
  State state() {
    inMemory(cache::flush);
    return state;
  }

  State lastSnapshot() {
    return snapshot;
  }

  List<Fence.PastEpoch> lastSnapshotOfFence() {
    return snapshotOfFence;
  }
}
