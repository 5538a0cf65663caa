package io.tracklayer.contract.config.reading;

import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.config.options.DurationText;
import io.tracklayer.contract.config.options.MapType;
import io.tracklayer.contract.config.options.Option;
import io.tracklayer.contract.config.options.Suggestions;
import io.tracklayer.contract.config.options.Types;
import io.tracklayer.contract.config.options.VendorApi;
import io.tracklayer.contract.config.sections.ConditionOptions;
import io.tracklayer.contract.config.sections.DeliveryOptions;
import io.tracklayer.contract.config.sections.DestinationOptions;
import io.tracklayer.contract.config.sections.EndpointOptions;
import io.tracklayer.contract.event.CanonicalNames;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Checks a destination against its type and the rest of the configuration. */
final class DestinationChecks {

  private final Map<String, DestinationSpec> types;
  private final List<ReadValue<Settings>> endpoints;
  private final Set<String> eventNames;
  private final Set<String> purposes;
  private final Set<String> externalIds;
  private final Optional<Duration> deliveryWindow;
  private final UniqueNames uniqueNames = new UniqueNames("destination");

  /**
   * @param purposes of the consent section
   * @param externalIds of the identity section
   * @param deliveryWindow empty when it could not be read
   */
  DestinationChecks(
      Map<String, DestinationSpec> types,
      List<ReadValue<Settings>> endpoints,
      Set<String> purposes,
      Set<String> externalIds,
      Optional<Duration> deliveryWindow) {
    this.types = types;
    this.endpoints = endpoints;
    this.purposes = purposes;
    this.externalIds = externalIds;
    this.deliveryWindow = deliveryWindow;
    eventNames = new LinkedHashSet<>(CanonicalNames.ALL);
    endpoints.forEach(
        endpoint ->
            eventNames.addAll(
                EndpointOptions.MAPPING.find(endpoint.value()).orElse(Map.of()).values()));
  }

  void run(ReadValue<Settings> destination) {
    destination.find(DestinationOptions.NAME).ifPresent(uniqueNames::check);
    checkScope(destination);
    checkThatEventsExist(destination);
    checkPurposes(destination);
    checkConditions(destination);
    checkMaxAgeAgainstWindow(destination);
    destination
        .find(DestinationOptions.TYPE)
        .ifPresent(type -> checkAgainstType(destination, type));
  }

  private void checkScope(ReadValue<Settings> destination) {
    Optional<ReadValue<String>> account = destination.find(DestinationOptions.ACCOUNT);
    Optional<ReadValue<String>> environment = destination.find(DestinationOptions.ENVIRONMENT);
    if (account.isEmpty() || environment.isEmpty() || endpoints.isEmpty()) {
      return;
    }
    Set<String> accounts = new TreeSet<>();
    Set<String> environments = new TreeSet<>();
    for (ReadValue<Settings> endpoint : endpoints) {
      Optional<String> endpointAccount = EndpointOptions.ACCOUNT.find(endpoint.value());
      Optional<String> endpointEnvironment = EndpointOptions.ENVIRONMENT.find(endpoint.value());
      boolean isOfAccount = endpointAccount.filter(account.get().value()::equals).isPresent();
      if (endpointAccount.isEmpty() || (isOfAccount && endpointEnvironment.isEmpty())) {
        return; // the endpoint has a problem of its own, and may be the one that is meant
      }
      accounts.add(endpointAccount.get());
      if (isOfAccount) {
        endpointEnvironment.ifPresent(environments::add);
      }
    }
    if (!accounts.contains(account.get().value())) {
      account
          .get()
          .problem(
              "no endpoint has the account `"
                  + account.get().value()
                  + "`; "
                  + Suggestions.didYouMean(account.get().value(), accounts));
    } else if (!environments.contains(environment.get().value())) {
      environment
          .get()
          .problem(
              "no endpoint of this account has the environment `"
                  + environment.get().value()
                  + "`; "
                  + Suggestions.didYouMean(environment.get().value(), environments));
    }
  }

  private void checkThatEventsExist(ReadValue<Settings> destination) {
    destination.entries(DestinationOptions.EVENT_NAMES).forEach(this::checkThatEventExists);
    destination
        .items(DestinationOptions.EVENTS)
        .forEach(event -> checkThatEventExists(event.value(), event));
  }

  private boolean exists(String event) {
    return eventNames.contains(event);
  }

  private void checkThatEventExists(String name, ReadValue<?> at) {
    if (!exists(name)) {
      at.problem(
          "there is no canonical event `"
              + name
              + "`; "
              + Suggestions.didYouMean(name, eventNames)
              + " (or make it one in an endpoint's mapping)");
    }
  }

  private void checkPurposes(ReadValue<Settings> destination) {
    destination.items(DestinationOptions.CONSENT).forEach(this::checkThatPurposeExists);
    destination
        .entries(DestinationOptions.SIGNALS)
        .values()
        .forEach(signal -> ReadValue.itemsOf(signal).forEach(this::checkThatPurposeExists));
  }

