package io.tracklayer.destinations.ga4;

import io.tracklayer.contract.config.options.ScalarType;
import io.tracklayer.contract.config.options.Types;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.contract.text.UnicodeText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names of events and their parameters. A profile update cannot have a counterpart, and neither can
 * a change of an order, which could only count as one more; other events may have any name that
 * Google Analytics does not reserve for itself.
 */
// https://developers.google.com/analytics/devguides/collection/protocol/ga4/reference#reserved_names
final class Ga4EventNames {

  static final String PURCHASE = "purchase";
  static final String REFUND = "refund";
  static final String ADD_PAYMENT_INFO = "add_payment_info";

  static final Set<String> NEVER =
      Set.of(
          CanonicalNames.ORDER_UPDATED,
          CanonicalNames.ORDER_CANCELLED,
          CanonicalNames.PROFILE_UPDATE);

  // https://developers.google.com/analytics/devguides/collection/protocol/ga4/reference/events
  static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry(CanonicalNames.PAGE_VIEW, "page_view"),
          Map.entry(CanonicalNames.VIEW_CONTENT, "view_item"),
          Map.entry(CanonicalNames.SEARCH, "search"),
          Map.entry(CanonicalNames.ADD_TO_WISHLIST, "add_to_wishlist"),
          Map.entry(CanonicalNames.ADD_TO_CART, "add_to_cart"),
          Map.entry(CanonicalNames.VIEW_CART, "view_cart"),
          Map.entry(CanonicalNames.BEGIN_CHECKOUT, "begin_checkout"),
          Map.entry(CanonicalNames.ADD_PAYMENT_INFO, ADD_PAYMENT_INFO),
          Map.entry(CanonicalNames.PURCHASE, PURCHASE),
          Map.entry(CanonicalNames.REFUND, REFUND),
          Map.entry(CanonicalNames.LEAD, "generate_lead"),
          Map.entry(CanonicalNames.SIGN_UP, "sign_up"));

  private static final Set<String> RESERVED_EVENTS =
      Set.of(
          "ad_activeview",
          "ad_click",
          "ad_exposure",
          "ad_impression",
          "ad_query",
          "adunit_exposure",
          "app_clear_data",
          "app_install",
          "app_remove",
          "app_update",
          "error",
          "first_open",
          "first_visit",
          "in_app_purchase",
          "notification_dismiss",
          "notification_foreground",
          "notification_open",
          "notification_receive",
          "os_update",
          "screen_view",
          "session_start",
          "user_engagement");

  private static final List<String> RESERVED_PREFIXES =
      List.of("_", "firebase_", "ga_", "google_", "gtag.");

  private static final String STORE_EVENTS = "app_store_";
  private static final String RESERVED_PARAMETER = "firebase_conversion";

  private static final int LONGEST = 40;

  /** Events of any other name would be accepted and silently dropped. */
  static final ScalarType<String> NAME =
      Types.text(
              "text",
              "up to 40 letters, digits and `_`, a letter first, and none of the names that Google"
                  + " Analytics reserves",
              "generate_lead",
              "[A-Za-z][A-Za-z0-9_]{0,39}")
          .except("session_start", name -> !isEvent(name));

  private final Map<String, String> names;

  /**
   * @param overrides a {@link #NAME} for each canonical name
   */
  Ga4EventNames(Map<String, String> overrides) {
    names = new HashMap<>(DEFAULTS);
    names.putAll(overrides);
    names.keySet().removeAll(NEVER);
  }

  /** The counterpart, if there is one. */
  @Nullable String of(String canonicalName) {
    return names.get(canonicalName);
  }

  private static boolean isEvent(String name) {
    return isFree(name) && !RESERVED_EVENTS.contains(name) && !name.startsWith(STORE_EVENTS);
  }

  /** Whether a parameter may have this name. */
  static boolean isParameter(String name) {
    return isFree(name) && !name.equals(RESERVED_PARAMETER);
  }

  private static boolean isFree(String name) {
    if (name.isEmpty() || name.length() > LONGEST || !isLetter(name.charAt(0))) {
      return false;
    }
    for (String prefix : RESERVED_PREFIXES) {
      if (name.startsWith(prefix)) {
        return false;
      }
    }
    return UnicodeText.isAll(name, Ga4EventNames::isPlain);
  }

  /**
   * The key of a source's property with {@code _} for every character that a name may not contain.
   */
  static String parameter(String key) {
    String stripped = key.strip();
    if (UnicodeText.isAll(stripped, Ga4EventNames::isPlain)) {
      return stripped;
    }
    StringBuilder name = new StringBuilder(stripped.length());
    stripped.codePoints().forEach(c -> name.append(isPlain(c) ? (char) c : '_'));
    return name.toString();
  }

  private static boolean isPlain(int c) {
    return isLetter(c) || (c >= '0' && c <= '9') || c == '_';
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
