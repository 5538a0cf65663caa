package io.tracklayer.destinations.snapchat;

import io.tracklayer.contract.config.Settings;
import java.time.Instant;

/**
 * The settings of one destination.
 *
 * @param defaultSource the action source of events that do not state one
 * @param inMilliseconds whether {@code event_time} is in milliseconds; otherwise it is in seconds
 */
record SnapchatSettings(String defaultSource, boolean inMilliseconds) {

  static final String WEB = "WEB";
  static final String MOBILE_APP = "MOBILE_APP";
  static final String OFFLINE = "OFFLINE";

  static final String SECONDS = "seconds";
  static final String MILLISECONDS = "milliseconds";

  static SnapchatSettings of(Settings settings) {
    return new SnapchatSettings(
        SnapchatType.DEFAULT_ACTION_SOURCE.in(settings),
        SnapchatType.EVENT_TIME_UNIT.in(settings).equals(MILLISECONDS));
  }

  long eventTime(Instant occurredAt) {
    return inMilliseconds ? occurredAt.toEpochMilli() : occurredAt.getEpochSecond();
  }
}
