package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.identifier.NodeId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that were used last, in front of a store from which reading one means decoding its
 * whole profile. A state that changes is written when its node has to give way to others, or by
 * {@link #flush}, however often it changed before.
 *
 * <p>Invariant: a state that the store does not have is here. So whoever takes a checkpoint of the
 * store must flush first, and a restore begins with an empty cache. Not thread-safe.
 */
public final class NodeCache {

  /** Where states are kept. */
  public interface Store {

    /** None for a node of which nothing is known. */
    @Nullable NodeState read(NodeId node) throws Exception;

    void write(NodeId node, NodeState state) throws Exception;
  }

  private static final class Cached {

    private NodeState state;
    private int bytes;
    private boolean isWritten = true;

    private Cached(NodeState state, int bytes) {
      this.state = state;
      this.bytes = bytes;
    }
  }

  /** So that a flush, in which nothing else is handled, takes well under 100 ms. */
  private static final int MAX_NODES = 10_000;

  /** Less than a hundredth of the memory that our configurations give a TaskManager. */
  private static final long MAX_BYTES = 32L * 1024 * 1024;

  private static final int BYTES_OF_NODE = 200;
  private static final int BYTES_OF_EMPTY_PROFILE = 500;

  /**
   * How many times the size of its binary form a profile takes on the heap, at most: the greatest
   * part of a member are objects, of which the binary form has eight bytes.
   */
  private static final int HEAP_TO_BINARY = 8;

  private final Store store;
  private final int maxNodes;
  private final long maxBytes;
  private final Map<NodeId, Cached> leastRecentlyUsedFirst = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  public NodeCache(Store store) {
    this(store, MAX_NODES, MAX_BYTES);
  }

  /** With other bounds. The node that was used last is always kept. */
  public NodeCache(Store store, int maxNodes, long maxBytes) {
    this.store = store;
    this.maxNodes = maxNodes;
    this.maxBytes = maxBytes;
  }

  /**
   * The state of a node; {@link NodeState#FRESH} if it has none. Other nodes may have to give way
   * for it.
   */
  public NodeState get(NodeId node) throws Exception {
    Cached known = leastRecentlyUsedFirst.get(node);
    if (known != null) {
      return known.state;
    }
    NodeState stored = store.read(node);
    NodeState state = stored == null ? NodeState.FRESH : stored;
    add(node, new Cached(state, bytesOf(state, state.profile().bytes())));
    makeRoom();
    return state;
  }

  /**
   * Takes a node's new state. Never reaches for the store, so the caller may be in the middle of
   * handling the node.
   *
   * @param profileBytes the size of its profile's binary form
   */
  public void put(NodeId node, NodeState state, int profileBytes) {
    int bytesNow = bytesOf(state, profileBytes);
    Cached cached = leastRecentlyUsedFirst.get(node);
    if (cached == null) {
      cached = new Cached(state, bytesNow);
      add(node, cached);
    } else {
      bytes += bytesNow - cached.bytes;
      cached.state = state;
      cached.bytes = bytesNow;
    }
    cached.isWritten = false;
  }

  private void add(NodeId node, Cached cached) {
    leastRecentlyUsedFirst.put(node, cached);
    bytes += cached.bytes;
  }

  private void makeRoom() throws Exception {
    Iterator<Map.Entry<NodeId, Cached>> nodes = leastRecentlyUsedFirst.entrySet().iterator();
    while (isTooLarge() && nodes.hasNext()) {
      Map.Entry<NodeId, Cached> oldest = nodes.next();
      write(oldest.getKey(), oldest.getValue());
      bytes -= oldest.getValue().bytes;
      nodes.remove();
    }
  }

  private boolean isTooLarge() {
    int nodes = leastRecentlyUsedFirst.size();
    return nodes > 1 && (nodes > maxNodes || bytes > maxBytes);
  }

  /** Writes every state that the store does not have. */
  public void flush() throws Exception {
    for (Map.Entry<NodeId, Cached> cached : leastRecentlyUsedFirst.entrySet()) {
      write(cached.getKey(), cached.getValue());
    }
  }

  private void write(NodeId node, Cached cached) throws Exception {
    if (!cached.isWritten) {
      store.write(node, cached.state);
      cached.isWritten = true;
    }
  }

  private static int bytesOf(NodeState state, int profileBytes) {
    return state.isRoot()
        ? BYTES_OF_NODE + BYTES_OF_EMPTY_PROFILE + HEAP_TO_BINARY * profileBytes
        : BYTES_OF_NODE;
  }
}
