package io.tracklayer.contract.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * An event, and what is expected to become of it.
 *
 * @param file where it is written
 * @param line 1-based
 * @param event as the source sends it
 * @param expected at least one
 */
public record Example(
    String file, int line, String name, ObjectNode event, List<Expectation> expected) {

  /**
   * What is expected of one destination.
   *
   * @param parts of what {@code preview} shows for it
   * @param lines where each part is written, by its path: {@code requests[0].body.data[0]}
   */
  public record Expectation(String destination, ObjectNode parts, Map<String, Integer> lines) {}

  /** Events hold personal data, which stays out of logs. */
  @Override
  public String toString() {
    return "Example[" + file + ":" + line + "]";
  }
}
