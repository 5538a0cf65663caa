package io.tracklayer.job.topics;

import io.tracklayer.contract.Topics;
import io.tracklayer.contract.config.TrackLayerConfig;
import java.time.Duration;
import java.util.List;

/** The topics that one installation needs. */
public record TopicPlan(List<TopicNeed> topics) {

  /**
   * How many subtasks can read one topic at a time. Kafka can add partitions, but never remove
   * them.
   */
  public static final int DEFAULT_PARTITIONS = 12;

  private static final int MIB = 1024 * 1024;

  /**
   * The largest record of the raw and the rejected topic: room for a request of 4 MiB that is kept
   * whole, with its JSON escapes.
   */
  public static final int LARGE_MESSAGE = 8 * MIB;

  /** The largest record of any topic except the raw and the rejected one. */
  public static final int MESSAGE = MIB;

  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration MONTH = Duration.ofDays(30);

  public TopicPlan {
    topics = List.copyOf(topics);
  }

  public static TopicPlan of(TrackLayerConfig config) {
    return of(config, DEFAULT_PARTITIONS);
  }

  public static TopicPlan of(TrackLayerConfig config, int partitions) {
    Topics topics = config.kafka().topics();
    Duration deliveryWindow = config.dedup().deliveryWindow();
    Duration businessWindow = config.dedup().businessWindow();
    Duration claims = businessWindow.compareTo(MONTH) > 0 ? businessWindow : MONTH;
    // The replay guard reads this topic back over the whole window: an event whose record has
    // expired may be sent again.
    Duration deliveries = deliveryWindow.compareTo(WEEK) > 0 ? deliveryWindow : WEEK;
    return new TopicPlan(
        List.of(
            TopicNeed.byAge(topics.raw(), partitions, WEEK, true, LARGE_MESSAGE),
            TopicNeed.byAge(topics.rejected(), partitions, MONTH, false, LARGE_MESSAGE),
            TopicNeed.byAge(topics.loop(), partitions, WEEK, true, MESSAGE),
            TopicNeed.byAge(topics.identity(), partitions, MONTH, false, MESSAGE),
            TopicNeed.byAge(topics.canonical(), partitions, WEEK, true, MESSAGE),
            TopicNeed.byAge(topics.deliveries(), partitions, deliveries, true, MESSAGE),
            TopicNeed.byAge(topics.claims(), partitions, claims, true, MESSAGE),
            TopicNeed.byAge(topics.deadLetters(), partitions, MONTH, false, MESSAGE),
            TopicNeed.byKey(topics.consent(), partitions, MESSAGE),
            TopicNeed.byKey(topics.breakers(), 1, MESSAGE),
            TopicNeed.byKey(topics.quality(), 1, MESSAGE),
            TopicNeed.byKey(topics.control(), 1, MESSAGE)));
  }
}
