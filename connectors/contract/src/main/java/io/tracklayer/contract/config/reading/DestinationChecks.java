package io.tracklayer.contract.config.reading;

import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.config.options.DurationText;
import io.tracklayer.contract.config.options.Options;
import io.tracklayer.contract.event.CanonicalNames;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What must hold between a destination, its type, and the rest of the configuration. */
final class DestinationChecks {

  private final Map<String, DestinationSpec> types;
  private final List<ReadValue<Section>> endpoints;
  private final Set<String> eventNames;
  private final Set<String> purposes;
  private final Optional<Duration> deliveryWindow;
  private final Problems problems;
  private final Map<String, Integer> lineOfName = new HashMap<>();

  /**
   * @param purposes of the consent section
   * @param deliveryWindow empty when it could not be read
   */
  DestinationChecks(
      Map<String, DestinationSpec> types,
      List<ReadValue<Section>> endpoints,
      Set<String> purposes,
      Optional<Duration> deliveryWindow,
      Problems problems) {
    this.types = types;
    this.endpoints = endpoints;
    this.purposes = purposes;
    this.deliveryWindow = deliveryWindow;
    this.problems = problems;
    eventNames = new LinkedHashSet<>(CanonicalNames.ALL);
    endpoints.forEach(
        endpoint ->
            eventNames.addAll(
                Unwrapped.list(
                    List.copyOf(endpoint.value().valueOr(Options.MAPPING, Map.of()).values()))));
  }

  void run(Section destination) {
    checkName(destination);
    checkScope(destination);
    checkEventNames(destination);
    checkPurposes(destination);
    checkMaxAgeAgainstWindow(destination);
    destination.find(Options.TYPE).ifPresent(type -> checkAgainstType(destination, type));
  }

  private void checkName(Section destination) {
    destination
        .find(Options.NAME)
        .ifPresent(
            name -> {
              Integer first = lineOfName.putIfAbsent(name.value(), name.line());
              if (first != null) {
                problem(
                    name,
                    "`"
                        + name.value()
                        + "` is already the name of the destination in line "
                        + first
                        + "; write another");
              }
            });
  }

  private void checkScope(Section destination) {
    Optional<ReadValue<String>> account = destination.find(Options.DESTINATION_ACCOUNT);
    Optional<ReadValue<String>> environment = destination.find(Options.DESTINATION_ENVIRONMENT);
    if (account.isEmpty() || environment.isEmpty() || endpoints.isEmpty()) {
      return;
    }
    Set<String> accounts = new TreeSet<>();
    Set<String> environments = new TreeSet<>();
    for (ReadValue<Section> endpoint : endpoints) {
      String endpointAccount = endpoint.value().valueOr(Options.ENDPOINT_ACCOUNT, "");
      accounts.add(endpointAccount);
      if (endpointAccount.equals(account.get().value())) {
        environments.add(endpoint.value().valueOr(Options.ENDPOINT_ENVIRONMENT, ""));
      }
    }
    if (!accounts.contains(account.get().value())) {
      problem(
          account.get(),
          "no endpoint has the account `"
              + account.get().value()
              + "`; "
              + Suggestions.didYouMean(account.get().value(), accounts));
    } else if (!environments.contains(environment.get().value())) {
      problem(
          environment.get(),
          "no endpoint of this account has the environment `"
              + environment.get().value()
              + "`; "
              + Suggestions.didYouMean(environment.get().value(), environments));
    }
  }

  private void checkEventNames(Section destination) {
    destination
        .valueOr(Options.EVENT_NAMES, Map.of())
        .forEach(
            (name, value) ->
                checkThatEventExists(new ReadValue<>(name, value.line(), value.path())));
    destination.valueOr(Options.EVENTS, List.of()).forEach(this::checkThatEventExists);
  }

  private boolean checkThatEventExists(ReadValue<String> name) {
    if (eventNames.contains(name.value())) {
      return true;
    }
    problem(
        name,
        "there is no canonical event `"
            + name.value()
            + "`; "
            + Suggestions.didYouMean(name.value(), eventNames)
            + " (or make it one in an endpoint's mapping)");
    return false;
  }