  /** Properties that become identifiers are none in the canonical event. */
  private void checkConditions(ReadValue<Settings> destination) {
    destination
        .find(DestinationOptions.WHEN)
        .map(when -> when.entries(ConditionOptions.PROPERTIES))
        .orElse(Map.of())
        .forEach(
            (key, values) -> {
              if (externalIds.contains(ConditionOptions.propertyOf(key))) {
                values.problem(
                    "is one of identity.external_ids and no property; no condition can ask for it");
              }
            });
  }

  private void checkThatPurposeExists(ReadValue<String> purpose) {
    if (!purposes.contains(purpose.value())) {
      purpose.problem(
          "consent.purposes has no `"
              + purpose.value()
              + "`; "
              + (purposes.isEmpty()
                  ? "add it there"
                  : Suggestions.didYouMean(purpose.value(), purposes)));
    }
  }

  private void checkMaxAgeAgainstWindow(ReadValue<Settings> destination) {
    maxAge(destination)
        .filter(age -> deliveryWindow.map(w -> age.value().compareTo(w) > 0).orElse(false))
        .ifPresent(
            age ->
                age.problem(
                    DurationText.of(age.value())
                        + " is more than dedup.delivery_window ("
                        + DurationText.of(deliveryWindow.orElseThrow())
                        + "), so a replay could deliver twice; write that at most"));
  }

  private static Optional<ReadValue<Duration>> maxAge(ReadValue<Settings> destination) {
    return destination
        .find(DestinationOptions.DELIVERY)
        .flatMap(d -> d.find(DeliveryOptions.MAX_AGE));
  }

  private void checkAgainstType(ReadValue<Settings> destination, ReadValue<String> type) {
    DestinationSpec spec = types.get(type.value());
    if (spec == null) {
      type.problem(
          "there is no destination type `"
              + type.value()
              + "`; "
              + Suggestions.didYouMean(type.value(), types.keySet()));
      return;
    }
    checkCounterparts(destination, spec);
    checkSignals(destination, spec);
    checkApiLimits(destination, spec);
    checkBaseUrl(destination, spec);
    checkOwnNames(destination, spec);
    destination
        .find(DestinationOptions.SETTINGS)
        .ifPresent(settings -> checkSettings(destination, settings, spec));
  }

  private void checkOwnNames(ReadValue<Settings> destination, DestinationSpec spec) {
    if (!spec.namesEvents()) {
      destination
          .find(DestinationOptions.EVENT_NAMES)
          .filter(names -> !names.value().isEmpty())
          .ifPresent(
              names ->
                  names.problem(
                      "has no effect: "
                          + spec.type()
                          + " sends every event under its canonical name; leave it out"));
      return;
    }
    List<String> events = DestinationOptions.EVENTS.find(destination.value()).orElse(List.of());
    destination
        .entries(DestinationOptions.EVENT_NAMES)
        .forEach(
            (event, name) -> {
              if (spec.never().contains(event)) {
                name.problem(neverSent(event, spec));
              } else if (spec.nameless().contains(event)) {
                name.problem(
                    "has no effect: "
                        + spec.type()
                        + " sends `"
                        + event
                        + "` without a name; leave it out");
              } else if (spec.eventName().read(name.value(), name.place().kind()).isEmpty()) {
                name.problem(spec.eventName().problem(name.value(), name.place().kind()));
              } else if (!events.isEmpty() && !events.contains(event) && exists(event)) {
                name.problem(
                    "has no effect, since events lacks it; add `"
                        + event
                        + "` there, or leave it out here");
              }
            });
  }

  private static String neverSent(String event, DestinationSpec spec) {
    return spec.type()
        + " has no counterpart for `"
        + event
        + "` and cannot be given one; leave it out";
  }

  private static boolean isByEvent(Option<?> option) {
    return option.type() instanceof MapType<?> map && map.key() == Types.CANONICAL_EVENT;
  }

  /** An event without an entry would never be sent. */
  private void checkThatEventsAreIn(
      Map<String, ReadValue<?>> entries,
      Option<?> option,
      ReadValue<Settings> destination,
      DestinationSpec spec,
      Map<String, String> ownNames) {
    for (ReadValue<String> event : destination.items(DestinationOptions.EVENTS)) {
      boolean isSent = entries.containsKey(event.value()) || ownNames.containsKey(event.value());
      if (!isSent && exists(event.value()) && !spec.never().contains(event.value())) {
        event.problem(
            "`"
                + event.value()
                + "` would not be sent, since settings."
                + option.key()
                + " lacks it; add it there, or leave it out here");
      }
    }
  }

