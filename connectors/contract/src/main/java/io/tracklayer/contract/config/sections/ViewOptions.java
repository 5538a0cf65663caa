package io.tracklayer.contract.config.sections;

import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.config.options.Option;
import io.tracklayer.contract.config.options.Types;
import io.tracklayer.contract.config.options.ValueType;
import java.time.Duration;

/** The options of {@code view}. */
public final class ViewOptions {

  /** The rates of an hour are compared with those of the hour before. */
  private static final Duration SHORTEST_KEEP = Duration.ofHours(2);

  private static final Duration LONGEST_KEEP = Duration.ofDays(90);

  private static final int SMALLEST_KIBIBYTES = 16 * 1024;

  private static final int LARGEST_MEBIBYTES = 2047;

  private ViewOptions() {}

  public static final Option<Boolean> ENABLED =
      Option.withDefault(
          "enabled",
          Types.flag(),
          "true",
          "Whether there is a live view where it has a directory.");

  public static final Option<String> DIRECTORY =
      Option.optional(
          "directory",
          Types.text(),
          "no live view, except in local mode, which keeps it in its `--data`",
          "Where the receiver keeps what it has read. Each receiver needs a directory of its own.");

  public static final Option<Duration> KEEP =
      Option.withDefault(
          "keep",
          Types.duration(SHORTEST_KEEP, LONGEST_KEEP),
          "7d",
          "How long the view keeps an event, at least 2h. It cannot see further back than the topics"
              + " reach when it first reads them.");

  public static final Option<Integer> MAX_SIZE =
      Option.withDefault(
          "max_size",
          Types.size(SMALLEST_KIBIBYTES, LARGEST_MEBIBYTES),
          "1024MiB",
          "About how much disk it takes, at least 16MiB. Beyond that, the oldest events are dropped"
              + " earlier.");

  public static final Option<SecretRef> ADMIN_SECRET_REF =
      Option.optional(
          "admin_secret_ref",
          Types.secretRef(),
          "none; the page is then served to the receiver's own machine only",
          "Where the password of the page is kept; the browser asks for it. Required when the"
              + " receiver is started with an `--admin-host` that other machines can reach.");

  static final ValueType<Settings> SECTION =
      Types.section(ENABLED, DIRECTORY, KEEP, MAX_SIZE, ADMIN_SECRET_REF);
}
