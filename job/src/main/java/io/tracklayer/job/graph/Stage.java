package io.tracklayer.job.graph;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The two halves of the job, which may also run as separate jobs. */
public enum Stage {
  /** From raw to canonical events. */
  RESOLVE,
  /** From canonical events to destinations. */
  DELIVER;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Stage> of(String text) {
    return Arrays.stream(values()).filter(stage -> stage.text().equals(text)).findFirst();
  }
}
