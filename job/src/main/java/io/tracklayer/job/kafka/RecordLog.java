package io.tracklayer.job.kafka;

import java.io.Serializable;
import java.time.Instant;
import java.util.Map;

/**
 * A topic that an operator reads back: a restore takes state back to a checkpoint, but what was
 * published stays. Positions are offsets by partition.
 */
public interface RecordLog extends AutoCloseable {

  /** Opens the log in the process that reads it. */
  @FunctionalInterface
  interface Opener extends Serializable {
    RecordLog open();
  }

  /** The position of the first record that is still there. */
  Map<Integer, Long> beginning();

  /** The position behind the last record. */
  Map<Integer, Long> end();

  /** The position of the first record at or after a time. */
  Map<Integer, Long> at(Instant time);

  /**
   * Reads from a position to the current end, each partition in order.
   *
   * @param from where to start; a partition that is not in it is read from its beginning
   * @return where it ended, and where the next scan may start
   */
  <E extends Exception> Map<Integer, Long> scan(
      Map<Integer, Long> from, TopicReader.Visitor<E> visitor) throws E;

  /**
   * Reads from a position and then each record as it comes, each partition in order, until the
   * thread is interrupted or an exception ends it.
   *
   * @param from where to start; a partition that is not in it is read from its beginning
   */
  <E extends Exception> void follow(Map<Integer, Long> from, TopicReader.Visitor<E> visitor)
      throws E, InterruptedException;

  @Override
  void close();
}
