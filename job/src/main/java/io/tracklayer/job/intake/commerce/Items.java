package io.tracklayer.job.intake.commerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.Item;
import io.tracklayer.job.intake.source.Amounts;
import io.tracklayer.job.intake.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The product lines of an event: {@code products}, or the properties of a product event. */
public final class Items {

  public static final String PRODUCTS = "products";

  /** Properties that describe the product of a single-product event, and become its item. */
  public static final Set<String> SINGLE_PRODUCT_FIELDS =
      Set.of(
          "product_id",
          "productId",
          "sku",
          "name",
          "brand",
          "category",
          "variant",
          "price",
          "quantity");

  private static final List<String> ID_OF_LINE = List.of("product_id", "productId", "id");
  private static final List<String> ID_OF_SINGLE = List.of("product_id", "productId");

  private Items() {}

  /** What is no object, or says nothing of a product, is no line. */
  static List<Item> listed(ObjectNode properties) {
    JsonNode products = properties.get(PRODUCTS);
    if (products == null || !products.isArray() || products.isEmpty()) {
      return List.of();
    }
    List<Item> items = new ArrayList<>(products.size());
    for (JsonNode product : products) {
      if (product instanceof ObjectNode object) {
        Item item = item(SourceText.firstId(object, ID_OF_LINE), object);
        if (saysSomething(item)) {
          items.add(item);
        }
      }
    }
    return items;
  }

  /**
   * None unless the properties name a product by id or SKU: a page has a name and a category, too.
   */
  static @Nullable Item single(ObjectNode properties) {
    String id = SourceText.firstId(properties, ID_OF_SINGLE);
    boolean namesProduct = id != null || SourceText.of(properties.get("sku")) != null;
    return namesProduct ? item(id, properties) : null;
  }

  private static Item item(@Nullable String id, ObjectNode product) {
    return new Item(
        id,
        SourceText.of(product.get("sku")),
        SourceText.of(product.get("name")),
        SourceText.of(product.get("brand")),
        SourceText.of(product.get("category")),
        SourceText.of(product.get("variant")),
        Amounts.of(product.get("price")),
        Amounts.of(product.get("quantity")),
        SourceText.of(product.get("coupon")));
  }

  private static boolean saysSomething(Item item) {
    return item.id() != null || item.sku() != null || item.name() != null || item.price() != null;
  }
}
