package io.tracklayer.contract.config;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an event must be like. All of it must hold; what is empty or null asks nothing.
 *
 * @param countries ISO 3166-1 alpha-2, one of which must be the person's
 * @param currencies ISO 4217, one of which must be the event's
 * @param minValue the least value, in whatever currency the event has
 * @param properties path inside the canonical event's properties ({@code store.id}) to the values
 *     of which it must have one, as they are written in the configuration
 */
public record EventCondition(
    List<String> countries,
    List<String> currencies,
    @Nullable BigDecimal minValue,
    Map<String, List<String>> properties)
    implements Serializable {

  /** Every event meets it. */
  public static final EventCondition NONE =
      new EventCondition(List.of(), List.of(), null, Map.of());

  public EventCondition {
    countries = List.copyOf(countries);
    currencies = List.copyOf(currencies);
    properties = Map.copyOf(properties);
  }
}
