package io.tracklayer.job.kafka;

import java.io.Serializable;
import java.time.Instant;
import java.util.Map;

/**
 * A topic as a memory that does not roll back: state returns to a checkpoint, what was published
 * stays. Positions are by partition.
 */
public interface RecordLog extends AutoCloseable {

  /** Opened where it is read. */
  @FunctionalInterface
  interface Opener extends Serializable {
    RecordLog open();
  }

  /** The first record that is still there. */
  Map<Integer, Long> beginning();

  /** Behind the last record. */
  Map<Integer, Long> end();

  /** The first record at or after a time. */
  Map<Integer, Long> at(Instant time);

  /**
   * Reads from a position to the end of this moment, each partition in order.
   *
   * @param from a partition that is not in it is read from its beginning
   * @return where it ended: to read on from
   */
  <E extends Exception> Map<Integer, Long> scan(
      Map<Integer, Long> from, TopicReader.Visitor<E> visitor) throws E;

  @Override
  void close();
}
