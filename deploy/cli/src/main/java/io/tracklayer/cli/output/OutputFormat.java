package io.tracklayer.cli.output;

/** How a command prints what it lists. */
public enum OutputFormat {
  /** Columns, for people. */
  TABLE,
  /** One JSON object a line, for programs. */
  JSON
}
