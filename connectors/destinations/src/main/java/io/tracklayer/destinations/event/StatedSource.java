package io.tracklayer.destinations.event;

import io.tracklayer.contract.event.CanonicalEvent;
import java.util.Locale;

/**
 * Where an event took place, if the source says so: {@code properties.action_source} in the terms
 * of any platform, since one property serves them all; or else the channel, if that is web.
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
    return stated == UNKNOWN && "web".equals(event.channel()) ? WEB : stated;
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
