package io.tracklayer.view.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the store within its bounds: drops the oldest events, by age and by size. */
public final class Retention {

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  /** The hour, the hour before, and some. */
  private static final Duration RATES = Duration.ofHours(3);

  private final ViewStore store;
  private final Duration keep;
  private final long maxBytes;

  public Retention(ViewStore store, Duration keep, long maxBytes) {
    this.store = store;
    this.keep = keep;
    this.maxBytes = maxBytes;
  }

  /**
   * @param now epoch milliseconds
   */
  public void apply(long now) throws SQLException {
    dropBefore(now - keep.toMillis());
    store.dropRates(now - RATES.toMillis());
    store.database().compact();
    if (store.database().bytesInUse() > maxBytes) {
      Optional<Long> tenth = store.oldestTenth();
      if (tenth.isPresent()) {
        LOG.info("The live view has reached its size; it drops the oldest tenth of its events");
        dropBefore(Slots.start(Slots.of(tenth.get()) + 1));
      }
    }
  }

  private void dropBefore(long time) throws SQLException {
    boolean mayBeMore = true;
    while (mayBeMore) {
      mayBeMore = store.dropOldest(time);
    }
  }
}
