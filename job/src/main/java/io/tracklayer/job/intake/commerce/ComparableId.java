package io.tracklayer.job.intake.commerce;

import io.tracklayer.job.intake.source.SourceIds;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The form in which ids of orders, refunds and leads are compared, so that two spellings of one id
 * count as one: {@code #10017} and {@code 10017}, {@code 10017.0} and {@code 10017}, {@code
 * gid://shopify/Order/10017} and {@code 10017}.
 *
 * <p>Everything in which two orders of one shop may differ is kept: case, leading zeros, hyphens,
 * prefixes and suffixes. Taking two orders for one loses a sale; taking one order for two only
 * sends it twice.
 */
public final class ComparableId {

  /**
   * Shopify's global ids. Its REST API and webhooks give the number alone
   * (https://shopify.dev/docs/api/usage/gids); its checkout calls the order an OrderIdentity, whose
   * number "becomes the Order object ID in the Admin API".
   */
  private static final Pattern GLOBAL_ID =
      Pattern.compile(
          "gid://shopify/(?:Order|OrderIdentity|Refund|Checkout)/([^/?#\\s]+)(?:\\?\\S*)?");

  /**
   * A whole number from a column with gaps, which was read as floating point and written as text.
   */
  private static final Pattern WRITTEN_AS_FLOAT = Pattern.compile("([0-9]+)\\.0+");

  private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");

  private static final String QUOTES = "\"'`";

  private ComparableId() {}

  /**
   * @param id as the source wrote it; null if there is none
   * @return without control characters; null if nothing of an id is left
   */
  public static @Nullable String of(@Nullable String id) {
    if (id == null) {
      return null;
    }
    String visible = CONTROLS.matcher(bare(id)).replaceAll("");
    String comparable = only(WRITTEN_AS_FLOAT, only(GLOBAL_ID, visible));
    return SourceIds.isPlaceholder(comparable) ? null : comparable;
  }

  /**
   * Removes quotes and number signs around the id. Shop systems show an order's number behind the
   * sign: Shopify's {@code name} is {@code #1001} where {@code order_number} is 1001
   * (https://shopify.dev/docs/api/admin-rest/latest/resources/order), and WooCommerce's order pages
   * put it in front of every number.
   */
  private static String bare(String id) {
    String bare = SourceIds.trimmed(id);
    while (isQuoted(bare) || bare.startsWith("#")) {
      int end = isQuoted(bare) ? bare.length() - 1 : bare.length();
      bare = SourceIds.trimmed(bare.substring(1, end));
    }
    return bare;
  }

  private static boolean isQuoted(String text) {
    int last = text.length() - 1;
    return last > 0 && QUOTES.indexOf(text.charAt(0)) >= 0 && text.charAt(last) == text.charAt(0);
  }

  private static String only(Pattern pattern, String id) {
    Matcher matcher = pattern.matcher(id);
    return matcher.matches() ? matcher.group(1) : id;
  }
}
