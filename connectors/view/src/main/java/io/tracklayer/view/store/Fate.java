package io.tracklayer.view.store;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the job made of a stored event, the weightier the later. Each event has one. */
public enum Fate {
  /** Nothing yet. */
  UNDER_WAY,
  /** It only tells who is who. */
  IDENTITY_ONLY,
  /** The job refused it. */
  REJECTED,
  CANONICAL;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static @Nullable Fate of(@Nullable String text) {
    return text == null ? null : valueOf(text.toUpperCase(Locale.ROOT));
  }
}
