package io.tracklayer.destinations.klaviyo;

import io.tracklayer.contract.config.options.ScalarType;
import io.tracklayer.contract.config.options.Types;
import io.tracklayer.contract.event.CanonicalNames;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Klaviyo's metrics for canonical events: the names that its own flows and reports know, or any
 * name given in {@code event_names}. A profile update has no metric: it goes to the profile itself.
 * Klaviyo has no standard metric for the others, so they are sent only if {@code event_names} names
 * one.
 */
final class KlaviyoEventNames {

  private static final String PLACED_ORDER = "Placed Order";

  // https://developers.klaviyo.com/en/docs/guide_to_integrating_a_platform_without_a_pre_built_klaviyo_integration
  // and, for subscriptions,
  // https://developers.klaviyo.com/en/docs/guide_to_integrating_a_subscription_ecommerce_platform
  static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry(CanonicalNames.VIEW_CONTENT, "Viewed Product"),
          Map.entry(CanonicalNames.ADD_TO_CART, "Added to Cart"),
          Map.entry(CanonicalNames.BEGIN_CHECKOUT, "Started Checkout"),
          Map.entry(CanonicalNames.PURCHASE, PLACED_ORDER),
          Map.entry(CanonicalNames.ORDER_CANCELLED, "Cancelled Order"),
          Map.entry(CanonicalNames.REFUND, "Refunded Order"),
          Map.entry(CanonicalNames.LEAD, "Lead Submitted"),
          Map.entry(CanonicalNames.SIGN_UP, "Signed Up"),
          Map.entry(CanonicalNames.SUBSCRIBE, "Started Subscription"));

  private static final String ORDERED_PRODUCT = "Ordered Product";

  /** Names must be shorter than 128 characters. */
  static final int LONGEST = 127;

  static final ScalarType<String> NAME =
      Types.text(
          "text",
          "up to " + LONGEST + " characters",
          "Test",
          "\\S(.{0," + (LONGEST - 2) + "}\\S)?");

  /** A prefix may end with a space, to separate it from the name. */
  static final ScalarType<String> PREFIX =
      Types.text(
              "text",
              "up to " + LONGEST + " characters, the first of which is not a space",
              "Test",
              "\\S.{0," + (LONGEST - 1) + "}")
          .keepingSpaces();

  private final Map<String, String> names = new HashMap<>();
  private final String prefix;

  /**
   * @param overrides metrics by canonical name
   * @param prefix put before every metric; may be empty
   */
  KlaviyoEventNames(Map<String, String> overrides, String prefix) {
    this.prefix = prefix;
    Map<String, String> plain = new HashMap<>(DEFAULTS);
    plain.putAll(overrides);
    plain.remove(CanonicalNames.PROFILE_UPDATE);
    plain.forEach((canonical, name) -> names.put(canonical, prefix + name));
  }

  /** A metric whose name is too long for Klaviyo. */
  static Optional<String> tooLong(Map<String, String> overrides, String prefix) {
    KlaviyoEventNames names = new KlaviyoEventNames(overrides, prefix);
    return Stream.concat(names.names.values().stream(), Stream.of(names.orderedProduct()))
        .filter(metric -> metric.length() > LONGEST)
        .max(Comparator.comparingInt(String::length));
  }

  /** What happens to an order later, under a metric that would count it as placed once more. */
  static Optional<String> placesAnOrderAgain(Map<String, String> overrides) {
    String ordered = overrides.getOrDefault(CanonicalNames.PURCHASE, PLACED_ORDER);
    return Stream.of(CanonicalNames.ORDER_UPDATED, CanonicalNames.ORDER_CANCELLED)
        .filter(event -> ordered.equals(overrides.get(event)))
        .findFirst();
  }

  @Nullable String of(String canonicalName) {
    return names.get(canonicalName);
  }

  String orderedProduct() {
    return prefix + ORDERED_PRODUCT;
  }
}
