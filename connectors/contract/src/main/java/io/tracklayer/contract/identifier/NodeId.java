package io.tracklayer.contract.identifier;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * One identifier's place in the identity forest: one byte for the rank of its type, then 15 bytes
 * of a keyed hash. Ordered as unsigned bytes, so every stronger type sorts before every weaker one.
 */
public record NodeId(long high, long low) implements Comparable<NodeId>, Serializable {

  public static final int BYTES = 16;

  /** The rank of a node that stands for no identifier: an event that carries none. */
  public static final int RANK_OF_NONE = 0xFF;

  /** The rank of a node that stands for a shared identifier alone, without its owner. */
  public static final int RANK_OF_SHARED = 0x80;

  private static final long WITHOUT_RANK = -1L >>> 8;

  /**
   * @param bytes exactly {@link #BYTES}
   */
  public static NodeId of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a node id has 16 bytes, not " + bytes.length);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new NodeId(buffer.getLong(), buffer.getLong());
  }

  public static NodeId ofHex(String hex) {
    return of(HexFormat.of().parseHex(hex));
  }

  /** Sorts before every node of this rank, and behind all of a lower one. */
  public static NodeId firstOf(int rank) {
    return new NodeId((long) rank << 56, 0);
  }

  public int rank() {
    return (int) (high >>> 56);
  }

  /**
   * The node of the profile that an identifier has of its own when several people were seen with
   * it. No person's profile contains this node.
   */
  public NodeId apart() {
    return new NodeId((high & WITHOUT_RANK) | (long) RANK_OF_SHARED << 56, low);
  }

  public boolean isApart() {
    return rank() == RANK_OF_SHARED;
  }

  public boolean standsForIdentifier() {
    return rank() != RANK_OF_NONE;
  }

  public String hex() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }

  @Override
  public int compareTo(NodeId other) {
    int order = Long.compareUnsigned(high, other.high);
    return order != 0 ? order : Long.compareUnsigned(low, other.low);
  }

  /**
   * Written out because Flink assigns state to machines by this hash: if it changed, state would be
   * looked for in the wrong place, and the language does not fix the hash of a record.
   */
  @Override
  public int hashCode() {
    return 31 * Long.hashCode(high) + Long.hashCode(low);
  }

  @Override
  public String toString() {
    return hex();
  }
}
