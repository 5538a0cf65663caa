package io.tracklayer.view.answers;

import java.time.Instant;

/** Times as answers give them. */
final class Times {

  private Times() {}

  static String text(long epochMillis) {
    return Instant.ofEpochMilli(epochMillis).toString();
  }
}
