package io.tracklayer.destinations.tiktok;

import io.tracklayer.contract.config.Settings;
import io.tracklayer.destinations.event.StatedSource;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one destination.
 *
 * @param source where all its events happen
 * @param sourceId the pixel code, TikTok app id or id of the event set
 * @param appId the app's id in its store; none unless the source is an app
 * @param testEventCode shows events in TikTok's test view instead of counting them
 * @param defaultPageUrl the page for website events that have none
 */
record TikTokSettings(
    TikTokSource source,
    String sourceId,
    @Nullable String appId,
    @Nullable String testEventCode,
    @Nullable String defaultPageUrl) {

  /**
   * Whether the destination is for events that happened there. Only Apple numbers apps, so the
   * app's id tells its platform.
   */
  boolean takes(StatedSource stated) {
    return switch (source) {
      case WEB -> !stated.isApp();
      case APP -> stated == StatedSource.APP || stated == platform();
      case OFFLINE, CRM -> true;
    };
  }

  private StatedSource platform() {
    boolean isNumber = appId != null && appId.chars().allMatch(c -> c >= '0' && c <= '9');
    return isNumber ? StatedSource.IOS_APP : StatedSource.ANDROID_APP;
  }

  static TikTokSettings of(Settings settings) {
    return new TikTokSettings(
        TikTokType.EVENT_SOURCE.in(settings),
        TikTokType.PIXEL_CODE.in(settings),
        TikTokType.APP_ID.find(settings).orElse(null),
        TikTokType.TEST_EVENT_CODE.find(settings).orElse(null),
        TikTokType.DEFAULT_PAGE_URL.find(settings).map(URI::toString).orElse(null));
  }
}
