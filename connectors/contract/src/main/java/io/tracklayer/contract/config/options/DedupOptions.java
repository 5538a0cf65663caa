package io.tracklayer.contract.config.options;

import io.tracklayer.contract.config.Settings;
import java.time.Duration;

/** The options of {@code dedup}. */
public final class DedupOptions {

  /** A crash and its repair, a sender's retries: copies come that late on any day. */
  private static final Duration SHORTEST_WINDOW = Duration.ofHours(1);

  /** A quarter: ad platforms take events of days, and each day is state and Kafka's disk. */
  static final Duration LONGEST_DELIVERY_WINDOW = Duration.ofDays(90);

  /** RudderStack's sender repeats a message for 30 days. */
  private static final Duration LONGEST_MESSAGE_WINDOW = Duration.ofDays(90);

  private static final Duration LONGEST_BUSINESS_WINDOW = Duration.ofDays(365);

  private DedupOptions() {}

  public static final Option<Duration> MESSAGE_WINDOW =
      Option.withDefault(
          "message_window",
          Types.duration(SHORTEST_WINDOW, LONGEST_MESSAGE_WINDOW),
          "2d",
          "For how long a message id is remembered, to drop a copy of the same message.");

  public static final Option<Duration> BUSINESS_WINDOW =
      Option.withDefault(
          "business_window",
          Types.duration(SHORTEST_WINDOW, LONGEST_BUSINESS_WINDOW),
          "30d",
          "For how long an order, refund or lead is remembered, to drop the same one sent again.");

  public static final Option<Duration> DELIVERY_WINDOW =
      Option.withDefault(
          "delivery_window",
          Types.duration(SHORTEST_WINDOW, LONGEST_DELIVERY_WINDOW),
          "7d",
          "For how long a delivery is remembered; nothing older is delivered.");

  static final ValueType<Settings> SECTION =
      Types.section(MESSAGE_WINDOW, BUSINESS_WINDOW, DELIVERY_WINDOW);
}
