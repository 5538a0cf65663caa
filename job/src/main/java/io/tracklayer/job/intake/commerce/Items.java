package io.tracklayer.job.intake.commerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tracklayer.contract.json.JsonText;
import io.tracklayer.job.intake.source.FieldName;
import io.tracklayer.job.intake.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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

  /** What stands around a list, in letters: Stripe's, GraphQL's, and that of XML made JSON. */
  private static final Set<String> WRAPPERS =
      Set.of(
          "data",
          "edges",
          "nodes",
          "node",
          "items",
          "item",
          "products",
          "product",
          "lines",
          "line",
          "lineitems",
          "lineitem",
          "list",
          "results",
          // https://developer.bigcommerce.com/docs/storefront/cart-checkout
          "physicalitems",
          "digitalitems",
          "customitems");

  private static final int MAX_DEPTH = 3;

  private static final Pattern INDEX = Pattern.compile("[0-9]{1,4}");
  private static final Pattern COMMA = Pattern.compile("[,;|]");

  /**
   * @param source the property that holds the lines, by its usual name; null if it stands in an
   *     object among the properties, if the lines are the properties themselves, or if there are
   *     none
   */
  record Found(@Nullable String source, List<ItemLine> lines, boolean single) {

    private static final Found NOTHING = new Found(null, List.of(), false);
  }

  private Items() {}

  /**
   * @param parts where the event tells of its order, see {@link OrderParts}
   * @param ofOrder whether it is about an order or a cart as a whole
   */
  static Found in(List<ObjectNode> parts, boolean ofOrder) {
    Found own = ofOwn(parts.get(0), ofOrder);
    for (int i = 1; i < parts.size() && own.lines().isEmpty(); i++) {
      Found listed = listed(parts.get(i), true);
      if (!listed.lines().isEmpty()) {
        String currency = SourceText.first(parts.get(i), OrderFields.CURRENCY);
        listed.lines().forEach(line -> line.orIn(currency));
        return new Found(null, listed.lines(), false);
      }
    }
    return own;
  }

  private static Found ofOwn(ObjectNode properties, boolean ofOrder) {
    Found listed = listed(properties, OrderFields.LISTS, Items::lines);
    if (!listed.lines().isEmpty()) {
      return listed;
    }
    if (namesProduct(properties)) {
      return single(part(properties, OrderFields.SINGLE));
    }
    for (String name : OrderFields.PRODUCT) {
      if (opened(properties.get(name)) instanceof ObjectNode product) {
        ObjectNode line = part(properties, OrderFields.BESIDE_PRODUCT);
        Found found = single(line.set("product", product));
        if (!found.lines().isEmpty()) {
          return found;
        }
      }
    }
    return listed(properties, ofOrder);
  }

  private static Found listed(ObjectNode part, boolean ofOrder) {
    Found products = listed(part, OrderFields.LISTS, Items::lines);
    if (products.lines().isEmpty()) {
      products = listed(part, OrderFields.PRODUCT, Items::product);
    }
    if (products.lines().isEmpty() && ofOrder) {
      products = listed(part, OrderFields.LISTS_OF_CARTS, Items::lines);
    }
    return products.lines().isEmpty()
        ? listed(part, OrderFields.LISTS_OF_IDS, Items::ids)
        : products;
  }

  private static Found listed(
      ObjectNode part, List<String> names, Function<@Nullable JsonNode, List<ItemLine>> reader) {
    for (String name : names) {
      List<ItemLine> lines = reader.apply(part.get(name));
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
    return SourceText.firstId(properties, OrderFields.ID_OF_PRODUCT) != null
        || SourceText.first(properties, OrderFields.SKU_OF_PRODUCT) != null
        || namesContent(properties);
  }

  private static boolean namesContent(ObjectNode properties) {
    String type = SourceText.of(properties.get(OrderFields.CONTENT_TYPE));
    return type != null
        && type.startsWith("product")
        && SourceText.of(properties.get(OrderFields.CONTENT_ID)) != null;
  }

  private static Found single(ObjectNode product) {
    ItemLine line = new ItemLine(product);
    return line.saysSomething() ? new Found(null, List.of(line), true) : Found.NOTHING;
  }

  private static ObjectNode part(ObjectNode properties, List<String> fields) {
    ObjectNode part = properties.objectNode();
    for (String field : fields) {
      JsonNode value = properties.get(field);
      if (value != null) {
        part.set(field, value);
      }
    }
    return part;
  }

  private static List<ItemLine> lines(@Nullable JsonNode written) {
    JsonNode list = opened(written);
    if (!(list instanceof ObjectNode map)) {
      return product(list);
    }
    List<ItemLine> lines = new ArrayList<>(list.size());
    addObject(lines, map, null, MAX_DEPTH, true);
    return lines;
  }

  /** One product, or a list of several; a map in it is none of ids. */
  private static List<ItemLine> product(@Nullable JsonNode written) {
    JsonNode list = opened(written);
    if (list == null) {
      return List.of();
    }
    List<ItemLine> lines = new ArrayList<>(list.size());
    if (list instanceof ObjectNode object) {
      addObject(lines, object, null, MAX_DEPTH, false);
    } else {
      addAll(lines, list, MAX_DEPTH);
    }
    return lines;
  }

  private static void addAll(List<ItemLine> lines, JsonNode list, int depth) {
    for (JsonNode written : list) {
      JsonNode element = opened(written);
      if (element instanceof ObjectNode object) {
        addObject(lines, object, null, depth - 1, false);
      } else if (element != null && depth > 0) {
        addAll(lines, element, depth - 1);
      }
    }
  }

  /**
   * Adds an object that is a product, or else the products in it.
   *
   * @param key the product's id, unless it has one of its own
   * @param byIds whether the object may be a map of products by their ids
   */
  private static void addObject(
      List<ItemLine> lines, ObjectNode object, @Nullable String key, int depth, boolean byIds) {
    ItemLine line = new ItemLine(object);
    if (key != null && !line.isEmpty() && !line.hasId()) {
      line.orUnder(TextNode.valueOf(key));
    }
    if (line.saysSomething()) {
      lines.add(line);
    } else if (depth > 0) {
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        addEntry(lines, entry.getKey(), opened(entry.getValue()), depth - 1, byIds);
      }
    }
  }

  private static void addEntry(
      List<ItemLine> lines, String key, @Nullable JsonNode value, int depth, boolean byIds) {
    boolean isWrapper = WRAPPERS.contains(FieldName.letters(key));
    if (value instanceof ObjectNode object) {
      boolean isIndex = INDEX.matcher(key).matches();
      if (isWrapper || byIds || isIndex) {
        addObject(lines, object, isWrapper || isIndex ? null : key, isWrapper ? depth : 0, byIds);
      }
    } else if (value != null && isWrapper) {
      addAll(lines, value, depth);
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
