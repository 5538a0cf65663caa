package io.tracklayer.job.delivery.sending;

import java.util.Map;
import java.util.TreeMap;

/**
 * Outcomes that were published and that the log has not acknowledged. While the oldest of them is
 * older than {@value #PATIENCE_MS} ms nothing is sent, since events whose outcome cannot be
 * recorded would be sent again after a crash.
 *
 * <p>Acknowledgements may come in any order. Not thread-safe. Times are milliseconds of a clock
 * that never steps back.
 */
public final class Unacknowledged {

  static final long PATIENCE_MS = 5_000;

  private final TreeMap<Long, Long> publishedAt = new TreeMap<>();
  private long published;

  /**
   * An outcome is published.
   *
   * @return the number by which it is acknowledged
   */
  public long published(long now) {
    publishedAt.put(++published, now);
    return published;
  }

  /** An outcome is acknowledged, perhaps again. */
  public void acknowledged(long number) {
    publishedAt.remove(number);
  }

  public boolean holdSending(long now) {
    return holdSendingAt() <= now;
  }

  /** When sending stops unless the oldest is acknowledged; {@link Long#MAX_VALUE} for never. */
  public long holdSendingAt() {
    Map.Entry<Long, Long> oldest = publishedAt.firstEntry();
    return oldest == null ? Long.MAX_VALUE : oldest.getValue() + PATIENCE_MS + 1;
  }

  public int size() {
    return publishedAt.size();
  }
}
