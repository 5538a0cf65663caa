package io.tracklayer.job.state;

import java.time.Duration;
import org.apache.flink.api.common.state.StateTtlConfig;

/** How windowed state expires: by processing time, and removed when RocksDB compacts. */
public final class ExpiringState {

  private static final long ENTRIES_PER_CLOCK_READ = 1_000;

  private ExpiringState() {}

  /** State expires this long after it was written. */
  public static StateTtlConfig after(Duration window) {
    return StateTtlConfig.newBuilder(window)
        .updateTtlOnCreateAndWrite()
        .neverReturnExpired()
        .cleanupInRocksdbCompactFilter(ENTRIES_PER_CLOCK_READ)
        .build();
  }
}
