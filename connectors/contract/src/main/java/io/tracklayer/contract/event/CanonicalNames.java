package io.tracklayer.contract.event;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The name table: what the source's events are called here. Names are compared trimmed, in lower
 * case and with {@code _} read as a space.
 */
public final class CanonicalNames {

  public static final String PAGE_VIEW = "page_view";
  public static final String VIEW_CONTENT = "view_content";
  public static final String ADD_TO_CART = "add_to_cart";
  public static final String BEGIN_CHECKOUT = "begin_checkout";
  public static final String PURCHASE = "purchase";
  public static final String LEAD = "lead";
  public static final String SIGN_UP = "sign_up";
  public static final String REFUND = "refund";
  public static final String PROFILE_UPDATE = "profile_update";

  /** The nine canonical events. */
  public static final List<String> ALL =
      List.of(
          PAGE_VIEW,
          VIEW_CONTENT,
          ADD_TO_CART,
          BEGIN_CHECKOUT,
          PURCHASE,
          LEAD,
          SIGN_UP,
          REFUND,
          PROFILE_UPDATE);

  /** The event types of RudderStack's specification. */
  public static final Set<String> TYPES =
      Set.of("track", "page", "screen", "identify", "alias", "group", "merge");

  /** They carry identity, so no filter holds them back. */
  public static final Set<String> IDENTITY_TYPES = Set.of("identify", "alias", "merge");

  private static final Map<String, String> TRACK_EVENTS =
      Map.ofEntries(
          Map.entry("product viewed", VIEW_CONTENT),
          Map.entry("product list viewed", VIEW_CONTENT),
          Map.entry("product added", ADD_TO_CART),
          Map.entry("checkout started", BEGIN_CHECKOUT),
          Map.entry("order completed", PURCHASE),
          Map.entry("order refunded", REFUND),
          Map.entry("lead submitted", LEAD),
          Map.entry("lead generated", LEAD),
          Map.entry("generate lead", LEAD),
          Map.entry("lead", LEAD),
          Map.entry("signed up", SIGN_UP),
          Map.entry("sign up", SIGN_UP));

  private static final Map<String, String> TYPE_NAMES =
      Map.of("page", PAGE_VIEW, "screen", PAGE_VIEW, "identify", PROFILE_UPDATE);

  private final Map<String, String> trackEvents;

  /**
   * @param additions source event to canonical name, over the default table
   */
  public CanonicalNames(Map<String, String> additions) {
    trackEvents = new HashMap<>(TRACK_EVENTS);
    additions.forEach((event, name) -> trackEvents.put(comparable(event), name));
  }

  /** The track events of the default table, in the form in which names are compared. */
  public static Set<String> trackEvents() {
    return TRACK_EVENTS.keySet();
  }

  /** The form in which names are compared. */
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
          : Optional.ofNullable(trackEvents.get(comparable(event)));
    }
    return Optional.ofNullable(TYPE_NAMES.get(type));
  }

  /** Whether a filter of this name could ever let something through. */
  public boolean knows(String filterName) {
    String name = comparable(filterName);
    return trackEvents.containsKey(name)
        || TYPE_NAMES.containsKey(name)
        || IDENTITY_TYPES.contains(name);
  }
}
