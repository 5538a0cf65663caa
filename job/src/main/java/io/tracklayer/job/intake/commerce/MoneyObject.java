package io.tracklayer.job.intake.commerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.Currencies;
import io.tracklayer.job.intake.source.Amounts;
import io.tracklayer.job.intake.source.SourceText;
import io.tracklayer.job.intake.source.SpelledNames;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An amount in an object of its own, with its currency beside it: {@code {"amount": "9.90",
 * "currency_code": "EUR"}}.
 *
 * <ul>
 *   <li>Shopify: {@code amount}, {@code currency_code} or {@code currencyCode}, often twice: {@code
 *       shop_money} in the currency of the shop, and {@code presentment_money}, which the buyer was
 *       shown and charged (https://shopify.dev/docs/api/admin-graphql/latest/objects/MoneyBag)
 *   <li>PayPal: {@code value}, {@code currency_code}
 *       (https://developer.paypal.com/docs/api/orders/v2/)
 *   <li>schema.org: {@code value}, {@code currency} (https://schema.org/MonetaryAmount)
 *   <li>commercetools: {@code centAmount}, {@code currencyCode}, {@code fractionDigits}
 *       (https://docs.commercetools.com/api/types#money)
 *   <li>SAP Commerce: {@code value}, {@code currencyIso}
 *       (https://help.sap.com/docs/SAP_COMMERCE_CLOUD_PUBLIC_CLOUD)
 *   <li>Etsy: {@code amount}, {@code divisor}, {@code currency_code}
 *       (https://developers.etsy.com/documentation/reference)
 * </ul>
 *
 * <p>An amount is in minor units only where the object says so. A whole number beside anything else
 * that hints at them ({@code precision}, {@code minor_units}) cannot be read.
 *
 * @param written the amount; null if it cannot be read
 * @param currency ISO 4217; null if the object names none
 * @param decimals how many of its digits are decimals that are written without a point
 * @param isSurelyMajor whether the amount cannot be in minor units: it has a point, or the object
 *     says {@code currency_code}, as those do whose amounts are never in minor units
 */
record MoneyObject(
    @Nullable JsonNode written, @Nullable String currency, int decimals, boolean isSurelyMajor) {

  private enum Part {
    AMOUNT,
    CENTS,
    CURRENCY,
    CURRENCY_CODE,
    FRACTION_DIGITS,
    DIVISOR,
    PRESENTMENT,
    SHOP,
    IN_DOUBT
  }

  private static final SpelledNames<Part> PARTS =
      new SpelledNames<>(
          Map.ofEntries(
              Map.entry("amount", Part.AMOUNT),
              Map.entry("value", Part.AMOUNT),
              Map.entry("cent_amount", Part.CENTS),
              Map.entry("currency", Part.CURRENCY),
              Map.entry("currency_code", Part.CURRENCY_CODE),
              Map.entry("currency_iso", Part.CURRENCY_CODE),
              Map.entry("currency_iso_code", Part.CURRENCY_CODE),
              Map.entry("fraction_digits", Part.FRACTION_DIGITS),
              Map.entry("divisor", Part.DIVISOR),
              Map.entry("presentment_money", Part.PRESENTMENT),
              Map.entry("shop_money", Part.SHOP),
              Map.entry("precision", Part.IN_DOUBT),
              Map.entry("scale", Part.IN_DOUBT),
              Map.entry("exponent", Part.IN_DOUBT),
              Map.entry("decimals", Part.IN_DOUBT),
              Map.entry("unit", Part.IN_DOUBT),
              Map.entry("units", Part.IN_DOUBT),
              Map.entry("nanos", Part.IN_DOUBT),
              Map.entry("micros", Part.IN_DOUBT),
              Map.entry("cents", Part.IN_DOUBT),
              Map.entry("in_cents", Part.IN_DOUBT),
              Map.entry("minor", Part.IN_DOUBT),
              Map.entry("is_minor", Part.IN_DOUBT),
              Map.entry("minor_unit", Part.IN_DOUBT),
              Map.entry("minor_units", Part.IN_DOUBT)));

  private static final int MOST_DECIMALS = 4;

  private static final Pattern POWER_OF_TEN = Pattern.compile("10{0," + MOST_DECIMALS + "}");

  private static final MoneyObject UNREADABLE = new MoneyObject(null, null, 0, false);

  /**
   * @param wanted the currency of the event, if it is known: of an amount in two currencies, the
   *     one in that is taken; else the buyer's
   * @return null for a node that is no such object
   */
  static @Nullable MoneyObject of(@Nullable JsonNode node, @Nullable String wanted) {
    Map<Part, JsonNode> parts = parts(node);
    JsonNode presentment = parts.get(Part.PRESENTMENT);
    JsonNode shop = parts.get(Part.SHOP);
    Map<Part, JsonNode> inner = parts(parts.get(Part.AMOUNT));
    if (inner.containsKey(Part.CENTS)) {
      return of(inner); // commercetools' price of a line: {"value": {"centAmount": …}}
    }
    if (presentment == null && shop == null) {
      return parts.containsKey(Part.AMOUNT) || parts.containsKey(Part.CENTS) ? of(parts) : null;
    }
    MoneyObject booked = of(parts(shop));
    boolean isShops = presentment == null || (wanted != null && wanted.equals(booked.currency));
    return isShops ? booked : of(parts(presentment));
  }

  /**
   * The currency of the shop, if the amount is there in that too: what the same source writes as a
   * bare number is in it.
   */
  static @Nullable String currencyOfShop(@Nullable JsonNode node) {
    return of(parts(parts(node).get(Part.SHOP))).currency;
  }

  private static Map<Part, JsonNode> parts(@Nullable JsonNode node) {
    if (!(node instanceof ObjectNode object)) {
      return Map.of();
    }
    Map<Part, JsonNode> parts = new EnumMap<>(Part.class);
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      Part part = PARTS.get(field.getKey());
      if (part != null && !field.getValue().isNull()) {
        parts.putIfAbsent(part, field.getValue());
      }
    }
    return parts;
  }

  private static MoneyObject of(Map<Part, JsonNode> parts) {
    JsonNode code = parts.get(Part.CURRENCY_CODE);
    String currency =
        Currencies.code(SourceText.of(code == null ? parts.get(Part.CURRENCY) : code));
    JsonNode cents = parts.get(Part.CENTS);
    JsonNode amount = parts.get(Part.AMOUNT);
    if (cents != null) {
      int decimals = decimals(parts.get(Part.FRACTION_DIGITS), currency);
      return decimals < 0 ? UNREADABLE : new MoneyObject(cents, currency, decimals, true);
    }
    JsonNode divisor = parts.get(Part.DIVISOR);
    if (divisor != null) {
      return POWER_OF_TEN.matcher(divisor.asText()).matches()
          ? new MoneyObject(amount, currency, divisor.asText().length() - 1, true)
          : UNREADABLE;
    }
    boolean isWhole = isWhole(amount);
    return isWhole && parts.containsKey(Part.IN_DOUBT)
        ? UNREADABLE
        : new MoneyObject(amount, currency, 0, !isWhole || code != null);
  }

  /** Negative if they are not known. */
  private static int decimals(@Nullable JsonNode fractionDigits, @Nullable String currency) {
    if (fractionDigits == null) {
      return currency == null ? -1 : Currency.getInstance(currency).getDefaultFractionDigits();
    }
    int decimals = fractionDigits.asInt(-1);
    return decimals > MOST_DECIMALS ? -1 : decimals;
  }

  /** Whether an amount is written without decimals, and so may be in minor units. */
  static boolean isWhole(@Nullable JsonNode amount) {
    String text = SourceText.of(amount);
    return text == null || (text.indexOf('.') < 0 && text.indexOf(',') < 0);
  }

  /** The amount; none if it cannot be read, or is in another currency than the event's. */
  @Nullable BigDecimal in(@Nullable String ofEvent) {
    if (written == null || (currency != null && ofEvent != null && !currency.equals(ofEvent))) {
      return null;
    }
    BigDecimal amount = Amounts.of(written, currency == null ? ofEvent : currency);
    if (amount == null || decimals == 0) {
      return amount;
    }
    return amount.scale() > 0 ? null : Amounts.plausible(amount.movePointLeft(decimals));
  }
}
