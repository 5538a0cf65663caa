package io.tracklayer.job.delivery.journal;

import io.tracklayer.contract.delivery.BreakerRecord;
import java.io.Serializable;

/** Where one delivery subtask writes whether its circuit breaker is open, for people to see. */
public interface BreakerLog extends AutoCloseable {

  /** Opens the log in the process that writes it. */
  @FunctionalInterface
  interface Opener extends Serializable {
    BreakerLog open();
  }

  /** Returns at once. Of records that cannot be written for a while, only the last one is. */
  void write(BreakerRecord told);

  @Override
  void close();
}
