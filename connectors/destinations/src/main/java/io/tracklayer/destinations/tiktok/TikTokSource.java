package io.tracklayer.destinations.tiktok;

import java.util.Locale;

/** Where the events of a destination happen; one request holds events of one source. */
enum TikTokSource {
  WEB,
  APP,
  OFFLINE,
  CRM;

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
