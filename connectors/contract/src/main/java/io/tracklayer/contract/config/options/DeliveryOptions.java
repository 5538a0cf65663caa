package io.tracklayer.contract.config.options;

import io.tracklayer.contract.config.DeliveryConfig;
import io.tracklayer.contract.config.Settings;
import java.time.Duration;

/** The options of a destination's {@code delivery}. */
public final class DeliveryOptions {

  /** Where {@code max_batch} is not written and the type takes as many. */
  public static final int USUAL_MAX_BATCH = 100;

  /** Where {@code max_age} is not written and neither the type nor the window is shorter. */
  public static final Duration USUAL_MAX_AGE = Duration.ofDays(7);

  private static final int MANY = 1_000_000_000;

  private DeliveryOptions() {}

  public static final Option<DeliveryConfig.Mode> MODE =
      Option.withDefault(
          "mode",
          Types.choice(DeliveryConfig.Mode.class),
          "send",
          "log records what would be sent, sends nothing and keeps no ledger: a copy is logged again, and"
              + " none of it counts as delivered once the mode is send.");

  public static final Option<DeliveryConfig.Start> START =
      Option.withDefault(
          "start",
          Types.choice(DeliveryConfig.Start.class),
          "end",
          "Where a destination that is added to an old job begins to read.");

  public static final Option<Integer> MAX_BATCH =
      Option.optional(
          "max_batch",
          Types.number(1, MANY),
          USUAL_MAX_BATCH + ", or fewer where the type takes fewer",
          "The most events in one request; of large ones fewer, up to 1 MiB.");

  public static final Option<Duration> MAX_WAIT =
      Option.withDefault(
          "max_wait",
          Types.duration(Duration.ofMinutes(1)),
          "200ms",
          "How long the first event of a batch waits for others.");

  public static final Option<Integer> MAX_IN_FLIGHT =
      Option.withDefault(
          "max_in_flight",
          Types.number(1, 10_000),
          "8",
          "Requests that are out at the same time, over all subtasks.");

  public static final Option<Integer> MAX_WAITING =
      Option.withDefault(
          "max_waiting",
          Types.number(1, MANY),
          "1000000",
          "Events held back for a retry, a breaker or the rate, before reading slows to 50 events a"
              + " second in each subtask.");

  public static final Option<Integer> REQUESTS_PER_SECOND =
      Option.withDefault(
          "requests_per_second",
          Types.number(1, 1_000_000),
          "50",
          "The rate that is never exceeded, over all subtasks.");

  public static final Option<Duration> MAX_AGE =
      Option.optional(
          "max_age",
          Types.duration(DedupOptions.LONGEST_DELIVERY_WINDOW),
          DurationText.of(USUAL_MAX_AGE)
              + ", or less where the type takes less or delivery_window is shorter",
          "Older events expire unsent. At most the delivery_window.");

  static final ValueType<Settings> SECTION =
      Types.section(
          MODE,
          START,
          MAX_BATCH,
          MAX_WAIT,
          MAX_IN_FLIGHT,
          MAX_WAITING,
          REQUESTS_PER_SECOND,
          MAX_AGE);
}
