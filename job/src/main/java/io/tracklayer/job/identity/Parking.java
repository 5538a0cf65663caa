package io.tracklayer.job.identity;

import io.tracklayer.contract.identifier.NodeId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where messages are parked and since when. The messages themselves are in state; this is rebuilt
 * from it after a restore, from when on they count as waiting.
 *
 * <p>A node that waits parks {@value #MAX_AT_A_NODE} messages at most, so that they can be released
 * in one turn. More go round the loop, which takes them about as long as the answer takes that the
 * node is waiting for. One thread parks and releases; any may ask how much is parked.
 */
final class Parking {

  static final int MAX_AT_A_NODE = 1_000;

  /**
   * @param since epoch milliseconds
   */
  private record Parked(long since, int messages) {}

  private final Map<NodeId, Parked> byNode = new ConcurrentHashMap<>();

  boolean hasRoomAt(NodeId node) {
    Parked parked = byNode.get(node);
    return parked == null || parked.messages() < MAX_AT_A_NODE;
  }

  void add(NodeId node, int more, long now) {
    byNode.merge(
        node,
        new Parked(now, more),
        (before, added) -> new Parked(before.since(), before.messages() + added.messages()));
  }

  /** All of a node go on. */
  void release(NodeId node) {
    byNode.remove(node);
  }

  int messages() {
    return byNode.values().stream().mapToInt(Parked::messages).sum();
  }

  /** For how long the first has been waiting, milliseconds; 0 while none is. */
  long longestWait(long now) {
    return byNode.values().stream()
        .mapToLong(parked -> Math.max(0, now - parked.since()))
        .max()
        .orElse(0);
  }
}
