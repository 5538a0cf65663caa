package io.tracklayer.job.delivery;

import java.util.Iterator;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the keys of events that wait in state without a timer, as fast as there is room for
 * them. It costs nothing while they wait: no timer, no memory, no write.
 *
 * <p>A pass sees what was in state when it began. Events that are left in state later are found by
 * the next pass, which begins only if there are any. A pass may return keys that no longer have
 * anything to release.
 *
 * <p>Not thread-safe.
 */
final class Backlog implements AutoCloseable {

  private final Supplier<Stream<String>> keys;

  private @Nullable Stream<String> opened;
  private @Nullable Iterator<String> pass;
  private boolean hasMore;

  /**
   * @param keys the keys of everything in state, read lazily
   */
  Backlog(Supplier<Stream<String>> keys) {
    this.keys = keys;
  }

  /** An event was left in state without a timer. */
  void add() {
    hasMore = true;
  }

  /** Whether no key is left to look at. */
  boolean isEmpty() {
    return pass == null && !hasMore;
  }

  /** The next key that may have events to release; none when there is no such key. */
  @Nullable String next() {
    while (!isEmpty()) {
      if (pass == null) {
        hasMore = false;
        opened = keys.get();
        pass = opened.iterator();
      }
      if (pass.hasNext()) {
        return pass.next();
      }
      close();
    }
    return null;
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
