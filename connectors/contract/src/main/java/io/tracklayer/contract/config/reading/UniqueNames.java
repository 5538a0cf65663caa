package io.tracklayer.contract.config.reading;

import java.util.HashMap;
import java.util.Map;

/** Reports names that are given twice. */
final class UniqueNames {

  private final String owner;
  private final Map<String, Integer> lineOfName = new HashMap<>();

  /**
   * @param owner what has such a name
   */
  UniqueNames(String owner) {
    this.owner = owner;
  }

  void check(ReadValue<String> name) {
    Integer first = lineOfName.putIfAbsent(name.value(), name.line());
    if (first != null) {
      name.problem(
          "`%s` is already the name of the %s in line %d; write another"
              .formatted(name.value(), owner, first));
    }
  }
}
