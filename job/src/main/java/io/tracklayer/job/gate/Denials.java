package io.tracklayer.job.gate;

import io.tracklayer.job.state.Binary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * When each purpose was last denied, as the time of receipt in epoch milliseconds. The times are
 * kept by purpose, so that a later grant of one purpose does not hide the denial of another.
 * Immutable.
 */
public record Denials(SortedMap<String, Long> at) {

  public static final Denials NONE = new Denials(new TreeMap<>());

  public static Denials of(String purpose, long at) {
    return new Denials(new TreeMap<>(Map.of(purpose, at)));
  }

  public boolean isEmpty() {
    return at.isEmpty();
  }

  /** The later time for each purpose. */
  public Denials and(Denials other) {
    if (other.isEmpty() || equals(other)) {
      return this;
    }
    SortedMap<String, Long> latest = new TreeMap<>(at);
    other.at.forEach((purpose, time) -> latest.merge(purpose, time, Math::max));
    return new Denials(latest);
  }

  /**
   * Whether the purpose was denied at or after the time of the statement. A statement made later
   * than the denial lifts it.
   */
  public boolean overrule(String purpose, Statement statement) {
    Long denied = at.get(purpose);
    return denied != null && denied >= statement.at();
  }

  public static void write(Denials denials, DataOutput out) throws IOException {
    Binary.writeMap(denials.at, (time, o) -> o.writeLong(time), out);
  }

  public static Denials read(DataInput in) throws IOException {
    Map<String, Long> at = Binary.readMap(DataInput::readLong, in);
    return at.isEmpty() ? NONE : new Denials(new TreeMap<>(at));
  }
}
