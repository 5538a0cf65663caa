package io.tracklayer.destinations.tiktok;

import io.tracklayer.contract.config.options.ScalarType;
import io.tracklayer.contract.config.options.Types;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.destinations.event.EventNames;
import java.util.Map;
import java.util.Set;

/** TikTok's standard events, by canonical name. Case-sensitive. */
final class TikTokEventNames {

  static final String PURCHASE = "Purchase";

  /** CompletePayment is the earlier name of a purchase. */
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

  // Standard events of the Events API 2.0:
  // https://business-api.tiktok.com/portal/docs?id=1771100865818625
  private static final Set<String> STANDARD =
      Set.of(
          "AddPaymentInfo",
          "AddToCart",
          "AddToWishlist",
          "ApplicationApproval",
          "ClickButton",
          "CompletePayment",
          "CompleteRegistration",
          "Contact",
          "CustomizeProduct",
          "Download",
          "FindLocation",
          "InitiateCheckout",
          "Lead",
          "Pageview",
          "PlaceAnOrder",
          PURCHASE,
          "Schedule",
          "Search",
          "StartTrial",
          "SubmitApplication",
          "SubmitForm",
          "Subscribe",
          "ViewContent");

  /** The name of a standard or custom event. */
  static final ScalarType<String> NAME =
      Types.text().refusing("purchase", name -> EventNames.inOtherCase(name, STANDARD));

  private TikTokEventNames() {}
}
