package io.tracklayer.job.gate;

import io.tracklayer.job.state.Binary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * When each purpose was denied last, epoch milliseconds of receipt. Kept purpose by purpose: a
 * denial of one is not outlived by a later grant of another. Immutable.
 */
public record Denials(SortedMap<String, Long> at) {

  public static final Denials NONE = new Denials(new TreeMap<>());

  public static Denials of(String purpose, long at) {
    return new Denials(new TreeMap<>(Map.of(purpose, at)));
  }

  public boolean isEmpty() {
    return at.isEmpty();
  }

  /** Of each purpose the later. */
  public Denials and(Denials other) {
    if (other.isEmpty() || equals(other)) {
      return this;
    }
    SortedMap<String, Long> latest = new TreeMap<>(at);
    other.at.forEach((purpose, time) -> latest.merge(purpose, time, Math::max));
    return new Denials(latest);
  }

  /** Whether a purpose was denied not before this was said of it: what is said later lifts it. */
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
