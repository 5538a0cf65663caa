package io.tracklayer.job.intake.commerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tracklayer.contract.event.Item;
import io.tracklayer.job.intake.source.Amounts;
import io.tracklayer.job.intake.source.CurrencyNames;
import io.tracklayer.job.intake.source.SourceText;
import io.tracklayer.job.intake.source.SpelledNames;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One product line as its source wrote it. Each vendor has names of its own for the same fields,
 * and shops pass on what their tag manager or their platform produced:
 *
 * <ul>
 *   <li>RudderStack and Segment: {@code product_id}, {@code name}, {@code category}
 *       (https://www.rudderstack.com/docs/event-spec/ecommerce-events-spec/ordering/)
 *   <li>GA4: {@code item_id}, {@code item_name}, {@code item_brand}, {@code item_list_name}
 *       (https://developers.google.com/analytics/devguides/collection/ga4/reference/events)
 *   <li>Meta: {@code id}, {@code item_price}
 *       (https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/custom-data)
 *   <li>TikTok: {@code content_id}, {@code content_name}, {@code content_category}
 *       (https://business-api.tiktok.com/portal/docs?id=1771101303285761)
 *   <li>Pinterest's tag: {@code product_id}, {@code product_name}, {@code product_price}
 *       (https://help.pinterest.com/en/business/article/add-event-codes)
 *   <li>Shopify: {@code title}, {@code vendor}, {@code variant_title}, {@code price_set}
 *       (https://shopify.dev/docs/api/admin-rest/latest/resources/order), and in its pixels a
 *       {@code variant} with a {@code product} in it
 *       (https://shopify.dev/docs/api/web-pixels-api/standard-events/checkout_completed)
 *   <li>PayPal: {@code unit_amount} (https://developer.paypal.com/docs/api/orders/v2/)
 *   <li>BigCommerce: {@code price_inc_tax}, {@code salePrice}
 *       (https://developer.bigcommerce.com/docs/rest-management/orders)
 *   <li>Squarespace: {@code unitPricePaid}
 *       (https://developers.squarespace.com/commerce-apis/orders-overview)
 * </ul>
 *
 * <p>The product of a line may be an object in it. What the line says itself comes first, except
 * its {@code id}, which may be that of the line.
 */
final class ItemLine {

  static final String PRICE = "price";

  /** The fields of a line, with their names in order of preference. */
  private enum Field {
    ID("product_id item_id content_id"),
    SKU("sku product_sku item_sku"),
    NAME("name item_name content_name product_name title"),
    BRAND("brand item_brand product_brand vendor manufacturer"),
    CATEGORY("category item_category content_category product_category categories"),
    CATEGORY_2("category2 item_category2"),
    CATEGORY_3("category3 item_category3"),
    CATEGORY_4("category4 item_category4"),
    CATEGORY_5("category5 item_category5"),
    VARIANT("variant item_variant product_variant variant_title variant_name"),
    PRICE("price item_price product_price unit_price sale_price price_inc_tax unit_price_paid"),
    /** Salesforce's, whose {@code price} is that of the whole line. */
    BASE_PRICE("base_price"),
    /** Only Salesforce's lines have it. */
    ITEM_TEXT("item_text"),
    PRICE_SET("price_set"),
    PRICE_IN_CENTS("price_cents price_in_cents"),
    UNIT_AMOUNT("unit_amount"),
    QUANTITY("quantity qty product_quantity item_quantity qty_ordered quantity_ordered units"),
    COUPON("coupon"),
    DISCOUNT("discount"),
    AFFILIATION("affiliation"),
    POSITION("position index"),
    LIST_ID("item_list_id list_id"),
    LIST_NAME("item_list_name list_name"),
    URL("url product_url item_url link"),
    IMAGE_URL("image_url product_image_url image_link image"),
    CURRENCY("currency currency_code");

    private final String names;

    Field(String names) {
      this.names = names;
    }
  }

  /** Names that mean something else in a line, in a product and in a variant. */
  private enum Holder {
    LINE(0),
    PRODUCT(100),
    VARIANT(200);

    /** Of its names: behind those that the line itself may have. */
    private final int rank;

    Holder(int rank) {
      this.rank = rank;
    }

    int rank(Place place) {
      return this == PRODUCT && place.rank() == OF_ANY_ID ? rank : rank + place.rank();
    }
  }

  /** Of a line's own {@code id}, which may not be that of its product. */
  private static final int OF_ANY_ID = 1000;

  private static final int OF_VARIANT_ID = 1150;

  private static final SpelledNames<Holder> HOLDERS =
      new SpelledNames<>(
          Map.of(
              "product", Holder.PRODUCT,
              "item", Holder.PRODUCT,
              "variant", Holder.VARIANT,
              "product_variant", Holder.VARIANT,
              // https://shopify.dev/docs/api/storefront/latest/objects/CartLine
              "merchandise", Holder.VARIANT));

  private static final int MAX_DEPTH = 3;

  /** Fields of an object that stands for one text. */
  private static final List<String> WITHIN_TEXT =
      List.of("name", "title", "label", "value", "src", "url");

  /** Below the first. */
  private static final List<Field> LEVELS =
      List.of(Field.CATEGORY_2, Field.CATEGORY_3, Field.CATEGORY_4, Field.CATEGORY_5);

  private static final int OF_LEVEL = 1000;

  private static final String QUANTITY = "quantity";

  private static final Pattern COUNTED =
      Pattern.compile(
          "([0-9]{1,6}) ?(?:x|pcs?|pieces?|st(?:k|ück|uck)?|units?|ea|pz|uds?)\\.?",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern OF_THREE_ZEROS = Pattern.compile("[0-9]{1,3}[.,]000");

  private static final Pattern POSITION = Pattern.compile("[0-9]{1,6}");

  private record Place(Field field, int rank) {}

  private static final SpelledNames<Place> PLACES = places();

  private final Map<Field, JsonNode> values = new EnumMap<>(Field.class);
  private final Map<Field, Integer> ranks = new EnumMap<>(Field.class);

  private static SpelledNames<Place> places() {
    Map<String, Place> places = new HashMap<>();
    for (Field field : Field.values()) {
      int rank = 0;
      for (String name : field.names.split(" ", -1)) {
        places.put(name, new Place(field, rank++));
      }
    }
    places.put("id", new Place(Field.ID, OF_ANY_ID));
    places.put("variant_id", new Place(Field.ID, OF_VARIANT_ID));
    places.put("variation_id", new Place(Field.ID, OF_VARIANT_ID));
    return new SpelledNames<>(places);
  }

  ItemLine(ObjectNode line) {
    read(line, Holder.LINE, MAX_DEPTH);
  }

  private void read(ObjectNode fields, Holder holder, int depth) {
    for (Map.Entry<String, JsonNode> property : fields.properties()) {
      String name = property.getKey();
      JsonNode value = property.getValue();
      Holder within = value instanceof ObjectNode ? HOLDERS.get(name) : null;
      Place place = PLACES.get(name);
      if (within != null) {
        if (depth > 0) {
          read((ObjectNode) value, within, depth - 1);
        }
      } else if (place != null) {
        Field field = isTitleOf(holder, place) ? Field.VARIANT : place.field();
        readAs(field, value, holder.rank(place));
      }
    }
  }

  /** The name of a variant is not that of its product. */
  private static boolean isTitleOf(Holder holder, Place place) {
    return holder == Holder.VARIANT && place.field() == Field.NAME;
  }

  private void readAs(Field field, JsonNode written, int rank) {
    switch (field) {
      case PRICE, PRICE_SET, UNIT_AMOUNT, DISCOUNT -> putAmount(field, written, rank);
      case CATEGORY -> putCategories(written, rank);
      case NAME, BRAND, VARIANT, URL, IMAGE_URL -> put(field, textIn(written), rank);
      default -> put(field, written, rank);
    }
  }

  private void putAmount(Field field, JsonNode written, int rank) {
    if (written instanceof ObjectNode object && !object.isEmpty()) {
      putNode(field, written, rank);
    } else if (field == Field.PRICE || field == Field.DISCOUNT) {
      put(field, written, rank);
    }
  }

  /** Several are taken for levels, as Google Analytics takes them. */
  private void putCategories(JsonNode written, int rank) {
    put(Field.CATEGORY, textIn(written), rank);
    if (written.isArray() && written.size() > 1 && isBest(Field.CATEGORY, rank)) {
      for (int level = 1; level < LEVELS.size() + 1; level++) {
        put(LEVELS.get(level - 1), textIn(written.path(level)), OF_LEVEL + rank);
      }
    }
  }

  private boolean isBest(Field field, int rank) {
    Integer best = ranks.get(field);
    return best != null && best == rank;
  }

  /** The text, or that of the object or of the first element of the list that stands for it. */
  private static @Nullable JsonNode textIn(JsonNode written) {
    JsonNode first = written.isArray() ? written.path(0) : written;
    if (!(first instanceof ObjectNode object)) {
      return first;
    }
    String text = SourceText.first(object, WITHIN_TEXT);
    return text == null ? null : TextNode.valueOf(text);
  }

  private void put(Field field, @Nullable JsonNode value, int rank) {
    if (value != null && SourceText.of(value) != null) {
      putNode(field, value, rank);
    }
  }

  private void putNode(Field field, JsonNode value, int rank) {
    Integer best = ranks.get(field);
    if (best == null || rank < best) {
      ranks.put(field, rank);
      values.put(field, value);
    }
  }

  /** A product that is known by its id alone. */
  static ItemLine ofId(JsonNode id) {
    return new ItemLine(id);
  }

  private ItemLine(JsonNode id) {
    values.put(Field.ID, id);
  }

  /** Gives the line the id under which it stood in its list, if it has none. */
  ItemLine orUnder(JsonNode id) {
    values.putIfAbsent(Field.ID, id);
    return this;
  }

  /** Gives the line the currency of the order that it is a part of, if it names none. */
  void orIn(@Nullable String currency) {
    if (currency != null) {
      values.putIfAbsent(Field.CURRENCY, TextNode.valueOf(currency));
    }
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  boolean saysSomething() {
    return hasId() || values.containsKey(Field.NAME) || hasPrice();
  }

  private boolean hasPrice() {
    return Amounts.of(price()) != null || MoneyObject.of(price(), null) != null;
  }

  boolean hasId() {
    return values.containsKey(Field.ID) || values.containsKey(Field.SKU);
  }

  /** A price in several currencies comes before one that does not say which it is in. */
  @Nullable JsonNode price() {
    JsonNode set = values.get(Field.PRICE_SET);
    if (set != null) {
      return set;
    }
    JsonNode base = values.get(Field.BASE_PRICE);
    if (base != null && values.containsKey(Field.ITEM_TEXT)) {
      return base;
    }
    JsonNode price = values.get(Field.PRICE);
    return price == null ? unitAmount() : price;
  }

  /** PayPal's, but not Stripe's, which is in minor units. */
  private @Nullable JsonNode unitAmount() {
    JsonNode amount = values.get(Field.UNIT_AMOUNT);
    MoneyObject money = MoneyObject.of(amount, null);
    return money != null && money.isSurelyMajor() ? amount : null;
  }

  @Nullable JsonNode priceInCents() {
    return values.get(Field.PRICE_IN_CENTS);
  }

  /** The currency that the line names, else the one that is written beside its price. */
  @Nullable String currency(@Nullable String configured) {
    String named = CurrencyNames.code(text(Field.CURRENCY), configured);
    if (named != null) {
      return named;
    }
    String ofPrice = AmountReader.currencyOf(price(), configured);
    String ofShop = MoneyObject.currencyOfShop(price());
    return ofShop == null || ofShop.equals(ofPrice) ? ofPrice : null;
  }

  Item item(AmountReader amounts) {
    String id = text(Field.ID);
    BigDecimal quantity = quantity(amounts);
    return Item.builder()
        .id(id == null || id.length() > SourceText.MAX_ID_LENGTH ? null : id)
        .sku(text(Field.SKU))
        .name(text(Field.NAME))
        .brand(text(Field.BRAND))
        .category(text(Field.CATEGORY))
        .category2(text(Field.CATEGORY_2))
        .category3(text(Field.CATEGORY_3))
        .category4(text(Field.CATEGORY_4))
        .category5(text(Field.CATEGORY_5))
        .variant(text(Field.VARIANT))
        .price(amounts.price(this))
        .quantity(quantity)
        .coupon(text(Field.COUPON))
        .discount(amounts.amount("discount", values.get(Field.DISCOUNT)))
        .affiliation(text(Field.AFFILIATION))
        .position(position())
        .listId(text(Field.LIST_ID))
        .listName(text(Field.LIST_NAME))
        .url(text(Field.URL))
        .imageUrl(text(Field.IMAGE_URL))
        .build();
  }

  boolean saysQuantity() {
    return values.containsKey(Field.QUANTITY);
  }

  /**
   * As an amount, but a group of three zeros is more likely to be decimals than thousands, so that
   * such a quantity is none; and a unit may follow it.
   */
  private @Nullable BigDecimal quantity(AmountReader amounts) {
    JsonNode written = values.get(Field.QUANTITY);
    String text = SourceText.of(written);
    if (written == null || text == null || !written.isTextual()) {
      return amounts.number(QUANTITY, written);
    }
    Matcher counted = COUNTED.matcher(text);
    if (counted.matches()) {
      return new BigDecimal(counted.group(1));
    }
    return OF_THREE_ZEROS.matcher(text).matches()
        ? amounts.unreadable(QUANTITY)
        : amounts.number(QUANTITY, written);
  }

  private @Nullable Integer position() {
    String position = text(Field.POSITION);
    return position != null && POSITION.matcher(position).matches()
        ? Integer.valueOf(position)
        : null;
  }

  private @Nullable String text(Field field) {
    return SourceText.of(values.get(field));
  }
}
