package io.tracklayer.job.identity;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.protocol.Message;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * At which nodes messages are parked, and since when. The messages themselves are in state, from
 * which this is rebuilt after a restore; their waiting time then starts anew.
 *
 * <p>A waiting node parks at most {@value #MAX_AT_A_NODE} messages, and fewer of those that hand
 * over profiles, so that they can be released in one turn. Further messages go through the loop
 * once more, which takes about as long as the answer that the node is waiting for. One thread parks
 * and releases; any thread may ask how much is parked.
 */
final class Parking {

  static final int MAX_AT_A_NODE = 500;

  /** Of the profiles in them: one answer releases them all, and each has to be read again. */
  static final int MAX_BYTES_AT_A_NODE = 2 << 20;

  /**
   * @param since epoch milliseconds
   * @param bytes of the profiles in the messages
   */
  private record Parked(long since, int messages, int bytes) {}

  private final Map<NodeId, Parked> byNode = new ConcurrentHashMap<>();

  boolean isEmptyAt(NodeId node) {
    return !byNode.containsKey(node);
  }

  boolean hasRoomAt(NodeId node) {
    Parked parked = byNode.get(node);
    return parked == null
        || (parked.messages() < MAX_AT_A_NODE && parked.bytes() < MAX_BYTES_AT_A_NODE);
  }

  void add(Message message, long now) {
    int bytes = message instanceof Message.Propose proposal ? proposal.profile().bytes() : 0;
    byNode.merge(
        message.to(),
        new Parked(now, 1, bytes),
        (before, added) ->
            new Parked(
                before.since(),
                before.messages() + added.messages(),
                before.bytes() + added.bytes()));
  }

  /** All messages of a node have been released. */
  void release(NodeId node) {
    byNode.remove(node);
  }

  int messages() {
    return byNode.values().stream().mapToInt(Parked::messages).sum();
  }

  /** How long the first message has been waiting, milliseconds; 0 if none is. */
  long longestWait(long now) {
    return byNode.values().stream()
        .mapToLong(parked -> Math.max(0, now - parked.since()))
        .max()
        .orElse(0);
  }
}
