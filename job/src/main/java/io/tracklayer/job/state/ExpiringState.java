package io.tracklayer.job.state;

import java.time.Duration;
import org.apache.flink.api.common.state.StateTtlConfig;

/** How windowed state is forgotten: by the clock, cleaned up while RocksDB compacts. */
public final class ExpiringState {

  private static final long ENTRIES_PER_CLOCK_READ = 1_000;

  private ExpiringState() {}

  /** Forgotten this long after it was written. */
  public static StateTtlConfig after(Duration window) {
    return StateTtlConfig.newBuilder(window)
        .updateTtlOnCreateAndWrite()
        .neverReturnExpired()
        .cleanupInRocksdbCompactFilter(ENTRIES_PER_CLOCK_READ)
        .build();
  }
}
