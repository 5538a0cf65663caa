package io.tracklayer.job.intake.commerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.Item;
import io.tracklayer.job.intake.source.Amounts;
import io.tracklayer.job.intake.source.CurrencyNames;
import io.tracklayer.job.intake.source.SourceText;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
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
 *   <li>Shopify: {@code title}, {@code vendor}, {@code variant_title}
 *       (https://shopify.dev/docs/api/admin-rest/latest/resources/order)
 * </ul>
 */
final class ItemLine {

  static final String PRICE = "price";

  /** The fields of a line, with their names in order of preference, reduced to letters. */
  private enum Field {
    ID("productid itemid contentid id"),
    SKU("sku productsku"),
    NAME("name itemname contentname productname title"),
    BRAND("brand itembrand productbrand vendor"),
    CATEGORY("category itemcategory contentcategory productcategory"),
    CATEGORY_2("category2 itemcategory2"),
    CATEGORY_3("category3 itemcategory3"),
    CATEGORY_4("category4 itemcategory4"),
    CATEGORY_5("category5 itemcategory5"),
    VARIANT("variant itemvariant productvariant varianttitle"),
    PRICE("price itemprice productprice unitprice"),
    QUANTITY("quantity qty productquantity itemquantity qtyordered quantityordered units"),
    COUPON("coupon"),
    DISCOUNT("discount"),
    AFFILIATION("affiliation"),
    POSITION("position index"),
    LIST_ID("itemlistid listid"),
    LIST_NAME("itemlistname listname"),
    URL("url producturl itemurl link"),
    IMAGE_URL("imageurl productimageurl imagelink image"),
    CURRENCY("currency currencycode");

    private final String names;

    Field(String names) {
      this.names = names;
    }
  }

  private static final String QUANTITY = "quantity";

  private static final Pattern COUNTED =
      Pattern.compile(
          "([0-9]{1,6}) ?(?:x|pcs?|pieces?|st(?:k|ück|uck)?|units?|ea|pz|uds?)\\.?",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern OF_THREE_ZEROS = Pattern.compile("[0-9]{1,3}[.,]000");

  private static final Pattern POSITION = Pattern.compile("[0-9]{1,6}");

  private record Place(Field field, int rank) {}

  private static final Map<String, Place> PLACES = places();

  private final Map<Field, JsonNode> values = new EnumMap<>(Field.class);

  private static Map<String, Place> places() {
    Map<String, Place> places = new HashMap<>();
    for (Field field : Field.values()) {
      for (String name : field.names.split(" ", -1)) {
        places.put(name, new Place(field, places.size()));
      }
    }
    return Map.copyOf(places);
  }

  ItemLine(ObjectNode line) {
    Map<Field, Integer> ranks = new EnumMap<>(Field.class);
    for (Map.Entry<String, JsonNode> property : line.properties()) {
      Place place = PLACES.get(letters(property.getKey()));
      if (place == null || SourceText.of(property.getValue()) == null) {
        continue;
      }
      Integer best = ranks.get(place.field());
      if (best == null || place.rank() < best) {
        ranks.put(place.field(), place.rank());
        values.put(place.field(), property.getValue());
      }
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

  private static String letters(String name) {
    boolean isPlain = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      isPlain &= c >= 'a' && c <= 'z';
    }
    if (isPlain) {
      return name;
    }
    StringBuilder letters = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c != '_' && c != '-' && c != ' ') {
        letters.append(c);
      }
    }
    return letters.toString().toLowerCase(Locale.ROOT);
  }

  boolean saysSomething() {
    return values.containsKey(Field.ID)
        || values.containsKey(Field.SKU)
        || values.containsKey(Field.NAME)
        || Amounts.of(values.get(Field.PRICE)) != null;
  }

  boolean hasId() {
    return values.containsKey(Field.ID) || values.containsKey(Field.SKU);
  }

  @Nullable JsonNode price() {
    return values.get(Field.PRICE);
  }

  /** The currency that the line names, else the one that is written beside its price. */
  @Nullable String currency(@Nullable String configured) {
    String named = CurrencyNames.code(text(Field.CURRENCY), configured);
    return named == null ? Amounts.currencyOf(price(), configured) : named;
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
      return amounts.amount(QUANTITY, written);
    }
    Matcher counted = COUNTED.matcher(text);
    if (counted.matches()) {
      return new BigDecimal(counted.group(1));
    }
    return OF_THREE_ZEROS.matcher(text).matches()
        ? amounts.unreadable(QUANTITY)
        : amounts.amount(QUANTITY, written);
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
