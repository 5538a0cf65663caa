package io.tracklayer.destinations.tiktok;

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
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code properties} of one event: what was bought or looked at, and for how much. Of the
 * source's own properties, only those that TikTok names are written.
 */
final class TikTokPropertiesWriter {

  private final JsonGenerator json;
  private final OptionalFields optional;

  TikTokPropertiesWriter(JsonGenerator json) {
    this.json = json;
    optional = new OptionalFields(json);
  }

  void write(CanonicalEvent event) throws IOException {
    ObjectNode properties = event.properties();
    json.writeObjectFieldStart("properties");
    optional.money(event);
    optional.text("order_id", event.orderId());
    writeContents(event.items(), properties);
    String query = searchTerm(properties);
    optional.sourceText("query", query);
    optional.sourceText("search_string", query);
    optional.sourceText("description", text(properties, "description"));
    optional.sourceText("shop_id", text(properties, "shop_id"));
    optional.sourceText("status", text(properties, "status"));
    optional.number("predicted_ltv", number(properties, "predicted_ltv"));
    optional.text("delivery_category", Products.deliveryCategory(properties));
    json.writeEndObject();
  }

  private void writeContents(List<Item> items, @Nullable ObjectNode properties) throws IOException {
    List<Item> products = Products.identified(items);
    List<String> ids = Products.ids(products, properties);
    if (ids.isEmpty()) {
      return;
    }
    String type = Products.contentType(properties);
    if (!products.isEmpty()) {
      json.writeArrayFieldStart("contents");
      for (Item item : products) {
        writeContent(item, type);
      }
      json.writeEndArray();
      json.writeNumberField("num_items", Products.pieces(items));
    }
    json.writeStringField("content_type", type);
    optional.texts("content_ids", ids);
  }

  private void writeContent(Item item, String type) throws IOException {
    json.writeStartObject();
    json.writeStringField("content_id", Products.id(item));
    json.writeStringField("content_type", type);
    optional.text("content_category", item.category());
    optional.text("content_name", item.name());
    optional.text("brand", item.brand());
    optional.amount("price", item.price());
    json.writeNumberField("quantity", Products.pieces(item));
    json.writeEndObject();
  }
}
