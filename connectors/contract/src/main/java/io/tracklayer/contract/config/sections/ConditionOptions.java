package io.tracklayer.contract.config.sections;

import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.config.options.Option;
import io.tracklayer.contract.config.options.OptionGroup;
import io.tracklayer.contract.config.options.SectionType;
import io.tracklayer.contract.config.options.Types;
import io.tracklayer.contract.config.options.ValueType;
import io.tracklayer.contract.event.Currencies;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options of a destination's {@code when}. */
public final class ConditionOptions {

  /** What the keys of conditions on properties begin with. */
  public static final String PROPERTIES_PREFIX = "properties.";

  private static final int HIGHEST_VALUE = 1_000_000_000;

  /** Where to find what is no longer among the properties of a canonical event. */
  private static final Map<String, String> FIELDS_OF_THEIR_OWN =
      Map.of(
          "properties.currency", "currency",
          "properties.value", "min_value",
          "properties.revenue", "min_value",
          "properties.total", "min_value");

  private ConditionOptions() {}

  public static final Option<List<String>> COUNTRY =
      Option.optional(
          "country",
          Types.listOfAtLeastOne(
              Types.text(
                      "country code",
                      "a country of ISO 3166-1 in two capitals (US, DE)",
                      "DE",
                      "[A-Z]{2}")
                  .except("XX", text -> !Regions.isCountry(text))),
          "any",
          "The person's country must be one of these.");

  public static final Option<List<String>> CURRENCY =
      Option.optional(
          "currency",
          Types.listOfAtLeastOne(
              Types.text(
                      "currency code",
                      "a currency of ISO 4217 in three capitals (EUR, USD)",
                      "EUR",
                      "[A-Z]{3}")
                  .except("XXX", text -> Currencies.code(text) == null)),
          "any",
          "The event's currency must be one of these.");

  public static final Option<BigDecimal> MIN_VALUE =
      Option.optional(
          "min_value",
          Types.amount(HIGHEST_VALUE),
          "any",
          "The event's value must be at least this, in whatever currency it is.");

  public static final Option<Map<String, List<String>>> PROPERTIES =
      Option.optional(
          PROPERTIES_PREFIX + "*",
          Types.mapOf(
              Types.text(
                      "property",
                      "a property of the canonical event: properties.store_id",
                      "properties.store_id",
                      "properties(\\.[^.\\s]+)+")
                  .refusing(
                      "properties.currency",
                      key ->
                          Optional.ofNullable(FIELDS_OF_THEIR_OWN.get(key))
                              .map(field -> "is a field of its own; write " + field)),
              Types.listOfAtLeastOne(Types.text())),
          "any",
          "The property must have one of these values: {properties.store_id: [s1, s2]}.");

  static final ValueType<Settings> SECTION =
      new SectionType(new OptionGroup(COUNTRY, CURRENCY, MIN_VALUE).withOthers(PROPERTIES));
}
