package io.tracklayer.job.identity.profile;

import io.tracklayer.job.state.Binary;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The latest few values of one kind of click id or cookie. A page that keeps the id of an old click
 * in its address shows it again and again, which does not make the click a new one.
 *
 * <p>Merging is commutative and idempotent, and associative as long as no value comes back after it
 * was forgotten. Immutable.
 *
 * @param spans when each value was seen, by value; at least one
 */
public record ClickIdHistory(SortedMap<String, Span> spans) {

  static final int MAX_VALUES = 2;

  /** The value that was seen last is the one that counts; of two at once, the greater. */
  private static final Comparator<Map.Entry<String, Span>> LATER =
      Comparator.comparingLong((Map.Entry<String, Span> seen) -> seen.getValue().last())
          .thenComparing(Map.Entry::getKey);

  /**
   * When a value was seen.
   *
   * @param first when the first event with it occurred, epoch milliseconds
   * @param last when the last one did
   */
  public record Span(long first, long last) {

    private Span merge(Span other) {
      return new Span(Math.min(first, other.first), Math.max(last, other.last));
    }
  }

  static ClickIdHistory of(String value, long at) {
    SortedMap<String, Span> spans = new TreeMap<>();
    spans.put(value, new Span(at, at));
    return new ClickIdHistory(spans);
  }

  ClickIdHistory merge(ClickIdHistory other) {
    SortedMap<String, Span> all = new TreeMap<>(spans);
    other.spans.forEach((value, span) -> all.merge(value, span, Span::merge));
    while (all.size() > MAX_VALUES) {
      all.remove(all.entrySet().stream().min(LATER).orElseThrow().getKey());
    }
    return new ClickIdHistory(all);
  }

  /** The value that counts now, and when it was seen. */
  public Map.Entry<String, Span> newest() {
    return spans.entrySet().stream().max(LATER).orElseThrow();
  }

  ClickIdHistory onlyNewest() {
    Map.Entry<String, Span> newest = newest();
    return spans.size() == 1
        ? this
        : new ClickIdHistory(new TreeMap<>(Map.of(newest.getKey(), newest.getValue())));
  }

  /** What the values take in state, at most. */
  int bytes() {
    int bytes = 0;
    for (String value : spans.keySet()) {
      bytes += 2 * Long.BYTES + Binary.bytesOfText(value);
    }
    return bytes;
  }

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "ClickIdHistory[" + spans.size() + " values]";
  }
}
