package io.tracklayer.destinations.snapchat;

import io.tracklayer.contract.event.CanonicalNames;
import java.util.Map;

/** Snapchat's standard events, by canonical name. It has none of its own for a lead. */
final class SnapchatEventNames {

  static final Map<String, String> DEFAULTS =
      Map.of(
          CanonicalNames.PAGE_VIEW, "PAGE_VIEW",
          CanonicalNames.VIEW_CONTENT, "VIEW_CONTENT",
          CanonicalNames.ADD_TO_CART, "ADD_CART",
          CanonicalNames.BEGIN_CHECKOUT, "START_CHECKOUT",
          CanonicalNames.PURCHASE, "PURCHASE",
          CanonicalNames.LEAD, "SIGN_UP",
          CanonicalNames.SIGN_UP, "SIGN_UP");

  private SnapchatEventNames() {}
}
