package io.tracklayer.job.intake.commerce;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
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
 * @param itemsFrom the property that holds the items, by its usual name; null if no property does
 * @param checkouts ids of the checkout that led to the order, the surest first
 * @param readsOrder whether what objects among the properties say of an order is the event's
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
    @JsonIgnore List<String> checkouts,
    @JsonIgnore boolean readsOrder,
    @JsonIgnore Set<String> unreadable) {

  private static final FieldName ORDER_ID = new FieldName(OrderFields.ORDER_ID);

  /**
   * What Google's tags call an order's id
   * (https://developers.google.com/analytics/devguides/collection/ga4/reference/events#purchase).
   */
  private static final FieldName TRANSACTION_ID = new FieldName(OrderFields.TRANSACTION_ID);

  private static final List<FieldName> ORDER_NUMBER =
      OrderFields.ORDER_NUMBER.stream().map(FieldName::new).toList();

  private static final Set<String> OF_ORDERS =
      Set.of(
          CanonicalNames.PURCHASE,
          CanonicalNames.ORDER_UPDATED,
          CanonicalNames.ORDER_CANCELLED,
          CanonicalNames.REFUND);

  private static final FieldName LEAD_ID = new FieldName(OrderFields.LEAD_ID);
  private static final FieldName REFUND_ID = new FieldName(OrderFields.REFUND_ID);

  /** Ids of a checkout, the surest first. */
  private static final List<FieldName> CHECKOUT =
      List.of(new FieldName(OrderFields.CHECKOUT_TOKEN), new FieldName(OrderFields.CHECKOUT_ID));

  private static final Commerce NONE =
      new Commerce(
          null, null, null, null, null, List.of(), null, null, null, null, false, null, List.of(),
          true, Set.of());

  /**
   * @param name the event's canonical name; null for an event that carries identity only
   * @param defaultCurrency the endpoint's default currency
   */
  public static Commerce of(
      @Nullable String name, ObjectNode properties, @Nullable String defaultCurrency) {
    if (properties.isEmpty()) {
      return NONE;
    }
    List<ObjectNode> parts = OrderParts.of(name, properties);
    Items.Found found = Items.in(parts, OrderParts.isOfOrder(name));
    AmountReader amounts = new AmountReader(name, parts, found.lines(), defaultCurrency);
    List<Item> items = found.lines().stream().map(line -> line.item(amounts)).toList();
    BigDecimal stated = amounts.value(parts);
    BigDecimal value = stated == null ? sum(found.lines(), items) : stated;
    BigDecimal tax = amounts.first(parts, OrderFields.TAX);
    BigDecimal shipping = amounts.first(parts, OrderFields.SHIPPING);
    BigDecimal discount = positive(amounts.first(parts, OrderFields.DISCOUNT));
    boolean hasAmounts =
        value != null
            || Stream.of(tax, shipping, discount).anyMatch(Objects::nonNull)
            || items.stream().anyMatch(item -> item.price() != null);
    return new Commerce(
        orderId(name, parts),
        idIn(parts, LEAD_ID),
        idIn(parts, REFUND_ID),
        value,
        amounts.currency(hasAmounts),
        items,
        tax,
        shipping,
        discount,
        coupon(parts),
        found.single(),
        found.source(),
        checkouts(parts),
        OrderParts.readsOrder(name),
        amounts.unreadable());
  }

  /** Whether a name is that of an id that the canonical event has in a field of its own. */
  public static boolean isId(String property) {
    String usual = OrderFields.usual(property);
    return usual != null && OrderFields.IDS.contains(usual);
  }

  /** Whether a property of this name may be an object that stands for an order. */
  public static boolean isOrder(String property) {
    String usual = OrderFields.usual(property);
    return usual != null && OrderFields.OBJECTS.contains(usual);
  }

  /** Whether what a property holds of an order was read, if it is such an object. */
  public boolean reads(String property) {
    return readsOrder || isDataLayer(property);
  }

  /** Whether a property of this name may be Google's data layer. */
  public static boolean isDataLayer(String property) {
    return OrderFields.DATA_LAYER.equals(OrderFields.usual(property));
  }

  /** Whether a field of such an object has a place in the canonical event. */
  public static boolean isOfOrder(String field) {
    String usual = OrderFields.usual(field);
    return usual != null && (OrderFields.isTaken(usual) || OrderFields.isList(usual));
  }

  /** Whether a property is in a field of the canonical event, and so is not told again. */
  public boolean took(String property) {
    String usual = OrderFields.usual(property);
    return usual != null
        && (OrderFields.isTaken(usual)
            || usual.equals(itemsFrom)
            || (singleProduct && OrderFields.isOfProduct(usual)));
  }

  private static @Nullable String orderId(@Nullable String name, List<ObjectNode> parts) {
    boolean isOfOrder = name != null && OF_ORDERS.contains(name);
    for (ObjectNode part : parts) {
      String id = ORDER_ID.idIn(part);
      if (id == null && isOfOrder) {
        id = TRANSACTION_ID.idIn(part);
      }
      if (id != null) {
        return id;
      }
    }
    return isOfOrder
        ? ORDER_NUMBER.stream()
            .map(number -> idIn(parts, number))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null)
        : null;
  }

  private static @Nullable String idIn(List<ObjectNode> parts, FieldName name) {
    return parts.stream().map(name::idIn).filter(Objects::nonNull).findFirst().orElse(null);
  }

  private static List<String> checkouts(List<ObjectNode> parts) {
    return CHECKOUT.stream()
        .flatMap(name -> parts.stream().map(name::idIn))
        .filter(Objects::nonNull)
        .toList();
  }

  /** Magento writes what is taken off with a minus sign. */
  private static @Nullable BigDecimal positive(@Nullable BigDecimal discount) {
    return discount == null ? null : discount.abs();
  }

  private static @Nullable String coupon(List<ObjectNode> parts) {
    for (ObjectNode part : parts) {
      String coupon = SourceText.first(part, OrderFields.COUPON);
      for (int i = 0; i < OrderFields.COUPONS.size() && coupon == null; i++) {
        coupon = firstOf(part.get(OrderFields.COUPONS.get(i)));
      }
      if (coupon != null) {
        return coupon;
      }
    }
    return null;
  }

  private static @Nullable String firstOf(@Nullable JsonNode coupons) {
    if (coupons == null || !coupons.isArray()) {
      return null;
    }
    JsonNode first = coupons.path(0);
    return SourceText.of(first instanceof ObjectNode object ? object.get("code") : first);
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
