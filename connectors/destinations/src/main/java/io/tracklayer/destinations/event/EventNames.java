package io.tracklayer.destinations.event;

import io.tracklayer.contract.event.CanonicalNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An ad platform's names for canonical events: its standard events, or what {@code event_names}
 * says. What happens to an order after it was placed cannot have a counterpart, since the
 * conversion APIs only count conversions and would count it as one more; nor can a profile update.
 */
public final class EventNames {

  public static final Set<String> NEVER =
      Set.of(
          CanonicalNames.ORDER_UPDATED,
          CanonicalNames.ORDER_CANCELLED,
          CanonicalNames.REFUND,
          CanonicalNames.PROFILE_UPDATE);

  private final Map<String, String> names;

  /**
   * @param defaults the platform's names by canonical name
   * @param overrides the same, as configured
   */
  public EventNames(Map<String, String> defaults, Map<String, String> overrides) {
    names = new HashMap<>(defaults);
    names.putAll(overrides);
    names.keySet().removeAll(NEVER);
  }

  /**
   * What is wrong with a name that differs from a standard event by case only: platforms count it
   * as a custom event, which no campaign optimises for.
   *
   * @param standard the platform's events
   */
  public static Optional<String> inOtherCase(String name, Set<String> standard) {
    return standard.stream()
        .filter(event -> event.equalsIgnoreCase(name) && !standard.contains(name))
        .findFirst()
        .map(event -> "differs from a standard event by case, which counts; write " + event);
  }

  /** The canonical names that have this counterpart. */
  public List<String> sentAs(String name) {
    return names.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The counterpart, if there is one. */
  public @Nullable String of(String canonicalName) {
    return names.get(canonicalName);
  }
}
