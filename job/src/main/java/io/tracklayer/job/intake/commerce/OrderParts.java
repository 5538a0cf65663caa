package io.tracklayer.job.intake.commerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.contract.json.JsonText;
import io.tracklayer.job.intake.source.Amounts;
import io.tracklayer.job.intake.source.SourceText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where an event tells of its order: in its properties, and in objects among them that stand for
 * the order, its checkout or its cart. Each is given with the names of its fields in the usual
 * spelling; where a source uses several spellings of one name, the usual one counts, if it says
 * anything.
 *
 * <p>An event about something in a cart has the amounts of that, not those of the cart; and a
 * refund has its own, not those of its order. So only the currency is taken from such an object
 * there, and for a refund the order's id.
 */
final class OrderParts {

  /** Events that are about one product, or about no order at all. */
  private static final Set<String> OF_NO_ORDER =
      Set.of(
          CanonicalNames.PAGE_VIEW,
          CanonicalNames.VIEW_CONTENT,
          CanonicalNames.SEARCH,
          CanonicalNames.ADD_TO_WISHLIST,
          CanonicalNames.ADD_TO_CART,
          CanonicalNames.LEAD,
          CanonicalNames.SIGN_UP,
          CanonicalNames.PROFILE_UPDATE);

  /**
   * What Google's older data layer calls the actions that have products
   * (https://developers.google.com/analytics/devguides/collection/ua/gtm/enhanced-ecommerce).
   */
  private static final Map<String, String> ACTIONS =
      Map.of(
          CanonicalNames.VIEW_CONTENT, "detail",
          CanonicalNames.ADD_TO_CART, "add",
          CanonicalNames.BEGIN_CHECKOUT, "checkout",
          CanonicalNames.PURCHASE, "purchase",
          CanonicalNames.ORDER_UPDATED, "purchase",
          CanonicalNames.ORDER_CANCELLED, "purchase",
          CanonicalNames.REFUND, "refund");

  private static final int MAX_DEPTH = 2;

  private final @Nullable String name;
  private final List<ObjectNode> parts = new ArrayList<>();

  private OrderParts(@Nullable String name) {
    this.name = name;
  }

  /** Whether an event of this name is about an order, a cart or a checkout as a whole. */
  static boolean isOfOrder(@Nullable String name) {
    return name == null || !OF_NO_ORDER.contains(name);
  }

  /** Whether the amounts and products of an order, a cart or a checkout are the event's. */
  static boolean readsOrder(@Nullable String name) {
    return isOfOrder(name) && !CanonicalNames.REFUND.equals(name);
  }

  /**
   * The event's own properties first, then the objects in them, the surest first.
   *
   * @param name the event's canonical name
   */
  static List<ObjectNode> of(@Nullable String name, ObjectNode properties) {
    if (isUsual(properties)) {
      return List.of(properties);
    }
    OrderParts found = new OrderParts(name);
    ObjectNode own = usual(properties);
    found.parts.add(own);
    found.addUnits(own);
    found.addObjects(own, MAX_DEPTH);
    return found.parts;
  }

  private static boolean isUsual(ObjectNode properties) {
    for (Map.Entry<String, JsonNode> field : properties.properties()) {
      String written = field.getKey();
      String usual = OrderFields.usual(written);
      if (usual != null && (!usual.equals(written) || holdsFields(usual, field.getValue()))) {
        return false;
      }
    }
    return true;
  }

  private static boolean holdsFields(String usual, JsonNode value) {
    return !value.isNumber()
        && (OrderFields.OBJECTS.contains(usual) || usual.equals(OrderFields.PURCHASE_UNITS));
  }

  /** A copy that has each field under its usual name too. */
  private static ObjectNode usual(ObjectNode stated) {
    ObjectNode fields = stated.objectNode();
    fields.setAll(stated);
    for (Map.Entry<String, JsonNode> field : stated.properties()) {
      String usual = OrderFields.usual(field.getKey());
      if (usual != null) {
        setIfNothing(fields, usual, field.getValue());
      }
    }
    return fields;
  }

  private static void setIfNothing(ObjectNode fields, String name, @Nullable JsonNode value) {
    if (value != null && !saysSomething(fields.get(name)) && saysSomething(value)) {
      fields.set(name, value);
    }
  }

  /** Whether a field is filled, if only with what cannot be read. */
  static boolean saysSomething(@Nullable JsonNode value) {
    if (value == null || value.isNull()) {
      return false;
    }
    return value.isContainerNode()
        ? !value.isEmpty()
        : !value.isTextual() || SourceText.of(value) != null;
  }

  private void addObjects(ObjectNode owner, int depth) {
    for (String object : OrderFields.OBJECTS) {
      ObjectNode fields = opened(owner.get(object));
      if (fields == null
          || (object.equals(OrderFields.REFUND) && !CanonicalNames.REFUND.equals(name))) {
        continue;
      }
      ObjectNode part = usual(fields);
      nameIds(object, part);
      if (object.equals(OrderFields.DATA_LAYER)) {
        addAction(part);
        parts.add(part);
      } else {
        parts.add(object.equals(OrderFields.REFUND) ? part : asFarAsMeant(part));
        addUnits(part);
      }
      if (depth > 1) {
        addObjects(part, depth - 1);
      }
    }
  }

