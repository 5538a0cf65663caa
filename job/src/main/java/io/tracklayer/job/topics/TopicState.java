package io.tracklayer.job.topics;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A topic as it is in Kafka. */
public sealed interface TopicState {

  record Missing() implements TopicState {}

  /**
   * @param retention null when records are kept without limit of time
   * @param retentionBytes for each partition; -1 when there is no limit of size
   */
  record Present(
      int partitions,
      @Nullable Duration retention,
      long retentionBytes,
      String cleanupPolicy,
      int maxMessageBytes)
      implements TopicState {}
}
