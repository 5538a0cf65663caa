package io.tracklayer.contract.config.sections;

import io.tracklayer.contract.config.DeliveryConfig;
import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.config.options.DurationText;
import io.tracklayer.contract.config.options.Option;
import io.tracklayer.contract.config.options.Types;
import io.tracklayer.contract.config.options.ValueType;
import java.time.Duration;

/** The options of a destination's {@code delivery}. */
public final class DeliveryOptions {

  /** The default of {@code max_batch}, if the type accepts that many. */
  public static final int USUAL_MAX_BATCH = 100;

  /**
   * The default of {@code max_age}, unless the type or the delivery window sets a shorter limit.
   */
  public static final Duration USUAL_MAX_AGE = Duration.ofDays(7);

  /** A batch, a retry and a restart take seconds, in which nothing should expire. */
  private static final Duration SHORTEST_MAX_AGE = Duration.ofMinutes(1);

  private static final int MANY = 1_000_000_000;

  private DeliveryOptions() {}

  public static final Option<DeliveryConfig.Mode> MODE =
      Option.withDefault(
          "mode",
          Types.choice(DeliveryConfig.Mode.class),
          "send",
          "log records what would be sent, but sends nothing and keeps no ledger: further copies"
              + " are logged too, and nothing logged counts as delivered after a change to send.");

  public static final Option<DeliveryConfig.Start> START =
      Option.withDefault(
          "start",
          Types.choice(DeliveryConfig.Start.class),
          "end",
          "Where a destination added to an existing job starts reading.");

  public static final Option<Integer> MAX_BATCH =
      Option.optional(
          "max_batch",
          Types.number(1, MANY),
          USUAL_MAX_BATCH + ", or the type's limit if that is lower",
          "The most events in one request; fewer if they would exceed 1 MiB.");

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
          "The most requests in flight at once, across all subtasks.");

  public static final Option<Integer> MAX_WAITING =
      Option.withDefault(
          "max_waiting",
          Types.number(1, MANY),
          "1000000",
          "Events pending for a retry, the circuit breaker or the rate limit before reading slows"
              + " to 50 events a second in each subtask.");

  public static final Option<Integer> REQUESTS_PER_SECOND =
      Option.withDefault(
          "requests_per_second",
          Types.number(1, 1_000_000),
          "50",
          "The most requests a second, across all subtasks.");

  public static final Option<Duration> MAX_AGE =
      Option.optional(
          "max_age",
          Types.duration(SHORTEST_MAX_AGE, DedupOptions.LONGEST_DELIVERY_WINDOW),
          DurationText.of(USUAL_MAX_AGE)
              + ", or the type's limit or delivery_window if that is shorter",
          "Older events expire unsent. At most delivery_window.");

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