  private void checkPurposes(Section destination) {
    destination.valueOr(Options.REQUIRED_CONSENT, List.of()).forEach(this::checkThatPurposeExists);
    destination
        .valueOr(Options.SIGNALS, Map.of())
        .values()
        .forEach(signal -> signal.value().forEach(this::checkThatPurposeExists));
  }

  private void checkThatPurposeExists(ReadValue<String> purpose) {
    if (!purposes.contains(purpose.value())) {
      problem(
          purpose,
          "consent.purposes has no `"
              + purpose.value()
              + "`; "
              + Suggestions.didYouMean(purpose.value(), purposes));
    }
  }

  private void checkMaxAgeAgainstWindow(Section destination) {
    maxAge(destination)
        .filter(age -> deliveryWindow.map(w -> age.value().compareTo(w) > 0).orElse(false))
        .ifPresent(
            age ->
                problem(
                    age,
                    DurationText.of(age.value())
                        + " is more than dedup.delivery_window ("
                        + DurationText.of(deliveryWindow.orElseThrow())
                        + "), so a replay could deliver twice; write that at most"));
  }

  private static Optional<ReadValue<Duration>> maxAge(Section destination) {
    return destination.find(Options.DELIVERY).flatMap(d -> d.value().find(Options.MAX_AGE));
  }

  private void checkAgainstType(Section destination, ReadValue<String> type) {
    DestinationSpec spec = types.get(type.value());
    if (spec == null) {
      problem(
          type,
          "there is no destination type `"
              + type.value()
              + "`; "
              + Suggestions.didYouMean(type.value(), types.keySet()));
      return;
    }
    checkCounterparts(destination, spec);
    checkSignals(destination, spec);
    checkApiLimits(destination, spec);
    DestinationSettings settings = new DestinationSettings(spec.settings());
    destination.find(Options.SETTINGS).ifPresent(place -> settings.read(place.value()));
  }

  private void checkCounterparts(Section destination, DestinationSpec spec) {
    if (spec.events().isEmpty()) {
      return;
    }
    Set<String> named = destination.valueOr(Options.EVENT_NAMES, Map.of()).keySet();
    for (ReadValue<String> event : destination.valueOr(Options.EVENTS, List.of())) {
      boolean hasCounterpart =
          spec.events().contains(event.value()) || named.contains(event.value());
      if (eventNames.contains(event.value()) && !hasCounterpart) {
        problem(
            event,
            spec.type()
                + " has no counterpart for `"
                + event.value()
                + "`; give it one in event_names, or leave it out");
      }
    }
  }

  private void checkSignals(Section destination, DestinationSpec spec) {
    destination
        .valueOr(Options.SIGNALS, Map.of())
        .forEach(
            (signal, value) -> {
              if (!spec.signals().contains(signal)) {
                problem(
                    value,
                    spec.type() + " has no such signal; " + knownOrNone(signal, spec.signals()));
              }
            });
  }

  private static String knownOrNone(String name, Collection<String> known) {
    return known.isEmpty()
        ? "it has none, so leave it out"
        : Suggestions.didYouMean(name, new TreeSet<>(known));
  }

  private void checkApiLimits(Section destination, DestinationSpec spec) {
    destination
        .find(Options.DELIVERY)
        .flatMap(delivery -> delivery.value().find(Options.MAX_BATCH))
        .filter(batch -> batch.value() > spec.maxBatch())
        .ifPresent(
            batch ->
                problem(
                    batch,
                    spec.type()
                        + " takes at most "
                        + spec.maxBatch()
                        + " events in one request; write that or less"));
    maxAge(destination)
        .filter(age -> age.value().compareTo(spec.maxAge()) > 0)
        .ifPresent(
            age ->
                problem(
                    age,
                    spec.type()
                        + " takes no event older than "
                        + DurationText.of(spec.maxAge())
                        + "; write that or less"));
  }

  private void problem(ReadValue<?> where, String message) {
    problems.add(where.line(), where.path(), message);
  }
}
