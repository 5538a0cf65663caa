package io.tracklayer.destinations.meta;

import io.tracklayer.contract.event.CanonicalNames;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Meta's names for canonical events: its standard events, or what {@code event_names} says, which
 * may be any custom name. A refund and a profile update have no counterpart and never get one: the
 * API knows neither.
 */
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

  private static final Set<String> NEVER =
      Set.of(CanonicalNames.REFUND, CanonicalNames.PROFILE_UPDATE);

  private final Map<String, String> names;

  /**
   * @param overrides canonical name to Meta's
   */
  MetaEventNames(Map<String, String> overrides) {
    names = new HashMap<>(DEFAULTS);
    names.putAll(overrides);
    names.keySet().removeAll(NEVER);
  }

  /** Null when there is no counterpart. */
  String of(String canonicalName) {
    return names.get(canonicalName);
  }
}
