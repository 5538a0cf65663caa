package io.tracklayer.contract.config.reading;

import io.tracklayer.contract.config.ConsentConfig;
import io.tracklayer.contract.config.DedupConfig;
import io.tracklayer.contract.config.DeliveryConfig;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.EndpointConfig;
import io.tracklayer.contract.config.IdentityConfig;
import io.tracklayer.contract.config.KafkaConfig;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.config.options.Options;
import io.tracklayer.contract.config.options.Regions;
import io.tracklayer.contract.identifier.Identifier;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Checks what was read as a whole, and makes the configuration of it. */
final class ConfigAssembly {

  private static final int MOST_BY_DEFAULT_IN_A_BATCH = 100;
  private static final Duration OLDEST_BY_DEFAULT = Duration.ofDays(7);

  private static final Set<String> OWN_IDENTIFIER_TYPES =
      Set.of(
          Identifier.USER_ID,
          Identifier.EMAIL,
          Identifier.PHONE,
          Identifier.ANONYMOUS_ID,
          Identifier.ADVERTISING_ID);

  private static final List<String> SECRETS_OF_KAFKA =
      List.of("password", "jaas", "secret", "ssl.keystore.key");

  private final Section root;
  private final Map<String, DestinationSpec> types;
  private final Problems problems;

  ConfigAssembly(Section root, Map<String, DestinationSpec> types, Problems problems) {
    this.root = root;
    this.types = types;
    this.problems = problems;
  }

  /** Empty when anything at all is wrong with the file. */
  Optional<TrackLayerConfig> config() {
    root.find(Options.KAFKA).ifPresent(kafka -> checkKafka(kafka.value()));
    root.find(Options.ENDPOINTS).ifPresent(this::checkEndpoints);
    root.find(Options.IDENTITY).ifPresent(identity -> checkIdentity(identity.value()));
    root.find(Options.CONSENT)
        .flatMap(consent -> consent.value().find(Options.PURPOSES))
        .ifPresent(purposes -> purposes.value().forEach(this::checkPurpose));
    checkDestinations();
    return problems.isEmpty() ? Optional.of(assemble()) : Optional.empty();
  }

  private void checkKafka(Section kafka) {
    kafka
        .valueOr(Options.KAFKA_PROPERTIES, Map.of())
        .forEach(
            (key, value) -> {
              if (SECRETS_OF_KAFKA.stream().anyMatch(key::contains)) {
                problems.add(
                    value.line(),
                    value.path(),
                    "holds a secret in clear; move the line to where properties_ref points");
              }
            });
  }

  private void checkEndpoints(ReadValue<List<ReadValue<Section>>> endpoints) {
    if (endpoints.value().isEmpty() && problems.isEmpty()) {
      problems.add(
          endpoints.line(), endpoints.path(), "is empty; write at least one endpoint with its url");
    }
    new EndpointChecks(endpoints.value(), problems).run();
  }

  private void checkIdentity(Section identity) {
    List<ReadValue<String>> external = identity.valueOr(Options.EXTERNAL_IDS, List.of());
    for (ReadValue<String> type : external) {
      if (OWN_IDENTIFIER_TYPES.contains(type.value())) {
        problems.add(
            type.line(), type.path(), "`" + type.value() + "` is taken already; leave it out");
      }
    }
    Set<String> limited = new TreeSet<>(Unwrapped.list(external));
    limited.addAll(List.of(Identifier.USER_ID, Identifier.EMAIL, Identifier.PHONE));
    identity
        .valueOr(Options.IDENTITY_LIMITS, Map.of())
        .forEach(
            (type, limit) -> {
              if (!limited.contains(type)) {
                problems.add(
                    limit.line(),
                    limit.path(),
                    "there is no limit for this type; " + Suggestions.didYouMean(type, limited));
              }
            });
  }

  private void checkPurpose(String name, ReadValue<Section> purpose) {
    checkIsNoSignal(name, purpose);
    purpose
        .value()
        .valueOr(Options.CONSENT_IDS, List.of())
        .forEach(id -> checkIsNoSignal(id.value(), id));
    boolean hasNoTcfPurposes =
        purpose.value().find(Options.TCF_PURPOSES).filter(p -> p.value().isEmpty()).isPresent();
    purpose
        .value()
        .find(Options.TCF_VENDOR)
        .filter(vendor -> hasNoTcfPurposes)
        .ifPresent(
            vendor ->
                problems.add(
                    vendor.line(),
                    vendor.path(),
                    "says nothing without purposes; add tcf_purposes, such as [1, 3, 4]"));
  }

  /** Read as an answer, the signal {@code gpc: true} would grant what it is there to deny. */
  private void checkIsNoSignal(String name, ReadValue<?> where) {
    if (ConsentConfig.SIGNALS.contains(name)) {
      problems.add(
          where.line(),
          where.path(),
          "`" + name + "` is a signal in the thin payload's consent; choose another name");
    }
  }

  private void checkDestinations() {
    DestinationChecks checks =
        new DestinationChecks(
            types,
            root.valueOr(Options.ENDPOINTS, List.of()),
            purposes(),
            root.find(Options.DEDUP)
                .flatMap(d -> d.value().find(Options.DELIVERY_WINDOW))
                .map(ReadValue::value),
            problems);
    destinations().forEach(destination -> checks.run(destination.value()));
  }

  private Set<String> purposes() {
    return root.find(Options.CONSENT)
        .flatMap(consent -> consent.value().find(Options.PURPOSES))
        .map(purposes -> purposes.value().keySet())
        .orElse(Set.of());
  }

  private List<ReadValue<Section>> destinations() {
    return root.valueOr(Options.DESTINATIONS, List.of());
  }

