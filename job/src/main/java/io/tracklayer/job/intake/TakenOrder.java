package io.tracklayer.job.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.JsonText;
import io.tracklayer.job.intake.client.ClickIds;
import io.tracklayer.job.intake.commerce.Commerce;
import io.tracklayer.job.intake.person.Traits;
import io.tracklayer.job.intake.source.SourceText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is left of an object that stands for an order, once the canonical event has its amounts, its
 * products and its person: who ordered is told in {@code user} alone, wherever the source wrote it.
 */
final class TakenOrder {

  private static final List<String> NAMES_OF_A_PAIR = List.of("key", "name");

  private TakenOrder() {}

  /**
   * @param name the property
   * @param commerce what the canonical event has of the order
   * @return the value itself if it is no such object; null if nothing is left
   */
  static @Nullable JsonNode rest(String name, JsonNode value, Commerce commerce) {
    if (value.isNumber() || value.isBoolean() || !Commerce.isOrder(name)) {
      return value;
    }
    JsonNode written = JsonText.unwrapped(value);
    if (!written.isContainerNode()) {
      return value;
    }
    boolean isRead = commerce.reads(name);
    return rest(written, isRead, isRead, Commerce.isDataLayer(name));
  }

  /**
   * @param isTaken whether the fields of an order are taken out here
   * @param isLayer whether they stand below too: Google's data layer has them by action
   */
  private static @Nullable JsonNode rest(
      JsonNode written, boolean isRead, boolean isTaken, boolean isLayer) {
    if (written instanceof ArrayNode list) {
      ArrayNode left = list.arrayNode();
      for (JsonNode element : list) {
        JsonNode rest = rest(element, isRead, isTaken, isLayer);
        if (rest != null) {
          left.add(rest);
        }
      }
      return left.isEmpty() ? null : left;
    }
    if (!(written instanceof ObjectNode object)) {
      return written;
    }
    if (isPairOfContact(object)) {
      return null;
    }
    ObjectNode left = object.objectNode();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      String name = field.getKey();
      JsonNode value = field.getValue();
      boolean isPersonal = Traits.isOfContact(name, value) || ClickIds.isClickId(name);
      if (!isPersonal && !value.isNull() && !(isTaken && Commerce.isOfOrder(name))) {
        boolean isOrder = isLayer || Commerce.isOrder(name);
        JsonNode rest = rest(value, isRead, isRead && isOrder, isLayer);
        if (rest != null) {
          left.set(name, rest);
        }
      }
    }
    return left.isEmpty() ? null : left;
  }

  /**
   * WooCommerce has further fields of an order in such pairs
   * (https://woocommerce.github.io/woocommerce-rest-api-docs/#order-meta-data-properties).
   */
  private static boolean isPairOfContact(ObjectNode object) {
    String name = SourceText.first(object, NAMES_OF_A_PAIR);
    JsonNode value = object.get("value");
    return name != null && value != null && Traits.isOfContact(name, value);
  }
}
