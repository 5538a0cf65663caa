package io.tracklayer.job.intake.commerce;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.contract.event.Item;
import io.tracklayer.job.intake.source.Amounts;
import io.tracklayer.job.intake.source.FieldName;
import io.tracklayer.job.intake.source.SourceText;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an event's properties say about an order, a product, a lead or a refund.
 *
 * @param value the explicit value, else revenue, else a total, else the sum of price times
 *     quantity. RudderStack's adapters each have an order of their own; this is the one that is
 *     documented
 * @param currency ISO 4217, upper case
 * @param singleProduct whether the one item is described by the properties themselves, as in
 *     Product Viewed
 * @param itemsFrom the property that holds the items; null if no property does
 * @param unreadable the money fields that are there and cannot be read
 */
public record Commerce(
    @Nullable String orderId,
    @Nullable String leadId,
    @Nullable String refundId,
    @Nullable BigDecimal value,
    @Nullable String currency,
    List<Item> items,
    @Nullable BigDecimal tax,
    @Nullable BigDecimal shipping,
    @Nullable BigDecimal discount,
    @Nullable String coupon,
    @JsonIgnore boolean singleProduct,
    @JsonIgnore @Nullable String itemsFrom,
    @JsonIgnore Set<String> unreadable) {

  private static final FieldName ORDER_ID = new FieldName("order_id");

  /**
   * What Google's tags call an order's id
   * (https://developers.google.com/analytics/devguides/collection/ga4/reference/events#purchase).
   */
  private static final FieldName TRANSACTION_ID = new FieldName("transaction_id");

  private static final Set<String> OF_ORDERS =
      Set.of(
          CanonicalNames.PURCHASE,
          CanonicalNames.ORDER_UPDATED,
          CanonicalNames.ORDER_CANCELLED,
          CanonicalNames.REFUND);

  private static final FieldName LEAD_ID = new FieldName("lead_id");
  private static final FieldName REFUND_ID = new FieldName("refund_id");

  /** Properties that become a field of their own. */
  public static final List<FieldName> IDS = List.of(ORDER_ID, LEAD_ID, REFUND_ID);

  /** Properties that become the item of an event about one product. */
  public static final Set<String> SINGLE_PRODUCT_FIELDS = Items.SINGLE_PRODUCT_FIELDS;

  public static final List<String> CURRENCY = List.of("currency", "currency_code", "currencyCode");

  /** The last of them are the totals of Shopify, Magento and others. */
  public static final List<String> VALUE =
      List.of(
          "value",
          "revenue",
          "total",
          "total_price",
          "totalPrice",
          "grand_total",
          "grandTotal",
          "order_total",
          "orderTotal");

  /**
   * Google's data layer, which some sources pass on as it is
   * (https://developers.google.com/analytics/devguides/collection/ga4/ecommerce).
   */
  private static final String DATA_LAYER = "ecommerce";

  private static final Commerce NONE =
      new Commerce(
          null, null, null, null, null, List.of(), null, null, null, null, false, null, Set.of());

  /**
   * @param name the event's canonical name; null for an event that carries identity only
   * @param defaultCurrency the endpoint's default currency
   */
  public static Commerce of(
      @Nullable String name, ObjectNode stated, @Nullable String defaultCurrency) {
    if (stated.isEmpty()) {
      return NONE;
    }
    ObjectNode properties = withDataLayer(stated);
    Items.Found found = Items.in(properties);
    AmountReader amounts = new AmountReader(name, properties, found.lines(), defaultCurrency);
    List<Item> items = found.lines().stream().map(line -> line.item(amounts)).toList();
    BigDecimal value = value(amounts, properties, found.lines(), items);
    BigDecimal tax = amounts.in(properties, "tax");
    BigDecimal shipping = amounts.in(properties, "shipping");
    BigDecimal discount = amounts.in(properties, "discount");
    boolean hasAmounts =
        value != null
            || Stream.of(tax, shipping, discount).anyMatch(Objects::nonNull)
            || items.stream().anyMatch(item -> item.price() != null);
    return new Commerce(
        orderId(name, properties),
        LEAD_ID.idIn(properties),
        REFUND_ID.idIn(properties),
        value,
        amounts.currency(hasAmounts),
        items,
        tax,
        shipping,
        discount,
        SourceText.of(properties.get("coupon")),
        found.single(),
        found.source(),
        amounts.unreadable());
  }

  /** The event's own properties count before those of the data layer in them. */
  private static ObjectNode withDataLayer(ObjectNode properties) {
    return properties.get(DATA_LAYER) instanceof ObjectNode layer
        ? properties.objectNode().<ObjectNode>setAll(layer).setAll(properties)
        : properties;
  }

  private static @Nullable String orderId(@Nullable String name, ObjectNode properties) {
    String id = ORDER_ID.idIn(properties);
    boolean isOfOrder = name != null && OF_ORDERS.contains(name);
    return id == null && isOfOrder ? TRANSACTION_ID.idIn(properties) : id;
  }

  private static @Nullable BigDecimal value(
      AmountReader amounts, ObjectNode properties, List<ItemLine> lines, List<Item> items) {
    for (String field : VALUE) {
      BigDecimal amount = amounts.in(properties, field);
      if (amount != null) {
        return amount;
      }
    }
    return sum(lines, items);
  }

  /**
   * None if there is no item, or one whose price or quantity is not known: a part of a sum is not
   * the sum.
   */
  private static @Nullable BigDecimal sum(List<ItemLine> lines, List<Item> items) {
    if (items.isEmpty()) {
      return null;
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      boolean isOfUnknownQuantity = item.quantity() == null && lines.get(i).saysQuantity();
      if (item.price() == null || isOfUnknownQuantity) {
        return null;
      }
      BigDecimal quantity = item.quantity() == null ? BigDecimal.ONE : item.quantity();
      sum = sum.add(item.price().multiply(quantity));
    }
    return Amounts.plausible(sum);
  }
}
