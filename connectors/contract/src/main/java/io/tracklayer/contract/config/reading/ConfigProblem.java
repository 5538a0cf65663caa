package io.tracklayer.contract.config.reading;

import java.util.Comparator;

/**
 * One thing that is wrong with a configuration.
 *
 * @param line 1-based; 0 when the problem has no place in the file
 * @param column 1-based; 0 when the problem has no place in the file
 * @param path where in the document: {@code destinations[0].delivery.max_batch}; empty for the
 *     document as a whole
 * @param message what is wrong, and what to write instead
 */
public record ConfigProblem(String file, int line, int column, String path, String message) {

  /** As the problems of one file stand in it. */
  static final Comparator<ConfigProblem> IN_FILE =
      Comparator.comparingInt(ConfigProblem::line).thenComparingInt(ConfigProblem::column);

  @Override
  public String toString() {
    return file
        + (line > 0 ? ":" + line + ":" + column : "")
        + ": "
        + (path.isEmpty() ? "" : path + ": ")
        + message;
  }
}
