package io.tracklayer.destinations.snapchat;

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
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code custom_data} of one event. Of the source's own properties, only those that Snapchat
 * names are written.
 */
final class SnapchatCustomDataWriter {

  private final JsonGenerator json;
  private final OptionalFields optional;

  SnapchatCustomDataWriter(JsonGenerator json) {
    this.json = json;
    optional = new OptionalFields(json);
  }

  void write(CanonicalEvent event) throws IOException {
    ObjectNode properties = event.properties();
    json.writeObjectFieldStart("custom_data");
    optional.money(event);
    writeContents(event.items(), properties);
    optional.text("order_id", event.orderId());
    optional.sourceText("search_string", searchTerm(properties));
    optional.sourceText("sign_up_method", text(properties, "sign_up_method", "method"));
    json.writeEndObject();
  }

  private void writeContents(List<Item> items, @Nullable ObjectNode properties) throws IOException {
    List<Item> products = Products.identified(items);
    List<String> ids = Products.ids(products, properties);
    if (!ids.isEmpty()) {
      optional.texts("content_ids", ids);
    }
    optional.sourceTextOr(
        "content_category",
        text(properties, "content_category"),
        items.size() == 1 ? items.get(0).category() : null);
    if (!products.isEmpty()) {
      json.writeArrayFieldStart("contents");
      for (Item item : products) {
        writeContent(item, properties);
      }
      json.writeEndArray();
      json.writeNumberField("num_items", Products.pieces(items));
    }
  }

  private void writeContent(Item item, @Nullable ObjectNode properties) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", Products.id(item));
    json.writeNumberField("quantity", Products.pieces(item));
    optional.amount("item_price", item.price());
    optional.text("brand", item.brand());
    optional.text("delivery_category", Products.deliveryCategory(properties));
    json.writeEndObject();
  }
}
