package io.tracklayer.contract.config.reading;

import io.tracklayer.contract.config.ConsentConfig;
import io.tracklayer.contract.config.DedupConfig;
import io.tracklayer.contract.config.DeliveryConfig;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.DestinationScope;
import io.tracklayer.contract.config.EndpointConfig;
import io.tracklayer.contract.config.EventCondition;
import io.tracklayer.contract.config.IdentityConfig;
import io.tracklayer.contract.config.KafkaConfig;
import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.ViewConfig;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.config.options.ScalarType;
import io.tracklayer.contract.config.sections.ConditionOptions;
import io.tracklayer.contract.config.sections.ConsentOptions;
import io.tracklayer.contract.config.sections.DedupOptions;
import io.tracklayer.contract.config.sections.DeliveryOptions;
import io.tracklayer.contract.config.sections.DestinationOptions;
import io.tracklayer.contract.config.sections.EndpointOptions;
import io.tracklayer.contract.config.sections.IdentityOptions;
import io.tracklayer.contract.config.sections.KafkaOptions;
import io.tracklayer.contract.config.sections.Regions;
import io.tracklayer.contract.config.sections.RootOptions;
import io.tracklayer.contract.config.sections.ViewOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Builds the configuration from valid sections. */
final class ConfigAssembly {

  private final Map<String, DestinationSpec> types;

  ConfigAssembly(Map<String, DestinationSpec> types) {
    this.types = types;
  }

  /**
   * @param scopes of the destinations in the file
   */
  TrackLayerConfig config(Settings root, List<DestinationScope> scopes) {
    DedupConfig dedup = dedup(RootOptions.DEDUP.in(root));
    return new TrackLayerConfig(
        RootOptions.KAFKA.find(root).map(ConfigAssembly::kafka).orElse(null),
        RootOptions.ENDPOINTS.in(root).stream().map(ConfigAssembly::endpoint).toList(),
        identity(RootOptions.IDENTITY.in(root)),
        dedup,
        consent(RootOptions.CONSENT.in(root)),
        RootOptions.DESTINATIONS.find(root).orElse(List.of()).stream()
            .map(destination -> destination(destination, dedup))
            .toList(),
        view(RootOptions.VIEW.in(root), scopes));
  }

  private static ViewConfig view(Settings view, List<DestinationScope> scopes) {
    return new ViewConfig(
        ViewOptions.ENABLED.in(view),
        ViewOptions.DIRECTORY.find(view).orElse(null),
        ViewOptions.KEEP.in(view),
        ViewOptions.MAX_SIZE.in(view),
        ViewOptions.ADMIN_SECRET_REF.find(view).orElse(null),
        scopes);
  }

  private static KafkaConfig kafka(Settings kafka) {
    return new KafkaConfig(
        KafkaOptions.BOOTSTRAP_SERVERS.in(kafka),
        KafkaOptions.TOPIC_PREFIX.in(kafka),
        KafkaOptions.PROPERTIES.in(kafka),
        KafkaOptions.PROPERTIES_REF.find(kafka).orElse(null));
  }

  private static EndpointConfig endpoint(Settings endpoint) {
    Settings limits = EndpointOptions.LIMITS.in(endpoint);
    String currency = EndpointOptions.DEFAULT_CURRENCY.in(endpoint);
    return new EndpointConfig(
        EndpointOptions.URL.in(endpoint),
        EndpointOptions.ACCOUNT.in(endpoint),
        EndpointOptions.ENVIRONMENT.in(endpoint),
        EndpointOptions.SOURCE.in(endpoint),
        EndpointOptions.SECRET_REF.in(endpoint),
        EndpointOptions.INCLUDE.in(EndpointOptions.FILTERS.in(endpoint)),
        EndpointOptions.MAPPING.in(endpoint),
        EndpointOptions.EVENT_ID_FROM.in(endpoint),
        EndpointOptions.AUTH_FAILURE_STATUS.in(endpoint),
        EndpointOptions.MAX_BODY.in(limits),
        EndpointOptions.MAX_EVENTS.in(limits),
        EndpointOptions.HONOURS_INTEGRATIONS.in(endpoint),
        currency.equals(EndpointOptions.NO_CURRENCY) ? null : currency);
  }

  private static IdentityConfig identity(Settings identity) {
    String region = IdentityOptions.DEFAULT_REGION.in(identity);
    return new IdentityConfig(
        IdentityOptions.KEY_REF.in(identity),
        IdentityOptions.LIMITS.in(identity),
        IdentityOptions.EXTERNAL_IDS.in(identity),
        IdentityOptions.SHARED_DEVICES.in(identity),
        IdentityOptions.BLOCKED_VALUES.in(identity),
        region.equals(Regions.NONE) ? null : region);
  }

