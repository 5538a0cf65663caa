package io.tracklayer.cli.output;

import java.util.Locale;

/** How a command prints what it lists. */
public enum OutputFormat {
  /** Columns, for people. */
  TABLE,
  /** One JSON object a line, for programs. */
  JSON;

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
