package io.tracklayer.job.delivery;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the keys of events that wait in state without a timer, as fast as there is room for them.
 * It costs little while they wait: no timer, no write, and memory for {@value #MOST_REMEMBERED}
 * keys.
 *
 * <p>If more wait, passes go through all of state. A pass sees what was in state when it began;
 * what is left in state later is remembered, or found by the next pass. If few keys remain among
 * many that were deleted lately, RocksDB steps over each of those to find the next key, so passes
 * would take longest where there is least to find.
 *
 * <p>It may return keys that no longer have anything to release. Not thread-safe.
 */
final class Backlog implements AutoCloseable {

  static final int MOST_REMEMBERED = 10_000;

  private final Supplier<Stream<String>> keys;
  private final Set<String> remembered = new LinkedHashSet<>();

  private @Nullable Stream<String> opened;
  private @Nullable Iterator<String> pass;
  private boolean needsPass;

  /**
   * @param keys the keys of everything in state, read lazily
   */
  Backlog(Supplier<Stream<String>> keys) {
    this.keys = keys;
  }

  /** An event was left in state without a timer. */
  void add(String key) {
    if (needsPass) {
      return;
    }
    if (remembered.size() < MOST_REMEMBERED) {
      remembered.add(key);
    } else {
      needsPass = true;
    }
  }

  /**
   * Anything in state may wait. Goes through it until that is more than can be remembered: at a
   * start, when nothing has to wait for the task yet.
   */
  void addEverything() {
    try (Stream<String> everything = keys.get()) {
      Iterator<String> each = everything.iterator();
      while (!needsPass && each.hasNext()) {
        add(each.next());
      }
    }
  }

  /** Anything in state may wait. Takes no time now; the next pass goes through all of it. */
  void passThroughEverything() {
    needsPass = true;
  }

  /** Whether no key is left to look at. */
  boolean isEmpty() {
    return pass == null && remembered.isEmpty() && !needsPass;
  }

  /** The next key that may have events to release; none when there is no such key. */
  @Nullable String next() {
    if (pass == null && remembered.isEmpty() && needsPass) {
      needsPass = false;
      opened = keys.get();
      pass = opened.iterator();
    }
    if (pass != null) {
      if (pass.hasNext()) {
        return pass.next();
      }
      close();
      return next();
    }
    Iterator<String> first = remembered.iterator();
    if (!first.hasNext()) {
      return null;
    }
    String key = first.next();
    first.remove();
    return key;
  }

  /** Releases the state that the running pass holds. */
  @Override
  public void close() {
    if (opened != null) {
      opened.close();
    }
    opened = null;
    pass = null;
  }
}
