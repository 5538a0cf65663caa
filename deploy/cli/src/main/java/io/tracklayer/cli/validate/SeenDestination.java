package io.tracklayer.cli.validate;

import java.util.Locale;

/**
 * What was seen of one destination.
 *
 * @param seen in words
 * @param remedy what to do about it; empty if there is nothing to do, or {@code seen} says it
 */
public record SeenDestination(String name, State state, String seen, String remedy) {

  public SeenDestination(String name, State state, String seen) {
    this(name, state, seen, "");
  }

  /** What that says of the destination. */
  public enum State {
    READY,
    NOT_READY,
    /** It takes none of the events that were sent, so nothing is known of it. */
    NOT_TESTED;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
