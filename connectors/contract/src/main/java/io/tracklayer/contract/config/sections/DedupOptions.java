package io.tracklayer.contract.config.sections;

import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.config.options.Option;
import io.tracklayer.contract.config.options.Types;
import io.tracklayer.contract.config.options.ValueType;
import java.time.Duration;

/** The options of {@code dedup}. */
public final class DedupOptions {

  /** Copies routinely arrive this late, after a crash and its repair or a sender's retries. */
  private static final Duration SHORTEST_WINDOW = Duration.ofHours(1);

  /**
   * A quarter. Ad platforms accept events a few days old, and every day costs state and Kafka disk.
   */
  public static final Duration LONGEST_DELIVERY_WINDOW = Duration.ofDays(90);

  /** RudderStack retries a message for 30 days. */
  private static final Duration LONGEST_MESSAGE_WINDOW = Duration.ofDays(90);

  private static final Duration LONGEST_BUSINESS_WINDOW = Duration.ofDays(365);

  private DedupOptions() {}

  public static final Option<Duration> MESSAGE_WINDOW =
      Option.withDefault(
          "message_window",
          Types.duration(SHORTEST_WINDOW, LONGEST_MESSAGE_WINDOW),
          "2d",
          "How long a message id is remembered, so that a repeat of the message is dropped.");

  public static final Option<Duration> BUSINESS_WINDOW =
      Option.withDefault(
          "business_window",
          Types.duration(SHORTEST_WINDOW, LONGEST_BUSINESS_WINDOW),
          "30d",
          "How long an order, refund or lead is remembered, so that a further copy is not"
              + " delivered.");

  public static final Option<Duration> DELIVERY_WINDOW =
      Option.withDefault(
          "delivery_window",
          Types.duration(SHORTEST_WINDOW, LONGEST_DELIVERY_WINDOW),
          "7d",
          "How long a delivery is remembered. Events older than this are not delivered.");

  static final ValueType<Settings> SECTION =
      Types.section(MESSAGE_WINDOW, BUSINESS_WINDOW, DELIVERY_WINDOW);
}
