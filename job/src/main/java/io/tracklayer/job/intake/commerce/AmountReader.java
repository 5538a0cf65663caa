package io.tracklayer.job.intake.commerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.contract.identifier.ContactPlaces;
import io.tracklayer.contract.json.JsonText;
import io.tracklayer.contract.text.FieldSpelling;
import io.tracklayer.job.intake.source.Amounts;
import io.tracklayer.job.intake.source.CurrencyNames;
import io.tracklayer.job.intake.source.SourceText;
import java.math.BigDecimal;
import java.util.Currency;
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

  /** Fields of an object that stands for a currency. */
  private static final List<String> WITHIN_CURRENCY =
      List.of("code", "iso_code", "currency_code", "isoCode", "currencyCode", "iso");

  private static final int LENGTH_OF_NUMBER = 3;

  private static final int MOST_DECIMALS = 4;

  private static final int DECIMALS_OF_CENTS = 2;

  private final boolean takesMoneyBack;
  private final List<String> values;
  private final List<String> ofCart;
  private final @Nullable String configured;
  private final @Nullable String currency;
  private final boolean isDefault;
  private final @Nullable String currencyOfShop;
  private final int decimals;
  private final Set<String> unreadable = new TreeSet<>();

  /**
   * @param name the event's canonical name
   * @param parts where it tells of its order, see {@link OrderParts}
   * @param lines its products, as the source wrote them
   * @param configured the endpoint's default currency
   */
  AmountReader(
      @Nullable String name,
      List<ObjectNode> parts,
      List<ItemLine> lines,
      @Nullable String configured) {
    takesMoneyBack =
        CanonicalNames.REFUND.equals(name) || CanonicalNames.ORDER_CANCELLED.equals(name);
    values = CanonicalNames.REFUND.equals(name) ? OrderFields.VALUE_OF_REFUND : OrderFields.VALUE;
    ofCart = OrderParts.readsOrder(name) ? OrderFields.VALUE_OF_CART : List.of();
    this.configured = configured;
    String named = null;
    for (int i = 0; i < parts.size() && named == null && unreadable.isEmpty(); i++) {
      named = named(parts.get(i));
      if (named == null && unreadable.isEmpty()) {
        named = aroundValue(parts.get(i));
      }
    }
    if (named == null && unreadable.isEmpty()) {
      named = ofAll(lines);
    }
    isDefault = named == null && unreadable.isEmpty();
    currency = isDefault ? configured : named;
    currencyOfShop = currencyOfShop(parts);
    decimals = decimals(parts);
  }

  /** How many decimals bare whole amounts have; 0 unless the source says so. */
  private int decimals(List<ObjectNode> parts) {
    for (ObjectNode part : parts) {
      JsonNode minor = part.get(OrderFields.MINOR_UNIT);
      if (minor != null) {
        int stated = minor.asInt(0);
        return stated > MOST_DECIMALS ? 0 : Math.max(0, stated);
      }
      if (currency != null && part.has(OrderFields.PURCHASE_CURRENCY)) {
        return Currency.getInstance(currency).getDefaultFractionDigits();
      }
    }
    return 0;
  }

  private @Nullable String named(ObjectNode part) {
    for (String field : OrderFields.CURRENCY) {
      String text = currencyText(part.get(field));
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

  private static @Nullable String currencyText(@Nullable JsonNode written) {
    JsonNode only =
        written != null && written.size() == 1 && written.isArray() ? written.path(0) : written;
    if (only instanceof ObjectNode object) {
      return SourceText.first(object, WITHIN_CURRENCY);
    }
    String text = SourceText.of(only);
    // As a number, 036 has lost its zero.
    return text != null && only != null && only.isInt() && text.length() < LENGTH_OF_NUMBER
        ? "00".substring(text.length() - 1) + text
        : text;
  }

  private @Nullable String aroundValue(ObjectNode part) {
    for (String field : values) {
      String code = currencyOf(part.get(field), configured);
      if (code != null) {
        return code;
      }
    }
    JsonNode amount = part.get(OrderFields.AMOUNT);
    MoneyObject money = MoneyObject.of(amount, null);
    return money != null && money.isSurelyMajor() ? money.currency() : null;
  }

  /** The currency that an amount is written with. */
  static @Nullable String currencyOf(@Nullable JsonNode amount, @Nullable String configured) {
    MoneyObject money = MoneyObject.of(amount, null);
    return money == null ? Amounts.currencyOf(amount, configured) : money.currency();
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

  /** Shopify's bare amounts are in it. */
  private @Nullable String currencyOfShop(List<ObjectNode> parts) {
    for (ObjectNode part : parts) {
      for (String field : values) {
        String code = MoneyObject.currencyOfShop(part.get(field));
        if (code != null) {
          return code;
        }
      }
    }
    return null;
  }

  /** The event's currency; none for an event without amounts, of which the default says nothing. */
  @Nullable String currency(boolean hasAmounts) {
    return isDefault && !hasAmounts ? null : currency;
  }

  /**
   * The first amount under these names that can be read, of the first part that says anything of
   * it.
   */
  @Nullable BigDecimal first(List<ObjectNode> parts, List<String> fields) {
    for (ObjectNode part : parts) {
      boolean isStated = false;
      for (String field : fields) {
        BigDecimal amount = in(part, field);
        if (amount != null) {
          return amount;
        }
        isStated |= OrderParts.saysSomething(part.get(field)) && isOfMoney(field, part.get(field));
      }
      if (isStated) {
        return null;
      }
    }
    return null;
  }

  /** {@code shipping} is an address too, and some have a list or a flag there. */
  private static boolean isOfMoney(String field, JsonNode node) {
    return node.isValueNode() || !ContactPlaces.isContact(FieldSpelling.plain(field), node);
  }

  private @Nullable BigDecimal in(ObjectNode part, String field) {
    JsonNode node = part.get(field);
    if (!OrderParts.saysSomething(node)) {
      return null;
    }
    String ofPart = CurrencyNames.code(namedIn(part), configured);
    return ofPart == null || ofPart.equals(currency) ? amount(field, node) : unreadable(field);
  }

  private static @Nullable String namedIn(ObjectNode part) {
    for (String field : OrderFields.CURRENCY) {
      String text = currencyText(part.get(field));
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** The event's value, as far as it is stated. */
  @Nullable BigDecimal value(List<ObjectNode> parts) {
    BigDecimal stated = first(parts, values);
    BigDecimal value = stated == null ? first(parts, ofCart) : stated;
    for (int i = 0; i < parts.size() && value == null; i++) {
      value = inCents(parts.get(i));
    }
    for (int i = 0; i < parts.size() && value == null; i++) {
      value = ofAmount(parts.get(i), i == 0 && !takesMoneyBack);
    }
    return value;
  }

  private @Nullable BigDecimal inCents(ObjectNode part) {
    for (String field : OrderFields.VALUE_IN_CENTS) {
      BigDecimal amount = cents(field, part.get(field));
      if (amount != null) {
        return amount;
      }
    }
    return null;
  }

  /**
   * Of an amount that is called so, only one that cannot be in minor units.
   *
   * @param isOfAnything whether it may be the amount of something else, unless it is an object;
   *     WooCommerce's refunds have theirs under this name
   *     (https://woocommerce.github.io/woocommerce-rest-api-docs/#order-refund-properties)
   */
  private @Nullable BigDecimal ofAmount(ObjectNode part, boolean isOfAnything) {
    JsonNode node = part.get(OrderFields.AMOUNT);
    if (!OrderParts.saysSomething(node) || (isOfAnything && !(node instanceof ObjectNode))) {
      return null;
    }
    MoneyObject money = MoneyObject.of(node, currency);
    boolean isMajor = money == null ? !MoneyObject.isWhole(node) : money.isSurelyMajor();
    if (isMajor) {
      return in(part, OrderFields.AMOUNT);
    }
    return isOfAnything ? null : unreadable(OrderFields.AMOUNT);
  }

  /** An amount in hundredths; none in a currency that has no such. */
  private @Nullable BigDecimal cents(String field, @Nullable JsonNode node) {
    if (!OrderParts.saysSomething(node)) {
      return null;
    }
    BigDecimal cents = Amounts.of(node);
    boolean hasHundredths =
        currency != null
            && Currency.getInstance(currency).getDefaultFractionDigits() == DECIMALS_OF_CENTS;
    if (cents == null || cents.scale() > 0 || !hasHundredths) {
      return unreadable(field);
    }
    return signed(Amounts.plausible(cents.movePointLeft(DECIMALS_OF_CENTS)));
  }

  /**
   * @param field the field that is reported if the amount cannot be read
   */
  @Nullable BigDecimal amount(String field, @Nullable JsonNode node) {
    JsonNode written = node == null ? null : JsonText.container(node);
    if (written instanceof ObjectNode object) {
      return ofObject(field, object);
    }
    boolean isReadable = SourceText.of(node) == null || !isInCurrencyOfShop(node);
    BigDecimal number = isReadable ? number(field, node) : unreadable(field);
    return number == null || decimals == 0 || !MoneyObject.isWhole(node)
        ? number
        : Amounts.plausible(number.movePointLeft(decimals));
  }

  /** An amount of money or of pieces. */
  @Nullable BigDecimal number(String field, @Nullable JsonNode node) {
    BigDecimal number = Amounts.of(node, currency);
    if (number == null) {
      return SourceText.of(node) == null ? null : unreadable(field);
    }
    return signed(number);
  }

  private boolean isInCurrencyOfShop(@Nullable JsonNode bare) {
    return currencyOfShop != null
        && !currencyOfShop.equals(currency)
        && Amounts.currencyOf(bare, configured) == null;
  }

  private @Nullable BigDecimal ofObject(String field, ObjectNode object) {
    MoneyObject money = MoneyObject.of(object, currency);
    BigDecimal amount = money == null ? null : money.in(currency);
    if (amount == null) {
      return object.isEmpty() || !isOfMoney(field, object) ? null : unreadable(field);
    }
    return signed(amount);
  }

  private @Nullable BigDecimal signed(@Nullable BigDecimal amount) {
    return amount != null && takesMoneyBack ? amount.abs() : amount;
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
    JsonNode cents = line.priceInCents();
    return cents != null && line.price() == null
        ? cents(ItemLine.PRICE, cents)
        : amount(ItemLine.PRICE, line.price());
  }

  /** The fields that are there and cannot be read. */
  Set<String> unreadable() {
    return Set.copyOf(unreadable);
  }
}
