package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.contract.identity.IdentityChange;
import io.tracklayer.job.identity.profile.Limits;
import io.tracklayer.job.intake.draft.Draft;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole forest in memory, for use without Flink. It follows the same protocol, with each node
 * as if on a subtask of its own: it resolves one event after another, and delivers every message at
 * once. Not thread-safe.
 */
public final class ForestInMemory {

  private final LocalNodes nodes;
  private final Memory memory = new Memory();
  private final HintsInMemory hints = new HintsInMemory();

  public ForestInMemory(Limits limits) {
    nodes = new LocalNodes(new Protocol(limits)::handle, memory);
  }

  /** A forest that starts without state, except for the {@link #denials} of another. */
  public ForestInMemory(Limits limits, Collection<NodeDenials> told) {
    this(limits);
    try {
      Recalling recalling = new Recalling(memory);
      for (NodeDenials denials : told) {
        recalling.hear(denials);
      }
      recalling.end();
    } catch (Exception e) {
      throw new IllegalStateException("memory does not fail", e);
    }
  }

  /** Resolves one event. */
  public Resolved resolve(Draft event) {
    memory.resolved.clear();
    memory.loop.add(hints.begin(event));
    while (!memory.loop.isEmpty()) {
      deliver(memory.loop.poll());
    }
    if (memory.resolved.size() != 1) {
      throw new IllegalStateException(event + " was resolved " + memory.resolved.size() + " times");
    }
    return memory.resolved.get(0);
  }

  private void deliver(Message message) {
    if (message instanceof Message.Hint hint) {
      hints.learn(hint);
      return;
    }
    try {
      nodes.handle(message);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("memory does not fail", e);
    }
  }

  /** All links, merges and conflicts so far. */
  public List<IdentityChange> changes() {
    return Collections.unmodifiableList(memory.changes);
  }

  /** The denials for a later start without state, in the order in which they were recorded. */
  public List<NodeDenials> denials() {
    return Collections.unmodifiableList(memory.denials);
  }

  /** All nodes with a state. */
  public Map<NodeId, NodeState> nodes() {
    return Collections.unmodifiableMap(memory.nodes);
  }

  /** How many messages nodes have sent each other so far, hints included. */
  public int messages() {
    return memory.messages;
  }

  private static final class Memory extends NodesInMemory implements Recalling.Nodes {

    private final Deque<Message> loop = new ArrayDeque<>();
    private final Map<String, byte[]> bodies = new HashMap<>();
    private final List<Resolved> resolved = new ArrayList<>();
    private final List<IdentityChange> changes = new ArrayList<>();
    private final List<NodeDenials> denials = new ArrayList<>();
    private int messages;

    @Override
    public boolean contains(NodeId node) {
      return true;
    }

    @Override
    public void resolved(Resolved event) {
      resolved.add(event);
    }

    @Override
    public void published(IdentityChange change) {
      changes.add(change);
    }

    @Override
    public void denied(NodeDenials told) {
      denials.add(told);
    }

    @Override
    public void leaveBody(String messageId, byte[] body) {
      bodies.put(messageId, body);
    }

    @Override
    public byte @Nullable [] takeBody(String messageId) {
      return bodies.remove(messageId);
    }

    @Override
    public boolean livesHere(Message message) {
      return false;
    }

    @Override
    public void sendAway(Message message) {
      messages++;
      loop.add(message.oneHopOn());
    }
  }
}
