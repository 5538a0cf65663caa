package io.tracklayer.contract.config.reading;

import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.config.options.Suggestions;
import io.tracklayer.contract.config.sections.ExampleOptions;
import java.util.List;
import java.util.Set;

/** Checks examples against each other and against the destinations. */
final class ExampleChecks {

  private final Set<String> destinations;

  /**
   * @param destinations the names of all
   */
  ExampleChecks(Set<String> destinations) {
    this.destinations = destinations;
  }

  void run(List<ReadValue<Settings>> examples) {
    UniqueNames names = new UniqueNames("example");
    for (ReadValue<Settings> example : examples) {
      example.find(ExampleOptions.NAME).ifPresent(names::check);
      example
          .find(ExampleOptions.EXPECT)
          .filter(expected -> expected.value().isEmpty())
          .ifPresent(expected -> expected.problem("is empty; write at least one destination"));
      example.entries(ExampleOptions.EXPECT).forEach(this::checkDestination);
    }
  }

  private void checkDestination(String name, ReadValue<Settings> at) {
    if (!destinations.contains(name)) {
      at.problem(
          "there is no destination `" + name + "`; " + Suggestions.didYouMean(name, destinations));
    }
  }
}
