package io.tracklayer.job.delivery.journal;

import io.tracklayer.contract.delivery.BreakerRecord;
import io.tracklayer.contract.delivery.QualityRecord;
import java.io.Serializable;

/** Where one delivery subtask writes what people shall see and nothing depends on. */
public interface Notices extends AutoCloseable {

  /** Opens the notices in the process that writes them. */
  @FunctionalInterface
  interface Opener extends Serializable {
    Notices open();
  }

  /**
   * Whether the subtask's circuit breaker is open. Returns at once. Of records that cannot be
   * written for a while, only the last one is.
   */
  void write(BreakerRecord told);

  /** The same with what the destination's vendor says of match quality. */
  void write(QualityRecord told);

  @Override
  void close();
}
