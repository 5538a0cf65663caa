package io.tracklayer.destinations.pinterest;

import static io.tracklayer.destinations.event.EventProperties.searchTerm;
import static io.tracklayer.destinations.event.EventProperties.text;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.Item;
import io.tracklayer.destinations.event.Money;
import io.tracklayer.destinations.event.OptionalFields;
import io.tracklayer.destinations.event.Products;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code custom_data} of one event. Amounts are text. Of the source's own properties, only
 * those that Pinterest names are written.
 */
final class PinterestCustomDataWriter {

  /** Limited data processing. */
  private static final String LIMITED = "LDP";

  private final JsonGenerator json;
  private final OptionalFields optional;
  private final boolean limited;

  PinterestCustomDataWriter(JsonGenerator json, boolean limited) {
    this.json = json;
    this.optional = new OptionalFields(json);
    this.limited = limited;
  }

  void write(CanonicalEvent event) throws IOException {
    ObjectNode properties = event.properties();
    json.writeObjectFieldStart("custom_data");
    if (Money.isCurrency(event.currency())) {
      writeAmount("value", event.value());
      json.writeStringField("currency", event.currency());
    }
    writeContents(event.items(), properties);
    optional.text("order_id", event.orderId());
    optional.sourceText("search_string", searchTerm(properties));
    if (limited) {
      json.writeStringField("opt_out_type", LIMITED);
    }
    json.writeEndObject();
  }

  private void writeContents(List<Item> items, @Nullable ObjectNode properties) throws IOException {
    List<Item> products = Products.identified(items);
    List<String> ids = Products.ids(products, properties);
    if (!ids.isEmpty()) {
      optional.texts("content_ids", ids);
    }
    Item only = items.size() == 1 ? items.get(0) : null;
    optional.sourceTextOr(
        "content_name", text(properties, "content_name"), only == null ? null : only.name());
    optional.sourceTextOr(
        "content_category",
        text(properties, "content_category"),
        only == null ? null : only.category());
    optional.sourceTextOr(
        "content_brand", text(properties, "content_brand"), only == null ? null : only.brand());
    if (!products.isEmpty()) {
      json.writeArrayFieldStart("contents");
      for (Item item : products) {
        writeContent(item);
      }
      json.writeEndArray();
      json.writeNumberField("num_items", Products.pieces(items));
    }
  }

  private void writeContent(Item item) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", Products.id(item));
    optional.text("item_name", item.name());
    writeAmount("item_price", item.price());
    json.writeNumberField("quantity", Products.pieces(item));
    optional.text("item_brand", item.brand());
    optional.text("item_category", item.category());
    json.writeEndObject();
  }

  private void writeAmount(String field, @Nullable BigDecimal amount) throws IOException {
    if (amount != null && Money.isAmount(amount)) {
      json.writeStringField(field, amount.toPlainString());
    }
  }
}
