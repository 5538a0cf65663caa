package io.tracklayer.destinations.klaviyo;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.contract.event.Item;
import io.tracklayer.contract.text.UnicodeText;
import io.tracklayer.destinations.event.EventProperties;
import io.tracklayer.destinations.event.Money;
import io.tracklayer.destinations.event.OptionalFields;
import io.tracklayer.destinations.event.PageAddress;
import io.tracklayer.destinations.event.PersonalText;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes Klaviyo's events for one canonical event: the event itself and, for an order, one more for
 * each line. Each has a unique id, the same in every attempt, by which Klaviyo recognises a retry.
 * Klaviyo's default for that id is the event's time in seconds, which would make two events in one
 * second one.
 */
final class KlaviyoEventWriter {

  /** Together with the order itself, as many as a request may hold. */
  static final int MOST_LINES = KlaviyoType.MAX_BATCH - 1;

  private final JsonGenerator json;
  private final OptionalFields optional;
  private final KlaviyoEventNames metrics;
  private final PageAddress pages;

  KlaviyoEventWriter(JsonGenerator json, KlaviyoEventNames metrics, PageAddress pages) {
    this.json = json;
    optional = new OptionalFields(json);
    this.metrics = metrics;
    this.pages = pages;
  }

  /** How many events {@link #write} makes of one canonical event. */
  static int count(CanonicalEvent event) {
    return 1 + lines(event).size();
  }

  /** Lines beyond a request's limit appear only in the order's own list of items. */
  private static List<Item> lines(CanonicalEvent event) {
    if (!event.name().equals(CanonicalNames.PURCHASE)) {
      return List.of();
    }
    return event.items().subList(0, Math.min(event.items().size(), MOST_LINES));
  }

  void write(CanonicalEvent event, String metric) throws IOException {
    String id = UnicodeText.wellFormed(event.eventId());
    String time = event.occurredAt().truncatedTo(ChronoUnit.SECONDS).toString();
    startEvent(metric);
    writeProperties(event);
    endEvent(event, time, event.value(), id);
    List<Item> lines = lines(event);
    for (int k = 1; k <= lines.size(); k++) {
      Item line = lines.get(k - 1);
      startEvent(metrics.orderedProduct());
      optional.text("OrderId", event.orderId());
      writeProduct(line, "Price");
      endEvent(event, time, rowTotal(line), id + ":" + k);
    }
  }

  private void startEvent(String metric) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "event");
    json.writeObjectFieldStart("attributes");
    json.writeObjectFieldStart("metric");
    json.writeObjectFieldStart("data");
    json.writeStringField("type", "metric");
    json.writeObjectFieldStart("attributes");
    json.writeStringField("name", metric);
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
    json.writeObjectFieldStart("properties");
  }

  private void endEvent(
      CanonicalEvent event, String time, @Nullable BigDecimal value, String uniqueId)
      throws IOException {
    json.writeEndObject();
    json.writeStringField("time", time);
    optional.number("value", value);
    if (EventProperties.usable(value) != null && Money.isCurrency(event.currency())) {
      json.writeStringField("value_currency", event.currency());
    }
    json.writeStringField("unique_id", uniqueId);
    json.writeEndObject();
    json.writeEndObject();
  }

  private void writeProperties(CanonicalEvent event) throws IOException {
    optional.text("OrderId", event.orderId());
    optional.text("RefundId", event.refundId());
    optional.text("LeadId", event.leadId());
    writeItems(event.items());
    if (event.items().size() == 1) {
      writeProduct(event.items().get(0), "Price");
    } else {
      writeTexts("Categories", categories(event.items()));
    }
    if (event.items().stream().allMatch(item -> item.category() == null)) {
      writeTexts("Categories", statedCategories(event.properties()));
    }
    optional.text("DiscountCode", event.coupon());
    optional.number("DiscountValue", event.discount());
    optional.number("Tax", event.tax());
    optional.number("Shipping", event.shipping());
    writeCheckoutUrl(event.properties());
    optional.text("PageURL", pages.withoutPersonalData(event.client().pageUrl()));
    KlaviyoCustomProperties.WRITER.write(json, event.properties(), Set.of());
  }

  private void writeItems(List<Item> items) throws IOException {
    if (items.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("Items");
    for (Item item : items) {
      json.writeStartObject();
      writeProduct(item, "ItemPrice");
      optional.number("RowTotal", rowTotal(item));
      optional.text("Coupon", item.coupon());
      json.writeEndObject();
    }
    json.writeEndArray();
    Set<String> names = new LinkedHashSet<>();
    items.forEach(item -> names.add(item.name()));
    writeTexts("ItemNames", names);
  }

  private static Set<String> categories(List<Item> items) {
    Set<String> categories = new LinkedHashSet<>();
    items.forEach(item -> categories.add(item.category()));
    return categories;
  }

  private static Set<String> statedCategories(ObjectNode properties) {
    Set<String> categories = new LinkedHashSet<>();
    if (properties.get("categories") instanceof ArrayNode stated) {
      for (JsonNode category : stated) {
        if (category.isTextual() && !PersonalText.isPersonal(category.textValue())) {
          categories.add(category.textValue());
        }
      }
    }
    return categories;
  }

  /**
   * Where the buyer goes on with the checkout, parameters and all: without them the link in an
   * e-mail would lead nowhere.
   */
  // https://developers.klaviyo.com/en/docs/guide_to_integrating_a_platform_without_a_pre_built_klaviyo_integration
  private void writeCheckoutUrl(ObjectNode properties) throws IOException {
    String url =
        EventProperties.text(properties, "checkout_url", "checkoutUrl", "abandoned_checkout_url");
    if (url != null && OptionalFields.isUrl(url) && !PersonalText.isPersonal(url)) {
      optional.text("CheckoutURL", url);
    }
  }

  private void writeProduct(Item item, String priceField) throws IOException {
    optional.text("ProductID", item.id());
    optional.text("SKU", item.sku());
    optional.text("ProductName", item.name());
    optional.text("Brand", item.brand());
    writeTexts("Categories", Collections.singleton(item.category()));
    optional.text("VariantName", item.variant());
    optional.url("ProductURL", pages.withoutPersonalData(item.url()));
    optional.url("ImageURL", pages.withoutPersonalData(item.imageUrl()));
    optional.number(priceField, item.price());
    optional.number("Quantity", item.quantity());
  }

  /** Writes nothing if none of them has a value. */
  private void writeTexts(String field, Set<String> texts) throws IOException {
    List<String> usable = new ArrayList<>(texts.size());
    for (String text : texts) {
      if (text != null && !text.isBlank()) {
        usable.add(UnicodeText.wellFormed(text.strip()));
      }
    }
    if (!usable.isEmpty()) {
      optional.texts(field, usable);
    }
  }

  /** Null without a price; a missing quantity counts as one piece. */
  private static @Nullable BigDecimal rowTotal(Item item) {
    BigDecimal price = EventProperties.usable(item.price());
    BigDecimal quantity = EventProperties.usable(item.quantity());
    return price == null || quantity == null ? price : price.multiply(quantity);
  }
}
