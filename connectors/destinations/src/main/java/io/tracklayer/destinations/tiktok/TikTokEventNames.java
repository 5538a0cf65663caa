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

  // https://business-api.tiktok.com/portal/docs?id=1771100865818625
  static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry(CanonicalNames.PAGE_VIEW, "Pageview"),
          Map.entry(CanonicalNames.VIEW_CONTENT, "ViewContent"),
          Map.entry(CanonicalNames.SEARCH, "Search"),
          Map.entry(CanonicalNames.ADD_TO_WISHLIST, "AddToWishlist"),
          Map.entry(CanonicalNames.ADD_TO_CART, "AddToCart"),
          Map.entry(CanonicalNames.BEGIN_CHECKOUT, "InitiateCheckout"),
          Map.entry(CanonicalNames.ADD_PAYMENT_INFO, "AddPaymentInfo"),
          Map.entry(CanonicalNames.PURCHASE, PURCHASE),
          Map.entry(CanonicalNames.LEAD, "Lead"),
          Map.entry(CanonicalNames.SIGN_UP, "CompleteRegistration"),
          Map.entry(CanonicalNames.SUBSCRIBE, "Subscribe"));

  /** Three events have other names if they happen in an app, which has no pages. */
  // https://business-api.tiktok.com/portal/docs?id=1771101186666498
  static final Map<String, String> OF_APPS =
      Map.ofEntries(
          Map.entry(CanonicalNames.VIEW_CONTENT, "ViewContent"),
          Map.entry(CanonicalNames.SEARCH, "Search"),
          Map.entry(CanonicalNames.ADD_TO_WISHLIST, "AddToWishlist"),
          Map.entry(CanonicalNames.ADD_TO_CART, "AddToCart"),
          Map.entry(CanonicalNames.BEGIN_CHECKOUT, "Checkout"),
          Map.entry(CanonicalNames.ADD_PAYMENT_INFO, "AddPaymentInfo"),
          Map.entry(CanonicalNames.PURCHASE, PURCHASE),
          Map.entry(CanonicalNames.LEAD, "GenerateLead"),
          Map.entry(CanonicalNames.SIGN_UP, "Registration"),
          Map.entry(CanonicalNames.SUBSCRIBE, "Subscribe"));

  // Standard events of the Events API 2.0:
  // https://business-api.tiktok.com/portal/docs?id=1771100865818625
  private static final Set<String> STANDARD =
      Set.of(
          "AddPaymentInfo",
          "AddToCart",
          "AddToWishlist",
          "ApplicationApproval",
          "Checkout",
          "ClickButton",
          "CompletePayment",
          "CompleteRegistration",
          "Contact",
          "CustomizeProduct",
          "Download",
          "FindLocation",
          "GenerateLead",
          "InitiateCheckout",
          "Lead",
          "Pageview",
          "PlaceAnOrder",
          PURCHASE,
          "Registration",
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
