package io.tracklayer.destinations.tiktok;

import io.tracklayer.contract.event.CanonicalNames;
import java.util.Map;
import java.util.Set;

/** TikTok's standard events, by canonical name. Case-sensitive. */
final class TikTokEventNames {

  static final String PURCHASE = "Purchase";

  /** CompletePayment is what a purchase was called before. */
  static final Set<String> PURCHASES = Set.of(PURCHASE, "CompletePayment");

  static final Map<String, String> DEFAULTS =
      Map.of(
          CanonicalNames.PAGE_VIEW, "Pageview",
          CanonicalNames.VIEW_CONTENT, "ViewContent",
          CanonicalNames.ADD_TO_CART, "AddToCart",
          CanonicalNames.BEGIN_CHECKOUT, "InitiateCheckout",
          CanonicalNames.PURCHASE, PURCHASE,
          CanonicalNames.LEAD, "Lead",
          CanonicalNames.SIGN_UP, "CompleteRegistration");

  private TikTokEventNames() {}
}