  /** The object that was written, as such, as the only one of a list, or as JSON in a text. */
  private static @Nullable ObjectNode opened(@Nullable JsonNode written) {
    if (written == null
        || (written.isTextual() && !JsonText.beginsContainer(written.textValue().stripLeading()))) {
      return null;
    }
    JsonNode value = JsonText.unwrapped(written);
    JsonNode only = value.isArray() && value.size() == 1 ? value.path(0) : value;
    return only instanceof ObjectNode object && !object.isEmpty() ? object : null;
  }

  private static void nameIds(String object, ObjectNode part) {
    JsonNode id = part.get(OrderFields.ID);
    if (OrderFields.ORDERS.contains(object)) {
      setIfNothing(part, OrderFields.ORDER_ID, id);
      setIfNothing(part, OrderFields.ORDER_NUMBER.get(0), part.get(OrderFields.NUMBER));
    } else if (object.equals(OrderFields.TRANSACTION)) {
      setIfNothing(part, OrderFields.TRANSACTION_ID, id);
    } else if (object.equals(OrderFields.REFUND)) {
      setIfNothing(part, OrderFields.REFUND_ID, id);
    } else if (object.equals(OrderFields.CHECKOUT)) {
      setIfNothing(part, OrderFields.CHECKOUT_ID, id);
      setIfNothing(part, OrderFields.CHECKOUT_TOKEN, part.get(OrderFields.TOKEN));
    }
  }

  /** The older data layer has what is said of a purchase one level below. */
  private void addAction(ObjectNode layer) {
    String action = name == null ? null : ACTIONS.get(name);
    ObjectNode fields = action == null ? null : opened(layer.get(action));
    if (fields == null) {
      return;
    }
    ObjectNode all = fields.deepCopy();
    ObjectNode actionField = opened(fields.get("actionField"));
    if (actionField != null) {
      all.setAll(actionField);
    }
    ObjectNode part = usual(all);
    if (!OrderFields.CHECKOUT.equals(action)) {
      setIfNothing(part, OrderFields.ORDER_ID, part.get(OrderFields.ID));
    }
    parts.add(part);
  }

  private ObjectNode asFarAsMeant(ObjectNode part) {
    if (readsOrder(name)) {
      return part;
    }
    ObjectNode meant = part.objectNode();
    copy(OrderFields.CURRENCY, part, meant);
    if (CanonicalNames.REFUND.equals(name)) {
      copy(List.of(OrderFields.ORDER_ID, OrderFields.TRANSACTION_ID), part, meant);
      copy(OrderFields.ORDER_NUMBER, part, meant);
    }
    return meant;
  }

  private static void copy(Collection<String> names, ObjectNode from, ObjectNode to) {
    for (String field : names) {
      setIfNothing(to, field, from.get(field));
    }
  }

  /**
   * PayPal's orders are divided by who is paid
   * (https://developer.paypal.com/docs/api/orders/v2/#orders_get).
   */
  private void addUnits(ObjectNode owner) {
    if (!(owner.get(OrderFields.PURCHASE_UNITS) instanceof ArrayNode units)
        || units.isEmpty()
        || !readsOrder(name)) {
      return;
    }
    ObjectNode whole = owner.objectNode();
    ArrayNode items = whole.putArray("items");
    for (JsonNode unit : units) {
      if (unit.path("items") instanceof ArrayNode ofUnit) {
        items.addAll(ofUnit);
      }
    }
    if (units.size() == 1) {
      JsonNode amount = units.path(0).path("amount");
      JsonNode breakdown = amount.path("breakdown");
      setIfNothing(whole, "value", amount);
      setIfNothing(whole, "tax", breakdown.get("tax_total"));
      setIfNothing(whole, "shipping", breakdown.get("shipping"));
      setIfNothing(whole, "discount", breakdown.get("discount"));
    } else {
      whole.set("value", sum(units));
    }
    parts.add(whole);
  }

  /** What cannot be read if an amount cannot, or if they are in several currencies. */
  private static JsonNode sum(ArrayNode units) {
    BigDecimal sum = BigDecimal.ZERO;
    JsonNode currency = units.path(0).path("amount").path("currency_code");
    for (JsonNode unit : units) {
      JsonNode amount = unit.path("amount");
      BigDecimal value = Amounts.of(amount.path("value"));
      if (value == null || !currency.equals(amount.path("currency_code"))) {
        return TextNode.valueOf("several amounts");
      }
      sum = sum.add(value);
    }
    ObjectNode whole = units.objectNode();
    whole.put("value", sum);
    return whole.set("currency_code", currency);
  }
}
