package io.tracklayer.destinations.event;

import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.Device.Platform;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where an event took place, if the source says so: {@code properties.action_source} in the terms
 * of any platform, since one property serves them all; or else the app that it happened in, or the
 * channel, if that is web.
 */
public enum StatedSource {
  WEB,
  ANDROID_APP,
  IOS_APP,
  APP,
  OFFLINE,
  UNKNOWN;

  public static StatedSource of(CanonicalEvent event) {
    String word = EventProperties.text(event.properties(), "action_source");
    StatedSource stated = word == null ? UNKNOWN : named(word.toLowerCase(Locale.ROOT));
    return switch (stated) {
      case APP -> of(event.client().platformOfApp(), APP);
      case UNKNOWN ->
          of(event.client().platformOfApp(), "web".equals(event.channel()) ? WEB : UNKNOWN);
      case WEB, ANDROID_APP, IOS_APP, OFFLINE -> stated;
    };
  }

  /** Whether the event happened in an app. */
  public boolean isApp() {
    return switch (this) {
      case ANDROID_APP, IOS_APP, APP -> true;
      case WEB, OFFLINE, UNKNOWN -> false;
    };
  }

  private static StatedSource of(@Nullable Platform platform, StatedSource otherwise) {
    if (platform == null) {
      return otherwise;
    }
    return switch (platform) {
      case ANDROID -> ANDROID_APP;
      case IOS -> IOS_APP;
    };
  }

  private static StatedSource named(String word) {
    return switch (word) {
      case "web", "website" -> WEB;
      case "app_android" -> ANDROID_APP;
      case "app_ios" -> IOS_APP;
      case "app", "mobile_app" -> APP;
      case "offline", "physical_store" -> OFFLINE;
      default -> UNKNOWN;
    };
  }
}
