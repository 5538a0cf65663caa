package io.tracklayer.contract.config.options;

import io.tracklayer.contract.config.Settings;
import java.time.Duration;

/** The options of {@code dedup}. */
public final class DedupOptions {

  private DedupOptions() {}

  public static final Option<Duration> MESSAGE_WINDOW =
      Option.withDefault(
          "message_window",
          Types.duration(),
          "2d",
          "For how long a message id is remembered, to drop a copy of the same message.");

  public static final Option<Duration> BUSINESS_WINDOW =
      Option.withDefault(
          "business_window",
          Types.duration(),
          "30d",
          "For how long an order, refund or lead is remembered, to drop the same one sent again.");

  public static final Option<Duration> DELIVERY_WINDOW =
      Option.withDefault(
          "delivery_window",
          Types.duration(),
          "7d",
          "For how long a delivery is remembered; nothing older is delivered.");

  static final ValueType<Settings> SECTION =
      Types.section(MESSAGE_WINDOW, BUSINESS_WINDOW, DELIVERY_WINDOW);
}
