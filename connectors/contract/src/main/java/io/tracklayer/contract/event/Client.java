package io.tracklayer.contract.event;

import org.jspecify.annotations.Nullable;

/** The device and page an event came from, as far as they are known. */
public record Client(
    @Nullable String ip,
    @Nullable String userAgent,
    @Nullable String pageUrl,
    @Nullable String pageTitle,
    @Nullable String referrer,
    @Nullable String locale) {

  public static final Client UNKNOWN = new Client(null, null, null, null, null, null);

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "Client[…]";
  }
}
