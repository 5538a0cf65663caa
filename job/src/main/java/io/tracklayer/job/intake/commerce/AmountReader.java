package io.tracklayer.job.intake.commerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.job.intake.source.Amounts;
import io.tracklayer.job.intake.source.CurrencyNames;
import io.tracklayer.job.intake.source.SourceText;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the amounts of one event. The currency is found first, since it settles how the amounts are
 * read: the one that the event names, else the one that is written beside the value, else the one
 * that the product lines agree on, else the endpoint's default. A currency that is there and cannot
 * be read is never replaced by the default.
 *
 * <p>The amounts of a refund and of a cancelled order are positive: sources write them with either
 * sign, and every destination takes them without.
 */
final class AmountReader {

  private final boolean takesMoneyBack;
  private final @Nullable String configured;
  private final @Nullable String currency;
  private final boolean isDefault;
  private final Set<String> unreadable = new TreeSet<>();

  /**
   * @param name the event's canonical name
   * @param lines its products, as the source wrote them
   * @param configured the endpoint's default currency
   */
  AmountReader(
      @Nullable String name,
      ObjectNode properties,
      List<ItemLine> lines,
      @Nullable String configured) {
    takesMoneyBack =
        CanonicalNames.REFUND.equals(name) || CanonicalNames.ORDER_CANCELLED.equals(name);
    this.configured = configured;
    String named = named(properties);
    if (named == null && unreadable.isEmpty()) {
      named = aroundValue(properties);
    }
    if (named == null && unreadable.isEmpty()) {
      named = ofAll(lines);
    }
    isDefault = named == null && unreadable.isEmpty();
    currency = isDefault ? configured : named;
  }

  private @Nullable String named(ObjectNode properties) {
    for (String field : Commerce.CURRENCY) {
      String text = SourceText.of(properties.get(field));
      String code = CurrencyNames.code(text, configured);
      if (code != null) {
        unreadable.clear();
        return code;
      }
      if (text != null) {
        unreadable.add(field);
      }
    }
    return null;
  }

  private @Nullable String aroundValue(ObjectNode properties) {
    for (String field : Commerce.VALUE) {
      String code = Amounts.currencyOf(properties.get(field), configured);
      if (code != null) {
        return code;
      }
    }
    return null;
  }

  /** None if two lines differ, since the event's value has one currency at most. */
  private @Nullable String ofAll(List<ItemLine> lines) {
    String agreed = null;
    for (ItemLine line : lines) {
      String code = line.currency(configured);
      if (code != null && agreed != null && !agreed.equals(code)) {
        return null;
      }
      agreed = code == null ? agreed : code;
    }
    return agreed;
  }

  /** The event's currency; none for an event without amounts, of which the default says nothing. */
  @Nullable String currency(boolean hasAmounts) {
    return isDefault && !hasAmounts ? null : currency;
  }

  @Nullable BigDecimal in(ObjectNode properties, String field) {
    return amount(field, properties.get(field));
  }

  /**
   * @param field the field that is reported if the amount cannot be read
   */
  @Nullable BigDecimal amount(String field, @Nullable JsonNode node) {
    BigDecimal amount = Amounts.of(node, currency);
    if (amount == null) {
      return SourceText.of(node) == null ? null : unreadable(field);
    }
    return takesMoneyBack ? amount.abs() : amount;
  }

  /** No amount, and the field is reported. */
  @Nullable BigDecimal unreadable(String field) {
    unreadable.add(field);
    return null;
  }

  /** The price of a product line; none if the line is in another currency than the event. */
  @Nullable BigDecimal price(ItemLine line) {
    String own = line.currency(configured);
    if (own != null && currency != null && !own.equals(currency)) {
      return unreadable(ItemLine.PRICE);
    }
    return amount(ItemLine.PRICE, line.price());
  }

  /** The fields that are there and cannot be read. */
  Set<String> unreadable() {
    return Set.copyOf(unreadable);
  }
}
