package io.tracklayer.destinations.event;

import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.Client;
import io.tracklayer.contract.event.Item;
import io.tracklayer.contract.text.Sha256;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes personal data out of the fields of an event that say nothing of a person: a gift card named
 * after its recipient, a coupon made for one address. What is left of such a field is nothing; of
 * the id of an order, lead or refund, by which vendors recognise it again, its SHA-256.
 */
public final class PersonalFields {

  private PersonalFields() {}

  /** The event itself if it has no such field, as nearly always. */
  public static CanonicalEvent removedFrom(CanonicalEvent event) {
    String orderId = id(event.orderId());
    String leadId = id(event.leadId());
    String refundId = id(event.refundId());
    String coupon = text(event.coupon());
    String sourceEvent = text(event.sourceEvent());
    List<Item> items = items(event.items());
    Map<String, String> clickIds = clickIds(event.clickIds());
    Client client = client(event.client());
    boolean same =
        isSame(orderId, event.orderId())
            && isSame(leadId, event.leadId())
            && isSame(refundId, event.refundId())
            && isSame(coupon, event.coupon())
            && isSame(sourceEvent, event.sourceEvent())
            && isSame(items, event.items())
            && isSame(clickIds, event.clickIds())
            && isSame(client, event.client());
    return same
        ? event
        : event.with(sourceEvent, orderId, leadId, refundId, items, coupon, clickIds, client);
  }

  /** Whether nothing was taken out. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(@Nullable Object cleared, @Nullable Object given) {
    return cleared == given;
  }

  private static @Nullable String id(@Nullable String id) {
    return id != null && isPersonalCode(id) ? new Sha256().hex(id.strip()) : id;
  }

  private static @Nullable String code(@Nullable String code) {
    return isPersonalCode(code) ? null : code;
  }

  private static @Nullable String text(@Nullable String text) {
    return isPersonal(text) ? null : text;
  }

  private static List<Item> items(List<Item> items) {
    for (Item item : items) {
      if (isPersonal(item)) {
        return items.stream().map(PersonalFields::cleared).toList();
      }
    }
    return items;
  }

  private static boolean isPersonal(Item item) {
    return isPersonalCode(item.id())
        || isPersonalCode(item.sku())
        || isPersonal(item.name())
        || isPersonal(item.brand())
        || isPersonal(item.category())
        || isPersonal(item.category2())
        || isPersonal(item.category3())
        || isPersonal(item.category4())
        || isPersonal(item.category5())
        || isPersonal(item.variant())
        || isPersonal(item.coupon())
        || isPersonal(item.affiliation())
        || isPersonalCode(item.listId())
        || isPersonal(item.listName());
  }

  private static boolean isPersonal(@Nullable String text) {
    return text != null && PersonalText.isPersonal(text);
  }

  private static boolean isPersonalCode(@Nullable String code) {
    return code != null && PersonalText.isPersonalCode(code);
  }

  private static Item cleared(Item item) {
    return Item.builder()
        .id(code(item.id()))
        .sku(code(item.sku()))
        .name(text(item.name()))
        .brand(text(item.brand()))
        .category(text(item.category()))
        .category2(text(item.category2()))
        .category3(text(item.category3()))
        .category4(text(item.category4()))
        .category5(text(item.category5()))
        .variant(text(item.variant()))
        .price(item.price())
        .quantity(item.quantity())
        .coupon(text(item.coupon()))
        .discount(item.discount())
        .affiliation(text(item.affiliation()))
        .position(item.position())
        .listId(code(item.listId()))
        .listName(text(item.listName()))
        .url(item.url())
        .imageUrl(item.imageUrl())
        .build();
  }

  private static Map<String, String> clickIds(Map<String, String> ids) {
    for (String id : ids.values()) {
      if (PersonalText.isAddress(id)) {
        Map<String, String> kept = new TreeMap<>(ids);
        kept.values().removeIf(PersonalText::isAddress);
        return kept;
      }
    }
    return ids;
  }

  private static Client client(Client client) {
    return isSame(text(client.locale()), client.locale())
        ? client
        : new Client(
            client.ip(),
            client.userAgent(),
            client.pageUrl(),
            client.pageTitle(),
            client.referrer(),
            null,
            client.app(),
            client.device());
  }
}
