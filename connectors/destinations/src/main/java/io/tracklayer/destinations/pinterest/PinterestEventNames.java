package io.tracklayer.destinations.pinterest;

import io.tracklayer.contract.config.options.ScalarType;
import io.tracklayer.contract.config.options.Types;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.destinations.event.EventNames;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pinterest's names for canonical events. Viewing a list of products is a different event from
 * viewing one, unless {@code event_names} names both.
 */
final class PinterestEventNames {

  private static final String PRODUCT_LIST_VIEWED =
      CanonicalNames.sourceName("Product List Viewed");
  private static final String VIEW_CATEGORY = "view_category";

  // https://developers.pinterest.com/docs/api-features/conversion-overview/
  static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry(CanonicalNames.PAGE_VIEW, "page_visit"),
          Map.entry(CanonicalNames.VIEW_CONTENT, "page_visit"),
          Map.entry(CanonicalNames.SEARCH, "search"),
          Map.entry(CanonicalNames.ADD_TO_WISHLIST, "add_to_wishlist"),
          Map.entry(CanonicalNames.ADD_TO_CART, "add_to_cart"),
          Map.entry(CanonicalNames.BEGIN_CHECKOUT, "initiate_checkout"),
          Map.entry(CanonicalNames.ADD_PAYMENT_INFO, "add_payment_info"),
          Map.entry(CanonicalNames.PURCHASE, "checkout"),
          Map.entry(CanonicalNames.LEAD, "lead"),
          Map.entry(CanonicalNames.SIGN_UP, "signup"),
          Map.entry(CanonicalNames.SUBSCRIBE, "subscribe"));

  /** Pinterest refuses any other name. */
  // https://developers.pinterest.com/docs/api-features/conversion-overview/
  static final ScalarType<String> NAME =
      Types.choice(
          "add_payment_info",
          "add_to_cart",
          "add_to_wishlist",
          "app_install",
          "app_open",
          "checkout",
          "contact",
          "custom",
          "customize_product",
          "find_location",
          "initiate_checkout",
          "lead",
          "page_visit",
          "schedule",
          "search",
          "signup",
          "start_trial",
          "submit_application",
          "subscribe",
          "view_category",
          "view_content",
          "watch_video");

  private final EventNames names;
  private final boolean tellsListsApart;

  /**
   * @param overrides Pinterest's names by canonical name
   */
  PinterestEventNames(Map<String, String> overrides) {
    names = new EventNames(DEFAULTS, overrides);
    tellsListsApart = !overrides.containsKey(CanonicalNames.VIEW_CONTENT);
  }

  /** The counterpart, if there is one. */
  @Nullable String of(CanonicalEvent event) {
    boolean list =
        event.name().equals(CanonicalNames.VIEW_CONTENT)
            && event.sourceEvent() != null
            && CanonicalNames.sourceName(event.sourceEvent()).equals(PRODUCT_LIST_VIEWED);
    return list && tellsListsApart ? VIEW_CATEGORY : names.of(event.name());
  }
}
