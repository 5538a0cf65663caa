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

  private static final String PRODUCT_LIST_VIEWED = "product list viewed";
  private static final String VIEW_CATEGORY = "view_category";

  static final Map<String, String> DEFAULTS =
      Map.of(
          CanonicalNames.PAGE_VIEW, "page_visit",
          CanonicalNames.VIEW_CONTENT, "page_visit",
          CanonicalNames.ADD_TO_CART, "add_to_cart",
          CanonicalNames.BEGIN_CHECKOUT, "custom",
          CanonicalNames.PURCHASE, "checkout",
          CanonicalNames.LEAD, "lead",
          CanonicalNames.SIGN_UP, "signup");

  /** Pinterest refuses any other name. */
  // https://developers.pinterest.com/docs/api/v5/events-create/
  static final ScalarType<String> NAME =
      Types.choice(
          "add_payment_info",
          "add_to_cart",
          "add_to_wishlist",
          "checkout",
          "contact",
          "custom",
          "customize_product",
          "initiate_checkout",
          "lead",
          "page_visit",
          "search",
          "signup",
          "start_trial",
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
            && CanonicalNames.comparable(event.sourceEvent()).equals(PRODUCT_LIST_VIEWED);
    return list && tellsListsApart ? VIEW_CATEGORY : names.of(event.name());
  }
}
