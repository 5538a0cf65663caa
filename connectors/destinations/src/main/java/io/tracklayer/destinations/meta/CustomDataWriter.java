package io.tracklayer.destinations.meta;

import static io.tracklayer.destinations.meta.EventProperties.number;
import static io.tracklayer.destinations.meta.EventProperties.text;
import static io.tracklayer.destinations.meta.EventProperties.usable;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.Item;
import io.tracklayer.destinations.normalise.UnicodeText;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes {@code custom_data} of one event: what was bought or looked at, for how much, and the
 * source's own single values that are not personal. Nested objects and arrays are not copied.
 */
final class CustomDataWriter {

  private static final Set<String> CONTENT_TYPES = Set.of("product", "product_group");
  private static final Set<String> DELIVERY_CATEGORIES =
      Set.of("in_store", "curbside", "home_delivery");

  private final JsonGenerator json;
  private final boolean checkout;

  /**
   * @param checkout whether {@code num_items} is wanted, which is so for InitiateCheckout only
   */
  CustomDataWriter(JsonGenerator json, boolean checkout) {
    this.json = json;
    this.checkout = checkout;
  }

  void write(CanonicalEvent event) throws IOException {
    ObjectNode properties = event.properties();
    json.writeObjectFieldStart("custom_data");
    writeMoney(event);
    writeText("order_id", event.orderId());
    writeContents(event.items(), properties);
    writeNamedValues(properties);
    writeText("coupon", event.coupon());
    writeNumber("tax", event.tax());
    writeNumber("shipping", event.shipping());
    writeNumber("discount", event.discount());
    writeFreeKeys(properties);
    json.writeEndObject();
  }

  /** A value without its currency says nothing, and a negative one is refused. */
  private void writeMoney(CanonicalEvent event) throws IOException {
    boolean currency = isCurrency(event.currency());
    if (currency && isValue(event.value())) {
      json.writeNumberField("value", event.value());
    }
    if (currency) {
      json.writeStringField("currency", event.currency());
    }
  }

  static boolean isValue(BigDecimal value) {
    return usable(value) != null && value.signum() >= 0;
  }

  static boolean isCurrency(String currency) {
    return currency != null
        && currency.length() == 3
        && currency.chars().allMatch(c -> c >= 'A' && c <= 'Z');
  }

  private void writeContents(List<Item> items, ObjectNode properties) throws IOException {
    List<Item> products = items.stream().filter(item -> idOf(item) != null).toList();
    if (products.isEmpty()) {
      writeGivenContentIds(properties);
      return;
    }
    json.writeArrayFieldStart("content_ids");
    for (Item item : products) {
      json.writeString(idOf(item));
    }
    json.writeEndArray();
    json.writeArrayFieldStart("contents");
    for (Item item : products) {
      writeContent(item);
    }
    json.writeEndArray();
    writeContentType(properties);
    if (checkout) {
      json.writeNumberField("num_items", items.stream().mapToLong(CustomDataWriter::count).sum());
    }
    if (items.size() == 1) {
      writeUnlessGiven(properties, "content_name", items.get(0).name());
      writeUnlessGiven(properties, "content_category", items.get(0).category());
    }
  }

  private void writeContent(Item item) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", idOf(item));
    json.writeNumberField("quantity", count(item));
    if (isValue(item.price())) {
      json.writeNumberField("item_price", item.price());
    }
    writeText("title", item.name());
    writeText("brand", item.brand());
    writeText("category", item.category());
    json.writeEndObject();
  }

  private static String idOf(Item item) {
    String id = item.id() == null || item.id().isBlank() ? item.sku() : item.id();
    return id == null || id.isBlank() ? null : UnicodeText.wellFormed(id.strip());
  }

  /** Meta counts whole pieces: what is sold by weight is at least one. */
  private static long count(Item item) {
    BigDecimal quantity = usable(item.quantity());
    if (quantity == null || quantity.signum() <= 0) {
      return 1;
    }
    BigDecimal pieces = quantity.setScale(0, RoundingMode.CEILING);
    return pieces.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0
        ? Integer.MAX_VALUE
        : pieces.longValueExact();
  }

  private void writeGivenContentIds(ObjectNode properties) throws IOException {
    JsonNode ids = properties == null ? null : properties.get("content_ids");
    if (ids == null || !ids.isArray()) {
      return;
    }
    json.writeArrayFieldStart("content_ids");
    for (JsonNode id : ids) {
      if (id.isTextual() || id.isIntegralNumber()) {
        json.writeString(UnicodeText.wellFormed(id.asText()));
      }
    }
    json.writeEndArray();
    writeContentType(properties);
  }

  private void writeContentType(ObjectNode properties) throws IOException {
    String given = text(properties, "content_type");
    json.writeStringField(
        "content_type", given != null && CONTENT_TYPES.contains(given) ? given : "product");
  }

  private void writeNamedValues(ObjectNode properties) throws IOException {
    if (properties == null || properties.isEmpty()) {
      return;
    }
    writeSourceText("content_name", text(properties, "content_name"));
    writeSourceText("content_category", text(properties, "content_category"));
    String search = text(properties, "search_string");
    writeSourceText("search_string", search == null ? text(properties, "query") : search);
    writeSourceText("status", text(properties, "status"));
    writeSourceText("item_number", text(properties, "item_number"));
    writeNumber("predicted_ltv", number(properties, "predicted_ltv"));
    writeNumber("net_revenue", number(properties, "net_revenue"));
    String deliveryCategory = text(properties, "delivery_category");
    if (deliveryCategory != null && DELIVERY_CATEGORIES.contains(deliveryCategory)) {
      json.writeStringField("delivery_category", deliveryCategory);
    }
  }

  private void writeUnlessGiven(ObjectNode properties, String field, String value)
      throws IOException {
    if (text(properties, field) == null) {
      writeText(field, value);
    }
  }

  private void writeFreeKeys(ObjectNode properties) throws IOException {
    if (properties == null) {
      return;
    }
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      JsonNode value = property.getValue();
      if (value.isValueNode() && CustomKeys.maySend(property.getKey())) {
        writeFree(UnicodeText.wellFormed(property.getKey()), value);
      }
    }
  }

  private void writeFree(String key, JsonNode value) throws IOException {
    if (value.isTextual()) {
      String text = value.textValue().strip();
      if (!text.isEmpty() && CustomKeys.maySendValue(text)) {
        json.writeStringField(key, UnicodeText.wellFormed(text));
      }
    } else if (value.isBoolean()) {
      json.writeBooleanField(key, value.booleanValue());
    } else if (value.isNumber()) {
      writeNumber(key, value.decimalValue());
    }
  }

  private void writeSourceText(String field, String value) throws IOException {
    if (value != null && CustomKeys.maySendValue(value)) {
      json.writeStringField(field, value);
    }
  }

  private void writeText(String field, String value) throws IOException {
    if (value != null && !value.isBlank()) {
      json.writeStringField(field, UnicodeText.wellFormed(value.strip()));
    }
  }

  private void writeNumber(String field, BigDecimal value) throws IOException {
    if (usable(value) != null) {
      json.writeNumberField(field, value);
    }
  }
}
