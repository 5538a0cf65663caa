package io.tracklayer.destinations.klaviyo;

import io.tracklayer.contract.event.CanonicalNames;
import java.util.HashMap;
import java.util.Map;

/**
 * Klaviyo's metrics for canonical events: the names that its own flows and reports know, or what
 * {@code event_names} says, which may be any name. A profile update is none: it goes to the profile
 * itself. A page view has none of its own, so it goes only where {@code event_names} names one.
 */
final class KlaviyoEventNames {

  // https://developers.klaviyo.com/en/docs/guide_to_integrating_a_platform_without_a_pre_built_klaviyo_integration
  static final Map<String, String> DEFAULTS =
      Map.of(
          CanonicalNames.VIEW_CONTENT, "Viewed Product",
          CanonicalNames.ADD_TO_CART, "Added to Cart",
          CanonicalNames.BEGIN_CHECKOUT, "Started Checkout",
          CanonicalNames.PURCHASE, "Placed Order",
          CanonicalNames.REFUND, "Refunded Order",
          CanonicalNames.LEAD, "Lead Submitted",
          CanonicalNames.SIGN_UP, "Signed Up");

  private static final String ORDERED_PRODUCT = "Ordered Product";

  /** Names are shorter than 128 characters. */
  private static final int LONGEST = 127;

  private final Map<String, String> names = new HashMap<>();
  private final String prefix;

  /**
   * @param overrides canonical name to metric
   * @param prefix put before every metric; may be empty
   * @throws IllegalStateException when a name is longer than Klaviyo takes
   */
  KlaviyoEventNames(Map<String, String> overrides, String prefix) {
    this.prefix = prefix;
    Map<String, String> plain = new HashMap<>(DEFAULTS);
    plain.putAll(overrides);
    plain.remove(CanonicalNames.PROFILE_UPDATE);
    plain.forEach((canonical, name) -> names.put(canonical, prefixed(name)));
  }

  private String prefixed(String name) {
    String metric = prefix + name.strip();
    if (metric.isBlank() || metric.length() > LONGEST) {
      throw new IllegalStateException(
          "a metric's name has 1 to "
              + LONGEST
              + " characters, settings.metric_prefix included; event_names has one of "
              + metric.length());
    }
    return metric;
  }

  /** Null when there is none. */
  String of(String canonicalName) {
    return names.get(canonicalName);
  }

  String orderedProduct() {
    return prefixed(ORDERED_PRODUCT);
  }
}
