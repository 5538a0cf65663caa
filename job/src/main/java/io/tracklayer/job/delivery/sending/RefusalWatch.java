package io.tracklayer.job.delivery.sending;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds a wrong setting before it costs every event. If the API refused most of the last {@value
 * #WINDOW} events as a whole and for the same reason, the fault is not in the events. Sending is
 * then suspended, events that wait are kept, and the first accepted event ends the suspension.
 *
 * <p>This is kept in memory only, and starts anew with every start. Not thread-safe.
 */
public final class RefusalWatch {

  static final int WINDOW = 100;

  private final Deque<String> last = new ArrayDeque<>(WINDOW);
  private final Map<String, Integer> counts = new HashMap<>();
  private @Nullable String suspected;

  /** Events were not refused as a whole: they were accepted, or judged one by one. */
  public void taken(int events) {
    if (suspected != null) {
      suspected = null;
      last.clear();
      counts.clear();
    }
    for (int i = 0; i < events; i++) {
      add("");
    }
  }

  /**
   * Events were refused as a whole.
   *
   * @return whether sending is to be suspended from now on
   */
  public boolean refused(String reason, int events) {
    if (suspected != null) {
      return false;
    }
    for (int i = 0; i < events; i++) {
      add(reason);
    }
    if (counts.getOrDefault(reason, 0) * 2 <= WINDOW) {
      return false;
    }
    suspected = reason;
    return true;
  }

  private void add(String reason) {
    if (last.size() == WINDOW) {
      counts.merge(last.remove(), -1, Integer::sum);
    }
    last.add(reason);
    counts.merge(reason, 1, Integer::sum);
  }

  /** Why sending is suspended; null if it is not. */
  public @Nullable String suspectedReason() {
    return suspected;
  }

  public boolean isSuspended() {
    return suspected != null;
  }
}
