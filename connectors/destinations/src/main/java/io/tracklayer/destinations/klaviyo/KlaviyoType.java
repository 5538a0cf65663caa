package io.tracklayer.destinations.klaviyo;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.config.options.Option;
import io.tracklayer.contract.config.options.SecretForm;
import io.tracklayer.contract.config.options.SettingsRule;
import io.tracklayer.contract.config.options.Types;
import io.tracklayer.contract.config.sections.DedupOptions;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.DestinationType;
import io.tracklayer.destinations.event.ConsentSignals;
import io.tracklayer.destinations.event.PageAddress;
import io.tracklayer.destinations.http.RotatingSecret;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code klaviyo}: events and profiles of Klaviyo. */
public final class KlaviyoType implements DestinationType {

  static final Option<SecretRef> API_KEY_REF =
      Option.required(
          "api_key_ref",
          Types.secretRef(SecretForm.TOKEN),
          "The private API key, with the scopes events:write and profiles:write.");

  static final Option<String> REVISION =
      Option.withDefault(
          "revision",
          Types.text(
                  "text",
                  "a date such as " + KlaviyoType.DEFAULT_REVISION,
                  KlaviyoType.DEFAULT_REVISION,
                  "[0-9]{4}-[0-9]{2}-[0-9]{2}(\\.pre)?")
              .except("2025-13-45", text -> !startsWithDate(text))
              .refusing("2023-02-22", KlaviyoType::retired),
          KlaviyoType.DEFAULT_REVISION,
          "The API revision.");

  static final Option<String> METRIC_PREFIX =
      Option.optional(
          "metric_prefix",
          KlaviyoEventNames.PREFIX,
          "none",
          "A prefix for the name of every metric, to tell test events from real ones.");

  /** Leaves only the identifiers in a profile. */
  static final String IDENTIFIERS_ONLY = "identifiers_only";

  private static final int ISO_DATE_LENGTH = 10;

  static final String DEFAULT_REVISION = "2026-04-15";

  /**
   * Two years before the default: Klaviyo supports a revision for so long.
   * https://developers.klaviyo.com/en/docs/api_versioning_and_deprecation_policy
   */
  private static final String OLDEST_REVISION = "2024-04-15";

  /** Events in a bulk job. https://developers.klaviyo.com/en/reference/bulk_create_events */
  static final int MAX_BATCH = 1000;

  /**
   * The most that can be configured: Klaviyo accepts events back to the year 2000, but no flow
   * starts for an old one.
   */
  private static final Duration MAX_AGE = DedupOptions.LONGEST_DELIVERY_WINDOW;

  @Override
  public DestinationSpec spec() {
    Set<String> events = new HashSet<>(KlaviyoEventNames.DEFAULTS.keySet());
    events.add(CanonicalNames.PROFILE_UPDATE);
    return new DestinationSpec(
            "klaviyo",
            Set.copyOf(events),
            List.of(API_KEY_REF, REVISION, METRIC_PREFIX),
            Set.of(IDENTIFIERS_ONLY),
            MAX_BATCH,
            MAX_AGE)
        .sendingWithoutName(Set.of(CanonicalNames.PROFILE_UPDATE))
        .withApi(KlaviyoEndpoint.API)
        .knownToSourcesAs("Klaviyo", "Klaviyo Bulk Upload")
        .withEventNames(KlaviyoEventNames.NAME)
        .withRule(KlaviyoType::wrongMetric);
  }

  @Override
  public Destination open(DestinationConfig config, Secrets secrets) {
    return new KlaviyoDestination(
        KlaviyoEndpoint.of(config),
        REVISION.in(config.settings()),
        new KlaviyoEventNames(
            config.eventNames(), METRIC_PREFIX.find(config.settings()).orElse("")),
        new ConsentSignals(config.signals()),
        new RotatingSecret(secrets, API_KEY_REF.in(config.settings())),
        new PageAddress(config.pageParameters()));
  }

  private static boolean startsWithDate(String text) {
    try {
      LocalDate.parse(text.substring(0, Math.min(text.length(), ISO_DATE_LENGTH)));
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static Optional<String> retired(String revision) {
    return startsWithDate(revision) && revision.compareTo(OLDEST_REVISION) < 0
        ? Optional.of(
            "is served by Klaviyo no longer; write "
                + DEFAULT_REVISION
                + ", or leave the option out")
        : Optional.empty();
  }

  private static Optional<SettingsRule.Violation> wrongMetric(
      Settings settings, Map<String, String> eventNames) {
    return KlaviyoEventNames.placesAnOrderAgain(eventNames)
        .map(
            event ->
                new SettingsRule.Violation(
                    METRIC_PREFIX,
                    "event_names gives `"
                        + event
                        + "` the metric of a purchase, so that an order would count twice; give it"
                        + " another one"))
        .or(() -> tooLongMetric(settings, eventNames));
  }

  private static Optional<SettingsRule.Violation> tooLongMetric(
      Settings settings, Map<String, String> eventNames) {
    return METRIC_PREFIX
        .find(settings)
        .flatMap(prefix -> KlaviyoEventNames.tooLong(eventNames, prefix))
        .map(
            metric ->
                new SettingsRule.Violation(
                    METRIC_PREFIX,
                    "makes the name of a metric "
                        + metric.length()
                        + " characters long; shorten it, since Klaviyo accepts "
                        + KlaviyoEventNames.LONGEST));
  }
}
