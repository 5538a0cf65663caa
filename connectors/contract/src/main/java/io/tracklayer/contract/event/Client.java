package io.tracklayer.contract.event;

import org.jspecify.annotations.Nullable;

/**
 * What an event came from, as far as it is known: a page, or an app on a device.
 *
 * @param app none for what happened in a browser
 * @param device none for what happened in a browser, unless the event tells of a device
 */
public record Client(
    @Nullable String ip,
    @Nullable String userAgent,
    @Nullable String pageUrl,
    @Nullable String pageTitle,
    @Nullable String referrer,
    @Nullable String locale,
    @Nullable App app,
    @Nullable Device device) {

  public static final Client UNKNOWN = new Client(null, null, null, null, null, null, null, null);

  /**
   * The platform of the app that the event happened in. None if it happened in a browser or on a
   * server, or if it is not known whether it happened in an app.
   */
  public Device.@Nullable Platform platformOfApp() {
    return app == null || device == null ? null : device.platform();
  }

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "Client[…]";
  }
}
