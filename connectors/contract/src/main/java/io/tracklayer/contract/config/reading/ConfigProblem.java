package io.tracklayer.contract.config.reading;

/**
 * One thing that is wrong with a configuration.
 *
 * @param line 1-based; 0 when the problem has no place in the file
 * @param path where in the document: {@code destinations[0].delivery.max_batch}; empty for the
 *     document as a whole
 * @param message what is wrong, and what to write instead
 */
public record ConfigProblem(String file, int line, String path, String message) {

  @Override
  public String toString() {
    return file
        + (line > 0 ? ":" + line : "")
        + ": "
        + (path.isEmpty() ? "" : path + ": ")
        + message;
  }
}