  private TrackLayerConfig assemble() {
    DedupConfig dedup = dedup(root.value(Options.DEDUP));
    return new TrackLayerConfig(
        root.find(Options.KAFKA).map(kafka -> kafka(kafka.value())).orElse(null),
        root.value(Options.ENDPOINTS).stream().map(e -> endpoint(e.value())).toList(),
        identity(root.value(Options.IDENTITY)),
        dedup,
        consent(root.value(Options.CONSENT)),
        destinations().stream().map(d -> destination(d.value(), dedup)).toList());
  }

  private static KafkaConfig kafka(Section kafka) {
    return new KafkaConfig(
        kafka.value(Options.BOOTSTRAP_SERVERS),
        kafka.value(Options.TOPIC_PREFIX),
        Unwrapped.map(kafka.value(Options.KAFKA_PROPERTIES)),
        kafka.valueOr(Options.KAFKA_PROPERTIES_REF, null));
  }

  private static EndpointConfig endpoint(Section endpoint) {
    Section limits = endpoint.value(Options.ENDPOINT_LIMITS);
    return new EndpointConfig(
        endpoint.value(Options.ENDPOINT_URL),
        endpoint.value(Options.ENDPOINT_ACCOUNT),
        endpoint.value(Options.ENDPOINT_ENVIRONMENT),
        endpoint.value(Options.SOURCE),
        Unwrapped.list(endpoint.value(Options.SECRET_REF)),
        Unwrapped.list(endpoint.value(Options.FILTERS).value(Options.INCLUDE)),
        Unwrapped.map(endpoint.value(Options.MAPPING)),
        endpoint.value(Options.AUTH_FAILURE_STATUS),
        limits.value(Options.MAX_BODY),
        limits.value(Options.MAX_EVENTS));
  }

  private static IdentityConfig identity(Section identity) {
    String region = identity.value(Options.DEFAULT_REGION);
    return new IdentityConfig(
        identity.value(Options.KEY_REF),
        identityLimits(Unwrapped.map(identity.value(Options.IDENTITY_LIMITS))),
        Unwrapped.list(identity.value(Options.EXTERNAL_IDS)),
        Unwrapped.list(identity.value(Options.BLOCKED_VALUES)),
        region.equals(Regions.NONE) ? null : region);
  }

  /** Raising one limit leaves the others as they are. */
  private static Map<String, Integer> identityLimits(Map<String, Integer> written) {
    Map<String, Integer> limits = new LinkedHashMap<>();
    limits.put(Identifier.USER_ID, 1);
    limits.put(Identifier.EMAIL, 5);
    limits.put(Identifier.PHONE, 5);
    limits.putAll(written);
    return Collections.unmodifiableMap(limits);
  }

  private static DedupConfig dedup(Section dedup) {
    return new DedupConfig(
        dedup.value(Options.MESSAGE_WINDOW),
        dedup.value(Options.BUSINESS_WINDOW),
        dedup.value(Options.DELIVERY_WINDOW));
  }

  private static ConsentConfig consent(Section consent) {
    return new ConsentConfig(
        consent.value(Options.GRANTED_WHEN_UNKNOWN),
        Unwrapped.map(
            consent.value(Options.PURPOSES),
            purpose ->
                new ConsentConfig.Purpose(
                    Unwrapped.list(purpose.value(Options.CONSENT_IDS)),
                    Unwrapped.list(purpose.value(Options.CONSENT_TRAITS)),
                    Unwrapped.list(purpose.value(Options.TCF_PURPOSES)),
                    purpose.valueOr(Options.TCF_VENDOR, null),
                    Unwrapped.list(purpose.value(Options.GPP_OPT_OUTS)),
                    purpose.value(Options.GPC))));
  }

  private DestinationConfig destination(Section destination, DedupConfig dedup) {
    DestinationSpec spec = types.get(destination.value(Options.TYPE));
    return new DestinationConfig(
        destination.value(Options.NAME),
        spec.type(),
        destination.value(Options.DESTINATION_ACCOUNT),
        destination.value(Options.DESTINATION_ENVIRONMENT),
        Unwrapped.list(destination.value(Options.EVENTS)),
        Unwrapped.map(destination.value(Options.EVENT_NAMES)),
        Unwrapped.list(destination.value(Options.REQUIRED_CONSENT)),
        Unwrapped.map(destination.value(Options.SIGNALS), Unwrapped::list),
        new DestinationSettings(spec.settings()).read(destination.value(Options.SETTINGS)),
        destination.find(Options.BASE_URL).map(url -> withoutLastSlash(url.value())).orElse(null),
        delivery(destination.value(Options.DELIVERY), spec, dedup));
  }

  /** Paths of the API are appended, so that none comes out doubled. */
  private static URI withoutLastSlash(URI url) {
    String text = url.toString();
    return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url;
  }

  private static DeliveryConfig delivery(
      Section delivery, DestinationSpec spec, DedupConfig dedup) {
    return new DeliveryConfig(
        delivery.value(Options.MODE),
        delivery.value(Options.START),
        delivery.valueOr(Options.MAX_BATCH, Math.min(MOST_BY_DEFAULT_IN_A_BATCH, spec.maxBatch())),
        delivery.value(Options.MAX_WAIT),
        delivery.value(Options.MAX_IN_FLIGHT),
        delivery.value(Options.MAX_WAITING),
        delivery.value(Options.REQUESTS_PER_SECOND),
        delivery.valueOr(
            Options.MAX_AGE, shortest(OLDEST_BY_DEFAULT, spec.maxAge(), dedup.deliveryWindow())));
  }

  private static Duration shortest(Duration... durations) {
    Duration shortest = durations[0];
    for (Duration duration : durations) {
      shortest = duration.compareTo(shortest) < 0 ? duration : shortest;
    }
    return shortest;
  }
}
