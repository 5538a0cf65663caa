package io.tracklayer.job.gate.selection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.EventCondition;
import io.tracklayer.contract.event.CanonicalEvent;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether events meet a destination's {@code when}. An event that lacks what is asked about, or has
 * it in another type, does not. Pure.
 */
final class Conditions {

  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

  private final EventCondition when;
  private final List<OfProperty> properties;

  Conditions(EventCondition when) {
    this.when = when;
    properties =
        when.properties().entrySet().stream()
            .map(property -> OfProperty.of(property.getKey(), property.getValue()))
            .toList();
  }

  /**
   * The first condition that the event does not meet, and what it has instead, such as {@code
   * country: FR}; null if it meets them all. What may be personal is not told: the value of a
   * property, and a country as the source wrote it.
   */
  @Nullable String firstUnmet(CanonicalEvent event) {
    String country = event.user().country();
    if (!isAmong(when.countries(), country)) {
      return "country: "
          + (country == null || COUNTRY.matcher(country).matches()
              ? or(country)
              : "not recognised");
    }
    if (!isAmong(when.currencies(), event.currency())) {
      return "currency: " + or(event.currency());
    }
    BigDecimal value = event.value();
    if (!isWorthEnough(value)) {
      return "value: " + or(value == null ? null : value.toPlainString());
    }
    for (OfProperty property : properties) {
      String unmet = property.unmetBy(event.properties());
      if (unmet != null) {
        return unmet;
      }
    }
    return null;
  }

  private static String or(@Nullable String value) {
    return value == null ? "none" : value;
  }

  private static boolean isAmong(List<String> wanted, @Nullable String value) {
    return wanted.isEmpty() || (value != null && wanted.contains(value));
  }

  private boolean isWorthEnough(@Nullable BigDecimal value) {
    BigDecimal least = when.minValue();
    return least == null || (value != null && value.compareTo(least) >= 0);
  }

  /**
   * The condition on one property. A text in the configuration stands for a number or a boolean as
   * well: whether a store is {@code 12} or {@code "12"} depends on who sends it.
   *
   * @param path the names that lead to it
   */
  private record OfProperty(List<String> path, Set<String> texts, List<BigDecimal> numbers) {

    /** A leading zero belongs to a code, not to a number. */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");

    static OfProperty of(String path, List<String> wanted) {
      return new OfProperty(
          List.of(path.split("\\.", -1)),
          Set.copyOf(wanted),
          wanted.stream()
              .filter(NUMBER.asMatchPredicate())
              .map(BigDecimal::new)
              .collect(Collectors.toUnmodifiableList()));
    }

    /** What does not meet it, such as {@code properties.store: another}; null if it is met. */
    @Nullable String unmetBy(ObjectNode properties) {
      JsonNode value = properties;
      for (String name : path) {
        value = value.path(name);
      }
      if (isMetBy(value)) {
        return null;
      }
      boolean isThere = !value.isMissingNode() && !value.isNull();
      return "properties." + String.join(".", path) + ": " + (isThere ? "another" : "none");
    }

    private boolean isMetBy(JsonNode value) {
      return switch (value.getNodeType()) {
        case STRING, BOOLEAN -> texts.contains(value.asText());
        case NUMBER -> isAmongNumbers(value.decimalValue());
        default -> false;
      };
    }

    private boolean isAmongNumbers(BigDecimal value) {
      return numbers.stream().anyMatch(number -> number.compareTo(value) == 0);
    }
  }
}