  private void checkSettings(
      ReadValue<Settings> destination, ReadValue<Settings> settings, DestinationSpec spec) {
    for (Option<?> option : spec.settings()) {
      if (isByEvent(option)) {
        settings
            .find(option)
            .ifPresent(
                events ->
                    events
                        .parts()
                        .forEach(
                            (event, at) -> {
                              if (spec.never().contains(event)) {
                                at.problem(neverSent(event, spec));
                              } else {
                                checkThatEventExists(event, at);
                              }
                            }));
      }
    }
    spec.settings()
        .forEach(option -> settings.find(option).ifPresent(this::warnOfWhatLeadsBackHere));
    Map<String, String> names =
        DestinationOptions.EVENT_NAMES.find(destination.value()).orElse(Map.of());
    for (Option<?> option : spec.settings()) {
      if (option.required() && isByEvent(option)) {
        settings
            .find(option)
            .filter(byEvent -> !byEvent.parts().isEmpty()) // otherwise reported with the settings
            .ifPresent(
                byEvent -> checkThatEventsAreIn(byEvent.parts(), option, destination, spec, names));
      }
    }
    spec.rule()
        .violation(settings.value(), names)
        .filter(violation -> isReadable(settings, violation.at())) // otherwise reported already
        .ifPresent(
            violation ->
                settings
                    .find(violation.at())
                    .<ReadValue<?>>map(at -> at)
                    .orElse(settings)
                    .problem(violation.message()));
  }

  private void warnOfWhatLeadsBackHere(ReadValue<?> setting) {
    if (setting.value() instanceof URI url
        && endpoints.stream()
            .flatMap(endpoint -> EndpointOptions.URL.find(endpoint.value()).stream())
            .anyMatch(own -> isSamePlace(own, url))) {
      setting
          .place()
          .warning(
              "is the address of an endpoint of this file, where every event would come in again;"
                  + " write the address of the system that is to get the events");
    }
  }

  private static boolean isSamePlace(URI one, URI other) {
    return one.getHost().equalsIgnoreCase(other.getHost())
        && one.getPort() == other.getPort()
        && one.getPath().equals(other.getPath());
  }

  /** Not if it is there and could not be read. */
  private static boolean isReadable(ReadValue<Settings> settings, Option<?> option) {
    return settings.find(option).isPresent() || !settings.place().has(option.key());
  }

  private void checkCounterparts(ReadValue<Settings> destination, DestinationSpec spec) {
    if (spec.events().isEmpty()) {
      return;
    }
    Set<String> named = destination.entries(DestinationOptions.EVENT_NAMES).keySet();
    for (ReadValue<String> event : destination.items(DestinationOptions.EVENTS)) {
      boolean hasCounterpart =
          spec.events().contains(event.value()) || named.contains(event.value());
      if (spec.never().contains(event.value())) {
        event.problem(neverSent(event.value(), spec));
      } else if (eventNames.contains(event.value()) && !hasCounterpart) {
        event.problem(
            spec.type()
                + " has no counterpart for `"
                + event.value()
                + "`; give it one in event_names, or leave it out");
      }
    }
  }

  private void checkSignals(ReadValue<Settings> destination, DestinationSpec spec) {
    destination
        .entries(DestinationOptions.SIGNALS)
        .forEach(
            (signal, value) -> {
              if (!spec.signals().contains(signal)) {
                value.problem(
                    spec.type() + " has no such signal; " + knownOrNone(signal, spec.signals()));
              }
            });
  }

  private static String knownOrNone(String name, Collection<String> known) {
    return known.isEmpty()
        ? "it has none, so leave it out"
        : Suggestions.didYouMean(name, new TreeSet<>(known));
  }

  /** The paths of the API are appended to it. */
  private static void checkBaseUrl(ReadValue<Settings> destination, DestinationSpec spec) {
    VendorApi api = spec.api();
    Optional<ReadValue<URI>> base = destination.find(DestinationOptions.BASE_URL);
    if (api == null || base.isEmpty()) {
      return;
    }
    URI url = base.get().value();
    boolean isBare = url.getPath().length() <= 1 && url.getScheme().equals("https");
    if (api.isAt(url) && !isBare) {
      base.get()
          .problem(
              "is not the address of the API, to which its paths are appended; write "
                  + api.address()
                  + ", or leave it out");
    } else if (!api.isAt(url) && api.endsWithOwnPath(url)) {
      base.get()
          .place()
          .warning(
              "ends like a path of the API, and those are appended to it; leave that out, unless"
                  + " it is twice in the address of your proxy");
    }
  }

  private void checkApiLimits(ReadValue<Settings> destination, DestinationSpec spec) {
    destination
        .find(DestinationOptions.DELIVERY)
        .flatMap(delivery -> delivery.find(DeliveryOptions.MAX_BATCH))
        .filter(batch -> batch.value() > spec.maxBatch())
        .ifPresent(
            batch ->
                batch.problem(
                    spec.type()
                        + " takes at most "
                        + spec.maxBatch()
                        + " events in one request; write that or less"));
    maxAge(destination)
        .filter(age -> age.value().compareTo(spec.maxAge()) > 0)
        .ifPresent(
            age ->
                age.problem(
                    spec.type()
                        + " takes no event older than "
                        + DurationText.of(spec.maxAge())
                        + "; write that or less"));
  }
}
