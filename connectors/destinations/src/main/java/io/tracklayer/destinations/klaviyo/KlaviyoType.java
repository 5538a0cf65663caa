package io.tracklayer.destinations.klaviyo;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.options.DestinationSpec;
import io.tracklayer.contract.config.options.SettingSpec;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.destinations.Destination;
import io.tracklayer.destinations.DestinationType;
import io.tracklayer.destinations.event.ConsentSignals;
import io.tracklayer.destinations.http.ApiAddress;
import io.tracklayer.destinations.http.RotatingSecret;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code klaviyo}: events and profiles of Klaviyo. */
public final class KlaviyoType implements DestinationType {

  static final String API_KEY_REF = "api_key_ref";
  static final String REVISION = "revision";
  static final String METRIC_PREFIX = "metric_prefix";

  /** Leaves nothing of a profile but what finds it. */
  static final String IDENTIFIERS_ONLY = "identifiers_only";

  static final String DEFAULT_BASE = "https://a.klaviyo.com";

  /** Klaviyo supports a revision for two years. */
  static final String DEFAULT_REVISION = "2026-04-15";

  /** Events in a bulk job. https://developers.klaviyo.com/en/reference/bulk_create_events */
  static final int MAX_BATCH = 1000;

  /** Ours: Klaviyo takes events since the year 2000, but no flow starts for an old one. */
  private static final Duration MAX_AGE = Duration.ofDays(365);

  @Override
  public DestinationSpec spec() {
    Set<String> events = new HashSet<>(KlaviyoEventNames.DEFAULTS.keySet());
    events.add(CanonicalNames.PROFILE_UPDATE);
    return new DestinationSpec(
        "klaviyo",
        Set.copyOf(events),
        List.of(
            new SettingSpec(
                API_KEY_REF,
                SettingSpec.Kind.SECRET_REF,
                true,
                "The private API key, with the scopes events:write and profiles:write."),
            new SettingSpec(
                REVISION,
                SettingSpec.Kind.TEXT,
                false,
                "The revision of the API; default " + DEFAULT_REVISION + "."),
            new SettingSpec(
                METRIC_PREFIX,
                SettingSpec.Kind.TEXT,
                false,
                "Put before the name of every metric, to tell events of a test from real ones.")),
        Set.of(IDENTIFIERS_ONLY),
        MAX_BATCH,
        MAX_AGE);
  }

  /**
   * @throws IllegalStateException also when the revision is no date, or a metric's name too long
   */
  @Override
  public Destination open(DestinationConfig config, Secrets secrets) {
    return new KlaviyoDestination(
        ApiAddress.of(config, DEFAULT_BASE),
        revision(config.settings().text(REVISION).orElse(DEFAULT_REVISION).strip()),
        new KlaviyoEventNames(
            config.eventNames(), config.settings().text(METRIC_PREFIX).orElse("")),
        new ConsentSignals(config.signals()),
        new RotatingSecret(secrets, config.settings().secret(API_KEY_REF).orElseThrow()));
  }

  private static String revision(String revision) {
    if (!revision.matches("\\d{4}-\\d{2}-\\d{2}(\\.pre)?")) {
      throw new IllegalStateException(
          "settings." + REVISION + " is a date such as " + DEFAULT_REVISION);
    }
    return revision;
  }
}
