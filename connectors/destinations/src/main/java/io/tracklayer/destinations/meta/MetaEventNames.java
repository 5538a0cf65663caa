package io.tracklayer.destinations.meta;

import io.tracklayer.contract.config.options.ScalarType;
import io.tracklayer.contract.config.options.Types;
import io.tracklayer.contract.event.CanonicalNames;
import java.util.Map;

/** Meta's standard events, by canonical name. */
final class MetaEventNames {

  static final String PURCHASE = "Purchase";
  static final String INITIATE_CHECKOUT = "InitiateCheckout";

  static final Map<String, String> DEFAULTS =
      Map.of(
          CanonicalNames.PAGE_VIEW, "PageView",
          CanonicalNames.VIEW_CONTENT, "ViewContent",
          CanonicalNames.ADD_TO_CART, "AddToCart",
          CanonicalNames.BEGIN_CHECKOUT, INITIATE_CHECKOUT,
          CanonicalNames.PURCHASE, PURCHASE,
          CanonicalNames.LEAD, "Lead",
          CanonicalNames.SIGN_UP, "CompleteRegistration");

  /** The name of a standard or custom event. */
  // https://developers.facebook.com/docs/meta-pixel/implementation/conversion-tracking#custom-events
  static final ScalarType<String> NAME =
      Types.text("text", "at most 50 characters", "Contact", "\\S(.{0,48}\\S)?");

  private MetaEventNames() {}
}
