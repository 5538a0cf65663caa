package io.tracklayer.contract.config.reading;

import io.tracklayer.contract.config.options.Options;
import io.tracklayer.contract.event.CanonicalNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What must hold between the values of the endpoints. */
final class EndpointChecks {

  private record Scope(String path, String account, String environment) {}

  private final List<ReadValue<Section>> endpoints;
  private final Problems problems;

  EndpointChecks(List<ReadValue<Section>> endpoints, Problems problems) {
    this.endpoints = endpoints;
    this.problems = problems;
  }

  void run() {
    checkThatEachIsMatchedByItsScope();
    for (ReadValue<Section> endpoint : endpoints) {
      checkMapping(endpoint.value());
      checkFilters(endpoint.value());
    }
  }

  private void checkThatEachIsMatchedByItsScope() {
    Map<Scope, Integer> lines = new HashMap<>();
    for (ReadValue<Section> located : endpoints) {
      Section endpoint = located.value();
      if (endpoint.find(Options.ENDPOINT_URL).isEmpty()
          || endpoint.find(Options.ENDPOINT_ACCOUNT).isEmpty()
          || endpoint.find(Options.ENDPOINT_ENVIRONMENT).isEmpty()) {
        continue;
      }
      Scope scope =
          new Scope(
              endpoint.value(Options.ENDPOINT_URL).getPath(),
              endpoint.value(Options.ENDPOINT_ACCOUNT),
              endpoint.value(Options.ENDPOINT_ENVIRONMENT));
      Integer first = lines.putIfAbsent(scope, located.line());
      if (first != null) {
        endpoint.problem(
            "has the same path, account and environment as the endpoint in line "
                + first
                + "; an event could not tell them apart, so change one of the three");
      }
    }
  }

  private void checkMapping(Section endpoint) {
    Map<String, String> written = new HashMap<>();
    endpoint
        .valueOr(Options.MAPPING, Map.of())
        .forEach(
            (event, name) -> {
              String other = written.putIfAbsent(CanonicalNames.comparable(event), event);
              if (other != null) {
                problems.add(
                    name.line(),
                    name.path(),
                    "is the same event as " + other + " (case and _ do not count); keep one");
              }
            });
  }

  private void checkFilters(Section endpoint) {
    Map<String, String> mapping = Unwrapped.map(endpoint.valueOr(Options.MAPPING, Map.of()));
    CanonicalNames names = new CanonicalNames(mapping);
    endpoint
        .find(Options.FILTERS)
        .flatMap(filters -> filters.value().find(Options.INCLUDE))
        .ifPresent(
            include -> {
              for (ReadValue<String> filter : include.value()) {
                if (!names.knows(filter.value())) {
                  problems.add(
                      filter.line(),
                      filter.path(),
                      "`"
                          + filter.value()
                          + "` has no canonical event; add it to mapping, as in mapping: {"
                          + filter.value()
                          + ": lead}, or leave it out");
                }
              }
            });
  }
}
