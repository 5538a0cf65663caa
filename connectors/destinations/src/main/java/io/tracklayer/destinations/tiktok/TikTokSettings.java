package io.tracklayer.destinations.tiktok;

import io.tracklayer.contract.config.Settings;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one destination.
 *
 * @param source where all its events happen
 * @param sourceId the pixel code
 * @param testEventCode shows events in TikTok's test view instead of counting them
 * @param defaultPageUrl the page for website events that have none
 */
record TikTokSettings(
    TikTokSource source,
    String sourceId,
    @Nullable String testEventCode,
    @Nullable String defaultPageUrl) {

  static TikTokSettings of(Settings settings) {
    return new TikTokSettings(
        TikTokType.EVENT_SOURCE.in(settings),
        TikTokType.PIXEL_CODE.in(settings),
        TikTokType.TEST_EVENT_CODE.find(settings).orElse(null),
        TikTokType.DEFAULT_PAGE_URL.find(settings).map(URI::toString).orElse(null));
  }
}
