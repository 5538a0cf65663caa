package io.tracklayer.destinations.tiktok;

import io.tracklayer.contract.config.Settings;
import java.util.Locale;

/** Where the events of a destination happen; one request holds events of one source. */
enum TikTokSource {
  WEB,
  OFFLINE,
  CRM;

  /**
   * @throws IllegalStateException when the setting names no source, or one that needs what events
   *     do not carry
   */
  static TikTokSource of(Settings settings) {
    String name = settings.text(TikTokType.EVENT_SOURCE).orElse("web").strip();
    for (TikTokSource source : values()) {
      if (source.wireName().equals(name)) {
        return source;
      }
    }
    throw new IllegalStateException(
        "settings."
            + TikTokType.EVENT_SOURCE
            + " must be web, offline or crm; app events need data of the app, which events do not"
            + " carry");
  }

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
