package io.tracklayer.job.topics;

import java.time.Duration;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The settings that one topic is created with, and whether its retention is vital.
 *
 * @param retention how long its records must be readable; ignored for {@link Cleanup#BY_KEY}
 * @param retentionIsVital whether the guarantees rest on that retention; otherwise a shorter one is
 *     the operator's choice
 * @param maxMessageBytes the largest record batch that will be written
 */
public record TopicNeed(
    String name,
    int partitions,
    Cleanup cleanup,
    Duration retention,
    boolean retentionIsVital,
    int maxMessageBytes) {

  /** Which records Kafka may drop. */
  public enum Cleanup {
    /** Records that are older than the retention. */
    BY_AGE(TopicConfig.CLEANUP_POLICY_DELETE, "drops records that share a key"),
    /** All but the newest record of each key. */
    BY_KEY(TopicConfig.CLEANUP_POLICY_COMPACT, "drops records by age");

    private final String policy;
    private final String danger;

    Cleanup(String policy, String danger) {
      this.policy = policy;
      this.danger = danger;
    }

    /** The value of {@code cleanup.policy}. */
    public String policy() {
      return policy;
    }

    /** What another policy would do, which the job cannot bear. */
    String danger() {
      return danger;
    }
  }

  /** A topic whose records may be dropped when they are old. */
  static TopicNeed byAge(
      String name,
      int partitions,
      Duration retention,
      boolean retentionIsVital,
      int maxMessageBytes) {
    return new TopicNeed(
        name, partitions, Cleanup.BY_AGE, retention, retentionIsVital, maxMessageBytes);
  }

  /** A topic that keeps the newest record of each key for ever. */
  static TopicNeed byKey(String name, int partitions, int maxMessageBytes) {
    return new TopicNeed(name, partitions, Cleanup.BY_KEY, Duration.ZERO, false, maxMessageBytes);
  }
}
