package io.tracklayer.contract.event;

import io.tracklayer.contract.text.UnicodeText;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The name table: what the source's events are called here. Neither case nor spaces, {@code _} and
 * {@code -} count in the names of the source's events: {@code Order Completed}, {@code
 * order_completed} and {@code orderCompleted} are one.
 */
public final class CanonicalNames {

  public static final String PAGE_VIEW = "page_view";
  public static final String VIEW_CONTENT = "view_content";
  public static final String SEARCH = "search";
  public static final String ADD_TO_WISHLIST = "add_to_wishlist";
  public static final String ADD_TO_CART = "add_to_cart";
  public static final String VIEW_CART = "view_cart";
  public static final String BEGIN_CHECKOUT = "begin_checkout";
  public static final String ADD_PAYMENT_INFO = "add_payment_info";
  public static final String PURCHASE = "purchase";
  public static final String ORDER_UPDATED = "order_updated";
  public static final String ORDER_CANCELLED = "order_cancelled";
  public static final String REFUND = "refund";
  public static final String LEAD = "lead";
  public static final String SIGN_UP = "sign_up";
  public static final String SUBSCRIBE = "subscribe";
  public static final String PROFILE_UPDATE = "profile_update";

  /** The canonical events, in the order of a customer's way. */
  public static final List<String> ALL =
      List.of(
          PAGE_VIEW,
          VIEW_CONTENT,
          SEARCH,
          ADD_TO_WISHLIST,
          ADD_TO_CART,
          VIEW_CART,
          BEGIN_CHECKOUT,
          ADD_PAYMENT_INFO,
          PURCHASE,
          ORDER_UPDATED,
          ORDER_CANCELLED,
          REFUND,
          LEAD,
          SIGN_UP,
          SUBSCRIBE,
          PROFILE_UPDATE);

  /** The event types of RudderStack's specification. */
  public static final Set<String> TYPES =
      Set.of("track", "page", "screen", "identify", "alias", "group", "merge");

  /** They carry identity, so no filter holds them back. */
  public static final Set<String> IDENTITY_TYPES = Set.of("identify", "alias", "merge");

  /**
   * Names of RudderStack's specification
   * (https://www.rudderstack.com/docs/event-spec/ecommerce-events-spec/) and of its Shopify source
   * (https://www.rudderstack.com/docs/sources/event-streams/cloud-apps/shopify/shopify-source-solution/mappings/),
   * and those in use for what it has no name for. A subscription that renews or ends starts none.
   */
  private static final Map<String, String> SOURCE_NAMES =
      Map.ofEntries(
          Map.entry("Product Viewed", VIEW_CONTENT),
          Map.entry("Product List Viewed", VIEW_CONTENT),
          Map.entry("Products Searched", SEARCH),
          Map.entry("Product Added to Wishlist", ADD_TO_WISHLIST),
          Map.entry("Product Added", ADD_TO_CART),
          Map.entry("Cart Viewed", VIEW_CART),
          Map.entry("Checkout Started", BEGIN_CHECKOUT),
          Map.entry("Payment Info Entered", ADD_PAYMENT_INFO),
          Map.entry("Payment Info Submitted", ADD_PAYMENT_INFO),
          Map.entry("Order Completed", PURCHASE),
          Map.entry("Order Updated", ORDER_UPDATED),
          Map.entry("Order Cancelled", ORDER_CANCELLED),
          Map.entry("Order Canceled", ORDER_CANCELLED),
          Map.entry("Order Refunded", REFUND),
          Map.entry("Lead Submitted", LEAD),
          Map.entry("Lead Generated", LEAD),
          Map.entry("Generate Lead", LEAD),
          Map.entry("Signed Up", SIGN_UP),
          Map.entry("Subscription Started", SUBSCRIBE),
          Map.entry("Subscription Created", SUBSCRIBE));

  private static final Map<String, String> TYPE_NAMES =
      Map.of("page", PAGE_VIEW, "screen", PAGE_VIEW, "identify", PROFILE_UPDATE);

  private static final Map<String, String> TRACK_EVENTS = trackEvents();

  private final Map<String, String> trackEvents;

  /**
   * @param additions source event to canonical name, over the default table
   */
  public CanonicalNames(Map<String, String> additions) {
    trackEvents = new HashMap<>(TRACK_EVENTS);
    additions.forEach((event, name) -> trackEvents.put(sourceName(event), name));
  }

  private static Map<String, String> trackEvents() {
    Map<String, String> events = new HashMap<>();
    for (String name : ALL) {
      events.put(sourceName(name), name);
    }
    events.remove(sourceName(PROFILE_UPDATE)); // a person's own fields come by identify only
    SOURCE_NAMES.forEach((event, name) -> events.put(sourceName(event), name));
    return Map.copyOf(events);
  }

  /** The names of the default table that sources use beside the canonical ones. */
  public static Set<String> sourceNames() {
    return SOURCE_NAMES.keySet();
  }

  /** The form in which the names of the source's events are compared. */
  public static String sourceName(String event) {
    String lower = UnicodeText.visible(event).toLowerCase(Locale.ROOT);
    StringBuilder compared = new StringBuilder(lower.length());
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      if (c != '_' && c != '-' && !Character.isWhitespace(c)) {
        compared.append(c);
      }
    }
    return compared.toString();
  }

  /** The form in which the names of destinations are compared that a source knows. */
  public static String comparable(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /**
   * @param type an event type
   * @param event the track event's name, else ignored
   */
  public Optional<String> of(String type, @Nullable String event) {
    if (type.equals("track")) {
      return event == null
          ? Optional.empty()
          : Optional.ofNullable(trackEvents.get(sourceName(event)));
    }
    return Optional.ofNullable(TYPE_NAMES.get(type));
  }

  /** Whether a filter of this name could ever let something through. */
  public boolean knows(String filterName) {
    String name = sourceName(filterName);
    return trackEvents.containsKey(name)
        || TYPE_NAMES.containsKey(name)
        || IDENTITY_TYPES.contains(name);
  }
}
