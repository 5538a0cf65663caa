package io.tracklayer.destinations.meta;

import io.tracklayer.contract.config.options.ScalarType;
import io.tracklayer.contract.config.options.Types;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.destinations.event.EventNames;
import java.util.Map;
import java.util.Set;

/** Meta's standard events, by canonical name. */
final class MetaEventNames {

  static final String PURCHASE = "Purchase";
  static final String INITIATE_CHECKOUT = "InitiateCheckout";

  // https://developers.facebook.com/docs/meta-pixel/reference#standard-events
  static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry(CanonicalNames.PAGE_VIEW, "PageView"),
          Map.entry(CanonicalNames.VIEW_CONTENT, "ViewContent"),
          Map.entry(CanonicalNames.SEARCH, "Search"),
          Map.entry(CanonicalNames.ADD_TO_WISHLIST, "AddToWishlist"),
          Map.entry(CanonicalNames.ADD_TO_CART, "AddToCart"),
          Map.entry(CanonicalNames.BEGIN_CHECKOUT, INITIATE_CHECKOUT),
          Map.entry(CanonicalNames.ADD_PAYMENT_INFO, "AddPaymentInfo"),
          Map.entry(CanonicalNames.PURCHASE, PURCHASE),
          Map.entry(CanonicalNames.LEAD, "Lead"),
          Map.entry(CanonicalNames.SIGN_UP, "CompleteRegistration"),
          Map.entry(CanonicalNames.SUBSCRIBE, "Subscribe"));

  // https://developers.facebook.com/docs/meta-pixel/reference#standard-events
  private static final Set<String> STANDARD =
      Set.of(
          "AddPaymentInfo",
          "AddToCart",
          "AddToWishlist",
          "CompleteRegistration",
          "Contact",
          "CustomizeProduct",
          "Donate",
          "FindLocation",
          INITIATE_CHECKOUT,
          "Lead",
          "PageView",
          PURCHASE,
          "Schedule",
          "Search",
          "StartTrial",
          "SubmitApplication",
          "Subscribe",
          "ViewContent");

  /** The name of a standard or custom event. */
  // https://developers.facebook.com/docs/meta-pixel/implementation/conversion-tracking#custom-events
  static final ScalarType<String> NAME =
      Types.text("text", "at most 50 characters", "Contact", "\\S(.{0,48}\\S)?")
          .refusing("purchase", name -> EventNames.inOtherCase(name, STANDARD));

  private MetaEventNames() {}
}
