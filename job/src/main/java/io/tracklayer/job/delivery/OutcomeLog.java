package io.tracklayer.job.delivery;

import io.tracklayer.contract.delivery.DeliveryRecord;
import java.io.Serializable;
import java.time.Instant;
import java.util.Map;

/** Every outcome ever published, in the order of its partitions. Positions are by partition. */
public interface OutcomeLog extends AutoCloseable {

  /** Opened where it is read. */
  @FunctionalInterface
  interface Opener extends Serializable {
    OutcomeLog open();
  }

  /** Takes one outcome. */
  @FunctionalInterface
  interface Visitor {
    void visit(DeliveryRecord outcome) throws Exception;
  }

  /** Behind the last outcome. */
  Map<Integer, Long> end();

  /** The first outcome at or after a time. */
  Map<Integer, Long> at(Instant time);

  /**
   * Reads from a position to the end of this moment.
   *
   * @param from a partition that is not in it is read from its beginning
   * @return how many outcomes were read
   */
  long scan(Map<Integer, Long> from, Visitor visitor) throws Exception;

  @Override
  void close();
}
