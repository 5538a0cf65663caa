package io.tracklayer.job.intake.commerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tracklayer.contract.json.JsonText;
import io.tracklayer.job.intake.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the products that an event is about: a list under one of the names that vendors give it, or
 * the properties of an event about one product.
 *
 * <p>A list may be written as an array, as a map ({@code {"0": {…}}} is what PHP makes of an array
 * with gaps; in others the key is the product's id), as one product without a list, or as JSON in a
 * text. A list of ids alone may also be a text with commas.
 */
final class Items {

  /** Properties that describe the product of a single-product event, and become its item. */
  static final Set<String> SINGLE_PRODUCT_FIELDS =
      Set.of(
          "product_id",
          "productId",
          "sku",
          "name",
          "brand",
          "category",
          "variant",
          "price",
          "quantity",
          "position",
          "url",
          "image_url",
          "imageUrl");

  /** The first that names a product counts. */
  private static final List<String> LISTS =
      List.of("products", "items", "contents", "line_items", "lineItems");

  private static final List<String> LISTS_OF_IDS =
      List.of("content_ids", "contentIds", "product_ids", "productIds", "item_ids", "itemIds");

  private static final List<String> ID_OF_SINGLE = List.of("product_id", "productId");

  private static final Pattern INDEX = Pattern.compile("[0-9]{1,4}");
  private static final Pattern COMMA = Pattern.compile("[,;|]");

  /**
   * @param source the property that holds the lines; null if they are the properties themselves, or
   *     if there are none
   */
  record Found(@Nullable String source, List<ItemLine> lines, boolean single) {

    private static final Found NOTHING = new Found(null, List.of(), false);
  }

  private Items() {}

  static Found in(ObjectNode properties) {
    for (String name : LISTS) {
      List<ItemLine> lines = lines(properties.get(name));
      if (!lines.isEmpty()) {
        return new Found(name, lines, false);
      }
    }
    if (namesProduct(properties)) {
      return new Found(null, List.of(new ItemLine(single(properties))), true);
    }
    for (String name : LISTS_OF_IDS) {
      List<ItemLine> lines = ids(properties.get(name));
      if (!lines.isEmpty()) {
        return new Found(name, lines, false);
      }
    }
    return Found.NOTHING;
  }

  /**
   * Whether an id or SKU names a product; a name does not, since a page has a name and a category
   * too.
   */
  private static boolean namesProduct(ObjectNode properties) {
    return SourceText.firstId(properties, ID_OF_SINGLE) != null
        || SourceText.of(properties.get("sku")) != null;
  }

  private static ObjectNode single(ObjectNode properties) {
    ObjectNode product = properties.objectNode();
    for (String field : SINGLE_PRODUCT_FIELDS) {
      JsonNode value = properties.get(field);
      if (value != null) {
        product.set(field, value);
      }
    }
    JsonNode coupon = properties.get("coupon");
    return coupon == null ? product : product.set("coupon", coupon);
  }

  private static List<ItemLine> lines(@Nullable JsonNode written) {
    JsonNode list = opened(written);
    if (list == null) {
      return List.of();
    }
    if (list instanceof ObjectNode object) {
      ItemLine only = new ItemLine(object);
      return only.saysSomething() ? List.of(only) : ofMap(object);
    }
    List<ItemLine> lines = new ArrayList<>(list.size());
    for (JsonNode element : list) {
      add(lines, element, null);
    }
    return lines;
  }

  private static List<ItemLine> ofMap(ObjectNode map) {
    List<ItemLine> lines = new ArrayList<>(map.size());
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      add(lines, entry.getValue(), INDEX.matcher(entry.getKey()).matches() ? null : entry.getKey());
    }
    return lines;
  }

  /** Adds an element as a line, unless it is not an object or says nothing of a product. */
  private static void add(List<ItemLine> lines, JsonNode element, @Nullable String key) {
    if (opened(element) instanceof ObjectNode object) {
      ItemLine line = new ItemLine(object);
      if (key != null && !line.hasId()) {
        line.orUnder(TextNode.valueOf(key));
      }
      if (line.saysSomething()) {
        lines.add(line);
      }
    }
  }

  private static List<ItemLine> ids(@Nullable JsonNode written) {
    if (written == null) {
      return List.of();
    }
    JsonNode list = opened(written);
    List<ItemLine> lines = new ArrayList<>();
    if (list != null) {
      list.forEach(id -> addId(lines, id));
    } else if (written.isTextual()) {
      COMMA.splitAsStream(written.textValue()).forEach(id -> addId(lines, TextNode.valueOf(id)));
    } else {
      addId(lines, written);
    }
    return lines;
  }

  private static void addId(List<ItemLine> lines, JsonNode id) {
    if (SourceText.of(id) != null) {
      lines.add(ItemLine.ofId(id));
    }
  }

  /** The array or object that was written, as such or as JSON in a text. */
  private static @Nullable JsonNode opened(@Nullable JsonNode written) {
    if (written == null) {
      return null;
    }
    if (written.isTextual() && !beginsList(written.textValue())) {
      return null;
    }
    JsonNode list = JsonText.unwrapped(written);
    return list.isContainerNode() ? list : null;
  }

  private static boolean beginsList(String text) {
    String begin = text.stripLeading();
    return begin.startsWith("[") || begin.startsWith("{");
  }
}