  private static DedupConfig dedup(Settings dedup) {
    return new DedupConfig(
        DedupOptions.MESSAGE_WINDOW.in(dedup),
        DedupOptions.BUSINESS_WINDOW.in(dedup),
        DedupOptions.DELIVERY_WINDOW.in(dedup));
  }

  private static ConsentConfig consent(Settings consent) {
    Map<String, ConsentConfig.Purpose> purposes = new LinkedHashMap<>();
    ConsentOptions.PURPOSES
        .in(consent)
        .forEach((name, purpose) -> purposes.put(name, purpose(purpose)));
    return new ConsentConfig(
        ConsentOptions.GRANTED_WHEN_UNKNOWN.in(consent), Collections.unmodifiableMap(purposes));
  }

  private static ConsentConfig.Purpose purpose(Settings purpose) {
    return new ConsentConfig.Purpose(
        ConsentOptions.CONSENT_IDS.in(purpose),
        ConsentOptions.TRAITS.in(purpose),
        ConsentOptions.TCF_PURPOSES.in(purpose),
        ConsentOptions.TCF_VENDOR.find(purpose).orElse(null),
        ConsentOptions.GPP_OPT_OUTS.in(purpose),
        ConsentOptions.GPC.in(purpose),
        ConsentOptions.AD_TRACKING.in(purpose));
  }

  private DestinationConfig destination(Settings destination, DedupConfig dedup) {
    DestinationSpec spec =
        Objects.requireNonNull(
            types.get(DestinationOptions.TYPE.in(destination)), "its type was read");
    return new DestinationConfig(
        DestinationOptions.NAME.in(destination),
        spec.type(),
        DestinationOptions.ACCOUNT.in(destination),
        DestinationOptions.ENVIRONMENT.in(destination),
        DestinationOptions.EVENTS.in(destination),
        parsed(DestinationOptions.EVENT_NAMES.in(destination), spec.eventName()),
        DestinationOptions.CONSENT.in(destination),
        DestinationOptions.SIGNALS.in(destination),
        DestinationOptions.SETTINGS.in(destination),
        DestinationOptions.BASE_URL
            .find(destination)
            .map(ConfigAssembly::withoutLastSlash)
            .orElse(null),
        delivery(DestinationOptions.DELIVERY.in(destination), spec, dedup),
        DestinationOptions.RENAMED_FROM.find(destination).orElse(null),
        DestinationOptions.DROP_BOTS.in(destination),
        condition(DestinationOptions.WHEN.in(destination)),
        DestinationOptions.PAGE_PARAMETERS.in(destination));
  }

  private static EventCondition condition(Settings when) {
    Map<String, List<String>> properties = new LinkedHashMap<>();
    ConditionOptions.PROPERTIES
        .in(when)
        .forEach(
            (key, values) ->
                properties.put(key.substring(ConditionOptions.PROPERTIES_PREFIX.length()), values));
    return new EventCondition(
        ConditionOptions.COUNTRY.find(when).orElse(List.of()),
        ConditionOptions.CURRENCY.find(when).orElse(List.of()),
        ConditionOptions.MIN_VALUE.find(when).orElse(null),
        properties);
  }

  private static Map<String, String> parsed(Map<String, String> written, ScalarType<String> name) {
    Map<String, String> names = new LinkedHashMap<>();
    written.forEach(
        (event, text) -> names.put(event, name.parse(name.trimmed(text)).orElseThrow()));
    return Collections.unmodifiableMap(names);
  }

  /** So that no slash is doubled when the API's paths are appended. */
  private static URI withoutLastSlash(URI url) {
    String text = url.toString();
    return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url;
  }

  private static DeliveryConfig delivery(
      Settings delivery, DestinationSpec spec, DedupConfig dedup) {
    return new DeliveryConfig(
        DeliveryOptions.MODE.in(delivery),
        DeliveryOptions.START.in(delivery),
        DeliveryOptions.MAX_BATCH
            .find(delivery)
            .orElse(Math.min(DeliveryOptions.USUAL_MAX_BATCH, spec.maxBatch())),
        DeliveryOptions.MAX_WAIT.in(delivery),
        DeliveryOptions.MAX_IN_FLIGHT.in(delivery),
        DeliveryOptions.MAX_WAITING.in(delivery),
        DeliveryOptions.REQUESTS_PER_SECOND.in(delivery),
        DeliveryOptions.MAX_AGE
            .find(delivery)
            .orElse(
                shortest(DeliveryOptions.USUAL_MAX_AGE, spec.maxAge(), dedup.deliveryWindow())));
  }

  private static Duration shortest(Duration... durations) {
    return Collections.min(List.of(durations));
  }
}
