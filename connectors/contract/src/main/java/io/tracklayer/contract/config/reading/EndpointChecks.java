package io.tracklayer.contract.config.reading;

import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.config.options.Suggestions;
import io.tracklayer.contract.config.sections.EndpointOptions;
import io.tracklayer.contract.event.CanonicalNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks the values of endpoints against each other. */
final class EndpointChecks {

  private record Scope(String path, String account, String environment) {}

  private final List<ReadValue<Settings>> endpoints;

  EndpointChecks(List<ReadValue<Settings>> endpoints) {
    this.endpoints = endpoints;
  }

  void run() {
    checkThatEachIsMatchedByItsScope();
    for (ReadValue<Settings> endpoint : endpoints) {
      checkMapping(endpoint);
      checkFilters(endpoint);
      checkThatMappedEventsGetIn(endpoint);
    }
  }

  private void checkThatEachIsMatchedByItsScope() {
    Map<Scope, Integer> lines = new HashMap<>();
    for (ReadValue<Settings> endpoint : endpoints) {
      scope(endpoint)
          .map(scope -> lines.putIfAbsent(scope, endpoint.line()))
          .ifPresent(
              first ->
                  endpoint.problem(
                      "has the same path, account and environment as the endpoint in line "
                          + first
                          + "; an event could not tell them apart, so change one of the three"));
    }
  }

  /** Empty when a part of it could not be read. */
  private static Optional<Scope> scope(ReadValue<Settings> endpoint) {
    return endpoint
        .find(EndpointOptions.URL)
        .flatMap(
            url ->
                endpoint
                    .find(EndpointOptions.ACCOUNT)
                    .flatMap(
                        account ->
                            endpoint
                                .find(EndpointOptions.ENVIRONMENT)
                                .map(
                                    environment ->
                                        new Scope(
                                            url.value().getPath(),
                                            account.value(),
                                            environment.value()))));
  }

  private void checkMapping(ReadValue<Settings> endpoint) {
    Map<String, String> written = new HashMap<>();
    endpoint
        .entries(EndpointOptions.MAPPING)
        .forEach(
            (event, name) -> {
              String other = written.putIfAbsent(CanonicalNames.sourceName(event), event);
              if (other != null) {
                name.problem(
                    "is the same event as "
                        + other
                        + " (case, spaces, _ and - do not count); keep one");
              }
              warnOfTypo(name);
            });
  }

  /**
   * An event of the operator's own is allowed; one named almost like a known event is likely a
   * typo.
   */
  private static void warnOfTypo(ReadValue<String> name) {
    if (!CanonicalNames.ALL.contains(name.value())) {
      Suggestions.nearest(name.value(), CanonicalNames.ALL)
          .ifPresent(
              nearest ->
                  name.place()
                      .warning(
                          "makes `"
                              + name.value()
                              + "` a canonical event of your own, which only webhooks and"
                              + " event_names take; did you mean "
                              + nearest
                              + "?"));
    }
  }

  private void checkThatMappedEventsGetIn(ReadValue<Settings> endpoint) {
    Optional<ReadValue<List<String>>> include =
        endpoint
            .find(EndpointOptions.FILTERS)
            .flatMap(filters -> filters.find(EndpointOptions.INCLUDE));
    Set<String> included =
        include.stream()
            .flatMap(events -> events.value().stream())
            .map(CanonicalNames::sourceName)
            .collect(Collectors.toSet());
    boolean isDefault = include.filter(events -> !events.place().written()).isPresent();
    endpoint
        .entries(EndpointOptions.MAPPING)
        .forEach(
            (event, name) -> {
              if (!included.isEmpty() && !included.contains(CanonicalNames.sourceName(event))) {
                name.problem(
                    (isDefault
                            ? "never gets in, since the default of filters.include lacks it; write"
                                + " that list out, and in it `"
                            : "never gets in, since filters.include lacks it; add there `")
                        + event
                        + "`, or leave it out here");
              }
            });
  }

  private void checkFilters(ReadValue<Settings> endpoint) {
    CanonicalNames names =
        new CanonicalNames(EndpointOptions.MAPPING.find(endpoint.value()).orElse(Map.of()));
    endpoint
        .find(EndpointOptions.FILTERS)
        .ifPresent(
            filters -> {
              List<ReadValue<String>> include = filters.items(EndpointOptions.INCLUDE);
              for (ReadValue<String> filter : include) {
                if (!names.knows(filter.value())) {
                  filter.problem(withoutCanonicalEvent(filter.value()));
                } else if (isOnlyNameOfItsEvent(filter.value(), include, names)) {
                  filter.place().warning(letsInItsOwnNameOnly(filter.value()));
                }
              }
            });
  }

  /**
   * Whether a canonical name stands alone in a filter: whoever writes it likely means every event
   * that becomes one.
   */
  private static boolean isOnlyNameOfItsEvent(
      String filter, List<ReadValue<String>> include, CanonicalNames names) {
    return CanonicalNames.ALL.contains(filter)
        && CanonicalNames.sourceNames().stream()
            .anyMatch(name -> isNamed(names, name, filter) && !isAlike(name, filter))
        && include.stream()
            .map(ReadValue::value)
            .noneMatch(other -> isNamed(names, other, filter) && !isAlike(other, filter));
  }

  private static boolean isNamed(CanonicalNames names, String event, String canonical) {
    return names.of("track", event).filter(canonical::equals).isPresent();
  }

  private static boolean isAlike(String event, String other) {
    return CanonicalNames.sourceName(event).equals(CanonicalNames.sourceName(other));
  }

  private static String letsInItsOwnNameOnly(String filter) {
    return "lets in only events that the source itself calls `"
        + filter
        + "`, since filters go by the names that sources send; add the others, as Order Completed is"
        + " for purchase";
  }

  private static String withoutCanonicalEvent(String filter) {
    return CanonicalNames.ALL.contains(filter)
        ? "`"
            + filter
            + "` is a canonical event, and filters go by the names that sources send; write such a"
            + " name, as Order Completed is for purchase"
        : "`"
            + filter
            + "` has no canonical event; add it to mapping, as in mapping: {"
            + filter
            + ": lead}, or leave it out";
  }
}
