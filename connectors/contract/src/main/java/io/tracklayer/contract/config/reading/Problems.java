package io.tracklayer.contract.config.reading;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one file, so that all of it is reported at once. */
final class Problems {

  private final String file;
  private final List<ConfigProblem> found = new ArrayList<>();
  private final List<ConfigProblem> warnings = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  String file() {
    return file;
  }

  /** About the file as a whole. */
  void add(String message) {
    add(0, 0, "", message);
  }

  void add(int line, int column, String path, String message) {
    found.add(new ConfigProblem(file, line, column, path, message));
  }

  /** What is allowed but probably a mistake. */
  void addWarning(int line, int column, String path, String message) {
    warnings.add(new ConfigProblem(file, line, column, path, "warning: " + message));
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  List<ConfigProblem> inOrder() {
    return inOrder(found);
  }

  List<ConfigProblem> warningsInOrder() {
    return inOrder(warnings);
  }

  private static List<ConfigProblem> inOrder(List<ConfigProblem> problems) {
    return problems.stream().sorted(ConfigProblem.IN_FILE).toList();
  }
}
