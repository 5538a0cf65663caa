package io.tracklayer.destinations.snapchat;

import io.tracklayer.contract.config.options.ScalarType;
import io.tracklayer.contract.config.options.Types;
import io.tracklayer.contract.event.CanonicalNames;
import java.util.Map;

/** Snapchat's standard events, by canonical name. It has none for a lead. */
final class SnapchatEventNames {

  // https://developers.snap.com/api/marketing-api/Conversions-API/Parameters
  static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry(CanonicalNames.PAGE_VIEW, "PAGE_VIEW"),
          Map.entry(CanonicalNames.VIEW_CONTENT, "VIEW_CONTENT"),
          Map.entry(CanonicalNames.SEARCH, "SEARCH"),
          Map.entry(CanonicalNames.ADD_TO_WISHLIST, "ADD_TO_WISHLIST"),
          Map.entry(CanonicalNames.ADD_TO_CART, "ADD_CART"),
          Map.entry(CanonicalNames.BEGIN_CHECKOUT, "START_CHECKOUT"),
          Map.entry(CanonicalNames.ADD_PAYMENT_INFO, "ADD_BILLING"),
          Map.entry(CanonicalNames.PURCHASE, "PURCHASE"),
          Map.entry(CanonicalNames.LEAD, "SIGN_UP"),
          Map.entry(CanonicalNames.SIGN_UP, "SIGN_UP"),
          Map.entry(CanonicalNames.SUBSCRIBE, "SUBSCRIBE"));

  /** Snapchat refuses any other name. */
  // https://developers.snap.com/api/marketing-api/Conversions-API/Parameters
  static final ScalarType<String> NAME =
      Types.choice(
          "ACHIEVEMENT_UNLOCKED",
          "ADD_BILLING",
          "ADD_CART",
          "ADD_TO_WISHLIST",
          "AD_CLICK",
          "AD_VIEW",
          "APP_INSTALL",
          "APP_OPEN",
          "COMPLETE_TUTORIAL",
          "CUSTOM_EVENT_1",
          "CUSTOM_EVENT_2",
          "CUSTOM_EVENT_3",
          "CUSTOM_EVENT_4",
          "CUSTOM_EVENT_5",
          "INVITE",
          "LEVEL_COMPLETE",
          "LIST_VIEW",
          "LOGIN",
          "PAGE_VIEW",
          "PURCHASE",
          "RATE",
          "RESERVE",
          "SAVE",
          "SEARCH",
          "SHARE",
          "SIGN_UP",
          "SPENT_CREDITS",
          "START_CHECKOUT",
          "START_TRIAL",
          "SUBSCRIBE",
          "VIEW_CONTENT");

  private SnapchatEventNames() {}
}
