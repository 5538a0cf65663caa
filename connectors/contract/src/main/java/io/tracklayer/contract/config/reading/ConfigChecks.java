package io.tracklayer.contract.config.reading;

import io.tracklayer.contract.config.ConsentConfig;
import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.config.options.Suggestions;
import io.tracklayer.contract.config.sections.ClientPropertyRules;
import io.tracklayer.contract.config.sections.ConsentOptions;
import io.tracklayer.contract.config.sections.DedupOptions;
import io.tracklayer.contract.config.sections.DestinationOptions;
import io.tracklayer.contract.config.sections.EndpointOptions;
import io.tracklayer.contract.config.sections.IdentityOptions;
import io.tracklayer.contract.config.sections.KafkaOptions;
import io.tracklayer.contract.config.sections.RootOptions;
import io.tracklayer.contract.identifier.Identifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Checks values that are valid by themselves against each other. */
final class ConfigChecks {

  private final ReadValue<Settings> root;
  private final Map<String, DestinationSpec> types;

  ConfigChecks(ReadValue<Settings> root, Map<String, DestinationSpec> types) {
    this.root = root;
    this.types = types;
  }

  void run() {
    root.find(RootOptions.KAFKA).ifPresent(ConfigChecks::checkClientProperties);
    if (!root.place().has(RootOptions.KAFKA.key())) {
      warnOfMissingKafka();
    }
    new EndpointChecks(root.items(RootOptions.ENDPOINTS)).run();
    root.find(RootOptions.IDENTITY).ifPresent(ConfigChecks::checkLimits);
    root.find(RootOptions.CONSENT)
        .map(consent -> consent.entries(ConsentOptions.PURPOSES))
        .ifPresent(ConfigChecks::checkPurposes);
    checkDestinations();
    checkExamples();
  }

  private void warnOfMissingKafka() {
    root.place()
        .warningAt(
            RootOptions.KAFKA.key(),
            "is missing, so only local mode can run this; for the receiver, the job and the"
                + " commands add kafka: {bootstrap_servers: HOST:PORT}");
  }

  private static void checkClientProperties(ReadValue<Settings> kafka) {
    Map<String, String> flaws =
        ClientPropertyRules.flaws(
            KafkaOptions.PROPERTIES.find(kafka.value()).orElse(Map.of()),
            !kafka.place().has(KafkaOptions.PROPERTIES_REF.key()));
    kafka
        .entries(KafkaOptions.PROPERTIES)
        .forEach(
            (name, value) -> {
              if (flaws.containsKey(name)) {
                value.problem(flaws.get(name));
              }
            });
  }

  private static void checkLimits(ReadValue<Settings> identity) {
    Set<String> limited =
        new TreeSet<>(IdentityOptions.EXTERNAL_IDS.find(identity.value()).orElse(List.of()));
    limited.addAll(List.of(Identifier.USER_ID, Identifier.EMAIL, Identifier.PHONE));
    identity
        .entries(IdentityOptions.LIMITS)
        .forEach(
            (type, limit) -> {
              if (!limited.contains(type)) {
                limit.problem(
                    "there is no limit for this type; " + Suggestions.didYouMean(type, limited));
              }
            });
  }

  private static void checkPurposes(Map<String, ReadValue<Settings>> purposes) {
    purposes.values().forEach(ConfigChecks::checkVendor);
    purposes.values().stream()
        .skip(ConsentConfig.MAX_PURPOSES)
        .forEach(
            purpose ->
                purpose.problem(
                    "is one purpose too many; name at most " + ConsentConfig.MAX_PURPOSES));
  }

  private static void checkVendor(ReadValue<Settings> purpose) {
    boolean hasNoPurposes =
        ConsentOptions.TCF_PURPOSES.find(purpose.value()).filter(List::isEmpty).isPresent();
    purpose
        .find(ConsentOptions.TCF_VENDOR)
        .filter(vendor -> hasNoPurposes)
        .ifPresent(
            vendor ->
                vendor.problem(
                    "says nothing without purposes; add tcf_purposes, such as [1, 3, 4]"));
  }

  private void checkDestinations() {
    DestinationChecks checks =
        new DestinationChecks(
            types,
            root.items(RootOptions.ENDPOINTS),
            root.find(RootOptions.CONSENT)
                .map(consent -> consent.entries(ConsentOptions.PURPOSES).keySet())
                .orElse(Set.of()),
            Set.copyOf(
                RootOptions.IDENTITY
                    .find(root.value())
                    .flatMap(IdentityOptions.EXTERNAL_IDS::find)
                    .orElse(List.of())),
            RootOptions.DEDUP.find(root.value()).flatMap(DedupOptions.DELIVERY_WINDOW::find));
    root.items(RootOptions.DESTINATIONS).forEach(checks::run);
    checkOldNames();
    root.items(RootOptions.ENDPOINTS).forEach(this::warnWhenNoDestinationDelivers);
  }

  /** Which can be meant: others read the canonical topic too. Without destinations it surely is. */
  private void warnWhenNoDestinationDelivers(ReadValue<Settings> endpoint) {
    List<Settings> destinations = RootOptions.DESTINATIONS.find(root.value()).orElse(List.of());
    if (!destinations.isEmpty()
        && destinations.stream().noneMatch(to -> mayDeliver(endpoint.value(), to))) {
      endpoint
          .place()
          .warning(
              "has no destination: none has its account and environment, so its events go no"
                  + " further than the canonical topic; add a destination, or leave the endpoint out");
    }
  }

  /** Where one of the two could not be read there is another problem. */
  private static boolean mayDeliver(Settings endpoint, Settings destination) {
    return mayBeEqual(
            EndpointOptions.ACCOUNT.find(endpoint), DestinationOptions.ACCOUNT.find(destination))
        && mayBeEqual(
            EndpointOptions.ENVIRONMENT.find(endpoint),
            DestinationOptions.ENVIRONMENT.find(destination));
  }

  private static boolean mayBeEqual(Optional<String> one, Optional<String> other) {
    return one.isEmpty() || other.isEmpty() || one.equals(other);
  }

  /** Where the name of a destination could not be read there is another problem. */
  private void checkExamples() {
    List<ReadValue<Settings>> destinations = root.items(RootOptions.DESTINATIONS);
    Set<String> names = new TreeSet<>();
    destinations.forEach(
        destination -> DestinationOptions.NAME.find(destination.value()).ifPresent(names::add));
    if (names.size() == destinations.size()) {
      new ExampleChecks(names).run(root.items(RootOptions.EXAMPLES));
    }
  }

  /** A name in use stands for what its present owner delivered. */
  private void checkOldNames() {
    Set<String> names = new TreeSet<>();
    for (ReadValue<Settings> destination : root.items(RootOptions.DESTINATIONS)) {
      DestinationOptions.NAME.find(destination.value()).ifPresent(names::add);
    }
    for (ReadValue<Settings> destination : root.items(RootOptions.DESTINATIONS)) {
      destination
          .find(DestinationOptions.RENAMED_FROM)
          .filter(old -> names.contains(old.value()))
          .ifPresent(
              old ->
                  old.problem(
                      "a destination has this name now; leave it out where nothing was renamed"));
    }
  }
}
