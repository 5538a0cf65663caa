package io.tracklayer.destinations.event;

import static io.tracklayer.destinations.event.EventProperties.text;
import static io.tracklayer.destinations.event.EventProperties.usable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.Item;
import io.tracklayer.contract.text.UnicodeText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Product lines as the catalogues of ad platforms know them. All methods are pure. */
public final class Products {

  private static final Set<String> CONTENT_TYPES = Set.of("product", "product_group");
  private static final Set<String> DELIVERY_CATEGORIES =
      Set.of("in_store", "curbside", "home_delivery");

  private Products() {}

  /** The items that have an id. */
  public static List<Item> identified(List<Item> items) {
    List<Item> identified = new ArrayList<>(items.size());
    for (Item item : items) {
      if (id(item) != null) {
        identified.add(item);
      }
    }
    return identified;
  }

  /** The id, or else the SKU. */
  public static @Nullable String id(Item item) {
    String id = item.id() == null || item.id().isBlank() ? item.sku() : item.id();
    return id == null || id.isBlank() ? null : UnicodeText.wellFormed(id.strip());
  }

  /** The quantity as whole pieces, rounded up; goods sold by weight count as at least one. */
  public static long pieces(Item item) {
    BigDecimal quantity = usable(item.quantity());
    if (quantity == null || quantity.signum() <= 0) {
      return 1;
    }
    BigDecimal pieces = quantity.setScale(0, RoundingMode.CEILING);
    return pieces.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0
        ? Integer.MAX_VALUE
        : pieces.longValueExact();
  }

  public static long pieces(List<Item> items) {
    long pieces = 0;
    for (Item item : items) {
      pieces += pieces(item);
    }
    return pieces;
  }

  /** What the source states, if platforms know the word; otherwise {@code product}. */
  public static String contentType(@Nullable ObjectNode properties) {
    String given = text(properties, "content_type");
    return given != null && CONTENT_TYPES.contains(given) ? given : "product";
  }

  /** What the source states, if platforms know the word. */
  public static @Nullable String deliveryCategory(@Nullable ObjectNode properties) {
    String given = text(properties, "delivery_category", "deliveryCategory");
    String word =
        given == null ? "" : given.toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    return DELIVERY_CATEGORIES.contains(word) ? word : null;
  }

  /** The category that all items share. */
  public static @Nullable String sharedCategory(List<Item> items) {
    String first = items.isEmpty() ? null : items.get(0).category();
    return first != null && items.stream().allMatch(item -> first.equals(item.category()))
        ? first
        : null;
  }

  /** The ids of the identified items; if there are none, those that the source lists itself. */
  public static List<String> ids(List<Item> identified, @Nullable ObjectNode properties) {
    List<String> given = identified.isEmpty() ? givenIds(properties) : null;
    return given == null ? ids(identified) : given;
  }

  /** The ids of identified items. */
  public static List<String> ids(List<Item> identified) {
    List<String> ids = new ArrayList<>(identified.size());
    for (Item item : identified) {
      ids.add(id(item));
    }
    return ids;
  }

  /** The source's own list of ids, without any that may be personal. */
  public static @Nullable List<String> givenIds(@Nullable ObjectNode properties) {
    JsonNode given = properties == null ? null : properties.get("content_ids");
    if (given == null || !given.isArray()) {
      return null;
    }
    List<String> ids = new ArrayList<>(given.size());
    for (JsonNode id : given) {
      if ((id.isTextual() || id.isIntegralNumber())
          && !id.asText().isBlank()
          && !PersonalText.isPersonal(id.asText())) {
        ids.add(UnicodeText.wellFormed(id.asText().strip()));
      }
    }
    return ids.isEmpty() ? null : ids;
  }
}
