package io.tracklayer.job.intake.commerce;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.Currencies;
import io.tracklayer.contract.event.Item;
import io.tracklayer.job.intake.source.Amounts;
import io.tracklayer.job.intake.source.FieldName;
import io.tracklayer.job.intake.source.SourceText;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an event's properties say about an order, a product, a lead or a refund.
 *
 * @param value the explicit value, else revenue, else total, else the sum of price times quantity.
 *     RudderStack's adapters each have another order; this is the one documented here
 * @param currency ISO 4217, upper case
 * @param singleProduct whether the one item is described by the properties themselves, as in
 *     Product Viewed
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
    @JsonIgnore boolean singleProduct) {

  private static final FieldName ORDER_ID = new FieldName("order_id");
  private static final FieldName LEAD_ID = new FieldName("lead_id");
  private static final FieldName REFUND_ID = new FieldName("refund_id");

  /** Properties that become a field of their own. */
  public static final List<FieldName> IDS = List.of(ORDER_ID, LEAD_ID, REFUND_ID);

  public static final List<String> CURRENCY = List.of("currency", "currency_code", "currencyCode");
  public static final List<String> VALUE = List.of("value", "revenue", "total");

  private static final Commerce NONE =
      new Commerce(null, null, null, null, null, List.of(), null, null, null, null, false);

  public static Commerce of(ObjectNode properties) {
    if (properties.isEmpty()) {
      return NONE;
    }
    List<Item> listed = Items.listed(properties);
    Item single = listed.isEmpty() ? Items.single(properties) : null;
    List<Item> items = single == null ? listed : List.of(single);
    return new Commerce(
        ORDER_ID.idIn(properties),
        LEAD_ID.idIn(properties),
        REFUND_ID.idIn(properties),
        value(properties, items),
        currency(properties),
        items,
        Amounts.of(properties.get("tax")),
        Amounts.of(properties.get("shipping")),
        Amounts.of(properties.get("discount")),
        SourceText.of(properties.get("coupon")),
        single != null);
  }

  private static @Nullable BigDecimal value(ObjectNode properties, List<Item> items) {
    for (String field : VALUE) {
      BigDecimal amount = Amounts.of(properties.get(field));
      if (amount != null) {
        return amount;
      }
    }
    return sum(items);
  }

  /** None without an item, or with one that has no price: a part of a sum is not the sum. */
  private static @Nullable BigDecimal sum(List<Item> items) {
    if (items.isEmpty()) {
      return null;
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (Item item : items) {
      if (item.price() == null) {
        return null;
      }
      BigDecimal quantity = item.quantity() == null ? BigDecimal.ONE : item.quantity();
      sum = sum.add(item.price().multiply(quantity));
    }
    return Amounts.plausible(sum);
  }

  private static @Nullable String currency(ObjectNode properties) {
    for (String field : CURRENCY) {
      String code = Currencies.code(SourceText.of(properties.get(field)));
      if (code != null) {
        return code;
      }
    }
    return null;
  }
}
