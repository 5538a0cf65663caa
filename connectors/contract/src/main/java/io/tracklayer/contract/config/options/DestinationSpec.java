package io.tracklayer.contract.config.options;

import io.tracklayer.contract.config.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a destination type declares about itself. A configuration that satisfies it can be opened:
 * everything that {@code open} would refuse is declared here, except secrets that are not set.
 *
 * @param type its name in the configuration
 * @param events canonical events it has a counterpart for; empty if it accepts every event under
 *     its canonical name, including those that the configuration makes up
 * @param never canonical events that have no counterpart and cannot be given one
 * @param nameless canonical events that it sends without a name, so that none can be configured
 * @param settings its own settings, which it reads through these same declarations
 * @param signals vendor consent signals that {@code signals} may name
 * @param maxBatch the most events that its API accepts in one request
 * @param maxAge the oldest event that its API accepts
 * @param eventName the names that {@code event_names} may give to events
 * @param rule a rule about several of its settings
 * @param api of the vendor; null for a type that has none
 * @param restatement the setting by which a refund restates the value of its order; null for a type
 *     that cannot do that
 * @param sourceNames names that RudderStack's integrations object has for it, besides its
 *     configured name and its type
 */
public record DestinationSpec(
    String type,
    Set<String> events,
    Set<String> never,
    Set<String> nameless,
    List<Option<?>> settings,
    Set<String> signals,
    int maxBatch,
    Duration maxAge,
    ScalarType<String> eventName,
    SettingsRule rule,
    @Nullable VendorApi api,
    @Nullable Option<Boolean> restatement,
    Set<String> sourceNames) {

  /** A type that accepts any event under any name, and any combination of settings. */
  public DestinationSpec(
      String type,
      Set<String> events,
      List<Option<?>> settings,
      Set<String> signals,
      int maxBatch,
      Duration maxAge) {
    this(
        type,
        events,
        Set.of(),
        Set.of(),
        settings,
        signals,
        maxBatch,
        maxAge,
        Types.text(),
        (values, eventNames) -> Optional.empty(),
        null,
        null,
        Set.of());
  }

  public DestinationSpec withEventNames(ScalarType<String> names) {
    return with(never, nameless, names, rule, api, restatement, sourceNames);
  }

  public DestinationSpec neverSending(Set<String> others) {
    return with(others, nameless, eventName, rule, api, restatement, sourceNames);
  }

  public DestinationSpec sendingWithoutName(Set<String> others) {
    return with(never, others, eventName, rule, api, restatement, sourceNames);
  }

  /** Whether {@code event_names} has an effect. */
  public boolean namesEvents() {
    return !events.isEmpty();
  }

  public DestinationSpec withRule(SettingsRule between) {
    return with(never, nameless, eventName, between, api, restatement, sourceNames);
  }

  public DestinationSpec withApi(VendorApi vendors) {
    return with(never, nameless, eventName, rule, vendors, restatement, sourceNames);
  }

  /** A type whose orders' values refunds restate if the setting says so. */
  public DestinationSpec restatingIf(Option<Boolean> setting) {
    return with(never, nameless, eventName, rule, api, setting, sourceNames);
  }

  /** Whether refunds restate the values of orders, with these settings. */
  public boolean restates(Settings values) {
    return restatement != null && restatement.in(values);
  }

  /** The names of RudderStack's own destinations for this vendor. */
  public DestinationSpec knownToSourcesAs(String... names) {
    return with(never, nameless, eventName, rule, api, restatement, Set.of(names));
  }

  /** The same type with other rules. */
  private DestinationSpec with(
      Set<String> otherNever,
      Set<String> otherNameless,
      ScalarType<String> otherEventName,
      SettingsRule otherRule,
      @Nullable VendorApi otherApi,
      @Nullable Option<Boolean> otherRestatement,
      Set<String> otherSourceNames) {
    return new DestinationSpec(
        type,
        events,
        otherNever,
        otherNameless,
        settings,
        signals,
        maxBatch,
        maxAge,
        otherEventName,
        otherRule,
        otherApi,
        otherRestatement,
        otherSourceNames);
  }

  public OptionGroup settingsSection() {
    return new OptionGroup(settings);
  }
}
