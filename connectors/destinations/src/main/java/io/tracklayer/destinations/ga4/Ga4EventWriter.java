package io.tracklayer.destinations.ga4;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.Item;
import io.tracklayer.contract.text.RecentAnswers;
import io.tracklayer.destinations.event.EventProperties;
import io.tracklayer.destinations.event.Money;
import io.tracklayer.destinations.event.OptionalFields;
import io.tracklayer.destinations.event.PageAddress;
import io.tracklayer.destinations.event.PersonalKeys;
import io.tracklayer.destinations.event.PersonalText;
import io.tracklayer.destinations.event.Products;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Writes one event and its parameters: single values, and the list of items. */
// https://developers.google.com/analytics/devguides/collection/protocol/ga4/reference/events
final class Ga4EventWriter {

  /** Per event. Google documents this limit for its tag, not for the protocol. */
  static final int MOST_ITEMS = 200;

  // https://support.google.com/analytics/answer/9267744: longer than other values
  private static final int LONGEST_LOCATION = 1000;
  private static final int LONGEST_REFERRER = 420;
  private static final int LONGEST_TITLE = 300;

  /** Without engagement time the event would be missing from activity reports. */
  private static final BigDecimal SHORTEST_ENGAGEMENT = BigDecimal.ONE;

  /**
   * Written by name elsewhere, or meant for another system; see {@link PersonalKeys#comparable}.
   */
  private static final Set<String> HANDLED =
      Set.of(
          "value",
          "currency",
          "revenue",
          "total",
          "orderid",
          "checkoutid",
          "refundid",
          "leadid",
          "transactionid",
          "tax",
          "shipping",
          "discount",
          "coupon",
          "products",
          "items",
          "sessionid",
          "gasessionid",
          "engagementtimemsec",
          "eventid",
          "actionsource",
          "optout",
          "consent",
          "limiteddatause",
          "query",
          "title");

  private static final RecentAnswers<Boolean> MAY_BE_SENT =
      new RecentAnswers<>(
          key -> !HANDLED.contains(PersonalKeys.comparable(key)) && !PersonalKeys.isPersonal(key));

  private final JsonGenerator json;
  private final Ga4ParameterWriter parameters;
  private final @Nullable String sessionCookie;
  private final PageAddress pages;

  Ga4EventWriter(JsonGenerator json, @Nullable String sessionCookie, PageAddress pages) {
    this.json = json;
    this.parameters = new Ga4ParameterWriter(json);
    this.sessionCookie = sessionCookie;
    this.pages = pages;
  }

  /**
   * @param mostItems how many of the event's items to write, from the first
   */
  void write(String name, CanonicalEvent event, int mostItems) throws IOException {
    ObjectNode properties = event.properties();
    json.writeStringField("name", name);
    json.writeNumberField(
        "timestamp_micros", TimeUnit.MILLISECONDS.toMicros(event.occurredAt().toEpochMilli()));
    json.writeObjectFieldStart("params");
    parameters.text("session_id", Ga4Session.id(properties, sessionCookie));
    parameters.number("engagement_time_msec", engagement(properties));
    writeMoney(event);
    writeItems(event.items(), mostItems);
    sourceText("affiliation", EventProperties.text(properties, "affiliation"));
    sourceText("method", EventProperties.text(properties, "method"));
    String term = EventProperties.text(properties, "search_term", "query");
    sourceText("search_term", term == null ? EventProperties.searchTerm(properties) : term);
    if (name.equals(Ga4EventNames.ADD_PAYMENT_INFO)) {
      sourceText(
          "payment_type", EventProperties.text(properties, "payment_type", "payment_method"));
    }
    writePage(event);
    writeFree(properties);
    json.writeEndObject();
  }

  private static BigDecimal engagement(@Nullable ObjectNode properties) {
    BigDecimal stated = EventProperties.number(properties, "engagement_time_msec");
    return stated != null && stated.signum() > 0
        ? stated.setScale(0, RoundingMode.CEILING)
        : SHORTEST_ENGAGEMENT;
  }

