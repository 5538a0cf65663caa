package io.tracklayer.destinations.meta;

import static io.tracklayer.destinations.event.EventProperties.number;
import static io.tracklayer.destinations.event.EventProperties.searchTerm;
import static io.tracklayer.destinations.event.EventProperties.text;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.Item;
import io.tracklayer.destinations.event.OptionalFields;
import io.tracklayer.destinations.event.Products;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code custom_data} of one event: what was bought or looked at, for how much, and the
 * source's own properties that are not personal. Nested objects and arrays are left out.
 */
final class MetaCustomDataWriter {

  private final JsonGenerator json;
  private final OptionalFields optional;
  private final boolean checkout;

  /**
   * @param checkout whether to write {@code num_items}, which only InitiateCheckout has
   */
  MetaCustomDataWriter(JsonGenerator json, boolean checkout) {
    this.json = json;
    optional = new OptionalFields(json);
    this.checkout = checkout;
  }

  void write(CanonicalEvent event) throws IOException {
    ObjectNode properties = event.properties();
    json.writeObjectFieldStart("custom_data");
    optional.money(event);
    optional.text("order_id", event.orderId());
    writeContents(event.items(), properties);
    writeNamedValues(properties);
    optional.text("coupon", event.coupon());
    optional.number("tax", event.tax());
    optional.number("shipping", event.shipping());
    optional.number("discount", event.discount());
    MetaCustomProperties.WRITER.write(json, properties, Set.of());
    json.writeEndObject();
  }

  private void writeContents(List<Item> items, @Nullable ObjectNode properties) throws IOException {
    List<Item> products = Products.identified(items);
    if (products.isEmpty()) {
      writeGivenContentIds(properties);
      return;
    }
    optional.texts("content_ids", Products.ids(products));
    json.writeArrayFieldStart("contents");
    for (Item item : products) {
      writeContent(item);
    }
    json.writeEndArray();
    writeContentType(properties);
    if (checkout) {
      json.writeNumberField("num_items", Products.pieces(items));
    }
    if (items.size() == 1) {
      writeUnlessGiven(properties, "content_name", items.get(0).name());
    }
    writeUnlessGiven(properties, "content_category", Products.sharedCategory(items));
  }

  private void writeContent(Item item) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", Products.id(item));
    json.writeNumberField("quantity", Products.pieces(item));
    optional.amount("item_price", item.price());
    optional.text("title", item.name());
    optional.text("brand", item.brand());
    optional.text("category", item.category());
    json.writeEndObject();
  }

  private void writeGivenContentIds(@Nullable ObjectNode properties) throws IOException {
    List<String> ids = Products.givenIds(properties);
    if (ids != null) {
      optional.texts("content_ids", ids);
      writeContentType(properties);
    }
  }

  private void writeContentType(@Nullable ObjectNode properties) throws IOException {
    json.writeStringField("content_type", Products.contentType(properties));
  }

  private void writeNamedValues(@Nullable ObjectNode properties) throws IOException {
    if (properties == null || properties.isEmpty()) {
      return;
    }
    optional.sourceText("content_name", text(properties, "content_name"));
    optional.sourceText("content_category", text(properties, "content_category"));
    optional.sourceText("search_string", searchTerm(properties));
    optional.sourceText("status", text(properties, "status"));
    optional.sourceText("item_number", text(properties, "item_number"));
    optional.amount("predicted_ltv", number(properties, "predicted_ltv"));
    optional.number("net_revenue", number(properties, "net_revenue"));
    optional.text("delivery_category", Products.deliveryCategory(properties));
  }

  private void writeUnlessGiven(
      @Nullable ObjectNode properties, String field, @Nullable String value) throws IOException {
    if (text(properties, field) == null) {
      optional.text(field, value);
    }
  }
}
