package io.tracklayer.destinations.meta;

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

  private MetaEventNames() {}
}