  private void writeMoney(CanonicalEvent event) throws IOException {
    parameters.text("transaction_id", event.orderId());
    if (Money.isCurrency(event.currency())) {
      parameters.text("currency", event.currency());
      amount("value", event.value());
    }
    amount("tax", event.tax());
    amount("shipping", event.shipping());
    parameters.text("coupon", event.coupon());
  }

  /** A negative amount would reduce the revenue. */
  private void amount(String name, @Nullable BigDecimal amount) throws IOException {
    if (Money.isAmount(amount)) {
      parameters.number(name, amount);
    }
  }

  /** Google forbids personal data, even in fields for the source's own wording. */
  private void sourceText(String name, @Nullable String value) throws IOException {
    if (value != null && !PersonalText.isPersonal(value)) {
      parameters.text(name, value);
    }
  }

  private void writeItems(List<Item> items, int most) throws IOException {
    List<Item> named = items.stream().filter(Ga4EventWriter::isNamed).limit(most).toList();
    if (named.isEmpty() || !parameters.take("items")) {
      return;
    }
    json.writeArrayFieldStart("items");
    for (int i = 0; i < named.size(); i++) {
      writeItem(named.get(i), i);
    }
    json.writeEndArray();
  }

  /** Google refuses an item with neither id nor name. */
  private static boolean isNamed(Item item) {
    return Products.id(item) != null || (item.name() != null && !item.name().isBlank());
  }

  private void writeItem(Item item, int index) throws IOException {
    Ga4ParameterWriter fields = new Ga4ParameterWriter(json);
    json.writeStartObject();
    fields.text("item_id", Products.id(item));
    fields.text("item_name", item.name());
    fields.text("item_brand", item.brand());
    fields.text("item_category", item.category());
    fields.text("item_category2", item.category2());
    fields.text("item_category3", item.category3());
    fields.text("item_category4", item.category4());
    fields.text("item_category5", item.category5());
    fields.text("item_variant", item.variant());
    if (Money.isAmount(item.price())) {
      fields.number("price", item.price());
    }
    json.writeNumberField("quantity", Products.pieces(item));
    fields.text("coupon", item.coupon());
    if (Money.isAmount(item.discount())) {
      fields.number("discount", item.discount());
    }
    fields.text("affiliation", item.affiliation());
    fields.text("item_list_id", item.listId());
    fields.text("item_list_name", item.listName());
    json.writeNumberField("index", item.position() == null ? index : item.position());
    json.writeEndObject();
  }

  private void writePage(CanonicalEvent event) throws IOException {
    String stated = EventProperties.text(event.properties(), "title");
    String title = stated == null ? event.client().pageTitle() : stated;
    parameters.text("page_location", pages.of(event), LONGEST_LOCATION);
    parameters.text("page_referrer", referrer(event), LONGEST_REFERRER);
    if (title != null && !PersonalText.isPersonal(title)) {
      parameters.text("page_title", title, LONGEST_TITLE);
    }
  }

  /** Of a site, or of an app for Android; not of a file, an extension or nothing. */
  private @Nullable String referrer(CanonicalEvent event) {
    String free = pages.withoutPersonalData(event.client().referrer());
    return free != null && (OptionalFields.isUrl(free) || free.startsWith("android-app://"))
        ? free
        : null;
  }

  private void writeFree(@Nullable ObjectNode properties) throws IOException {
    if (properties == null) {
      return;
    }
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      String name = Ga4EventNames.parameter(property.getKey());
      if (MAY_BE_SENT.of(property.getKey()) && Ga4EventNames.isParameter(name)) {
        writeFree(name, property.getValue());
      }
    }
  }

  private void writeFree(String name, JsonNode value) throws IOException {
    if (value.isNumber()) {
      parameters.number(name, value.decimalValue());
    } else if (value.isBoolean()) {
      parameters.text(name, value.asText());
    } else if (value.isTextual() && PersonalText.isFree(value.textValue().strip())) {
      sourceText(name, value.textValue().strip());
    }
  }
}
