package io.tracklayer.job.intake.commerce;

import io.tracklayer.job.intake.source.SpelledNames;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The names of the properties that tell of an order, in their usual spelling. Of several that mean
 * the same, the first that is there counts.
 *
 * <ul>
 *   <li>RudderStack, Segment: {@code revenue}, {@code total}, {@code tax}, {@code shipping}
 *       (https://www.rudderstack.com/docs/event-spec/ecommerce-events-spec/ordering/)
 *   <li>Shopify: {@code total_price}, {@code total_price_set}, {@code total_tax}, {@code
 *       total_discounts} (https://shopify.dev/docs/api/admin-rest/latest/resources/order)
 *   <li>WooCommerce: {@code total}, {@code total_tax}, {@code shipping_total}, {@code
 *       discount_total} (https://woocommerce.github.io/woocommerce-rest-api-docs/#order-properties)
 *   <li>Magento: {@code grand_total}, {@code order_currency_code}, {@code tax_amount}, {@code
 *       shipping_amount}, {@code discount_amount}, {@code increment_id}
 *       (https://developer.adobe.com/commerce/webapi/rest/)
 *   <li>BigCommerce: {@code total_inc_tax}
 *       (https://developer.bigcommerce.com/docs/rest-management/orders)
 *   <li>Salesforce Commerce Cloud: {@code order_total}, {@code product_items}
 *       (https://developer.salesforce.com/docs/commerce/commerce-api/references/shopper-orders)
 *   <li>Google Tag Manager's older data layer: {@code transactionTotal}, {@code
 *       transactionProducts} (https://support.google.com/tagmanager/answer/6107169)
 * </ul>
 */
final class OrderFields {

  /**
   * Klarna's name for the currency; the amounts beside it are in minor units
   * (https://docs.klarna.com/api/ordermanagement/).
   */
  static final String PURCHASE_CURRENCY = "purchase_currency";

  /** A set names the currency of its amounts; what stands beside it need not. */
  static final List<String> VALUE =
      List.of(
          "value",
          "revenue",
          "total",
          "total_price_set",
          "total_price",
          "grand_total",
          "order_total",
          "order_value",
          "order_amount",
          "total_amount",
          "total_value",
          "purchase_value",
          "transaction_total",
          "transaction_revenue",
          "order_revenue",
          "conversion_value",
          "total_inc_tax",
          "total_paid",
          "current_total_price");

  /** In an event about the whole cart. */
  static final List<String> VALUE_OF_CART =
      List.of("cart_total", "cart_value", "checkout_total", "basket_total");

  private static final List<String> PAID_BACK =
      List.of("refund_amount", "refund_total", "refund_value", "refunded_amount");

  /** The total beside what was paid back may be the order's. */
  static final List<String> VALUE_OF_REFUND =
      Stream.of(PAID_BACK, VALUE).flatMap(List::stream).toList();

  /** Amounts in hundredths, as their names say. */
  static final List<String> VALUE_IN_CENTS =
      List.of(
          "value_cents",
          "value_in_cents",
          "revenue_cents",
          "revenue_in_cents",
          "total_cents",
          "total_in_cents",
          "total_price_cents",
          "total_amount_cents",
          "amount_cents",
          "amount_in_cents");

  /** Elsewhere than in an order, an amount may be one of anything, and in any unit. */
  static final String AMOUNT = "amount";

  /** {@code CurrencyIsoCode} is Salesforce's, {@code currencyIso} SAP's. */
  static final List<String> CURRENCY =
      List.of(
          "currency",
          "currency_code",
          "order_currency",
          "order_currency_code",
          "currency_iso_code",
          "iso_currency_code",
          "currency_iso",
          "cart_currency",
          "transaction_currency",
          PURCHASE_CURRENCY);

  /**
   * How many decimals the amounts have that are written beside it without a point
   * (https://developer.woocommerce.com/docs/apis/store-api/resources-endpoints/cart/).
   */
  static final String MINOR_UNIT = "currency_minor_unit";

  static final List<String> TAX =
      List.of("tax", "total_tax_set", "total_tax", "tax_total", "tax_amount", "transaction_tax");

  static final List<String> SHIPPING =
      List.of(
          "shipping",
          "total_shipping_price_set",
          "shipping_total",
          "total_shipping",
          "shipping_amount",
          "shipping_cost",
          "transaction_shipping");

  static final List<String> DISCOUNT =
      List.of(
          "discount",
          "total_discounts_set",
          "total_discounts",
          "total_discount",
          "discount_total",
          "discount_amount");

  static final List<String> COUPON =
      List.of(
          "coupon", "coupon_code", "discount_code", "promo_code", "promotion_code", "voucher_code");

  /** Lists of codes or of objects with a {@code code}: Shopify's and WooCommerce's. */
  static final List<String> COUPONS =
      List.of("discount_codes", "coupon_lines", "coupon_codes", "coupons");

  /** The first that names a product counts. */
  static final List<String> LISTS =
      List.of(
          "products",
          "items",
          "contents",
          "line_items",
          "order_items",
          "order_lines",
          "transaction_products",
          "product_items");

  /** Further ones in an event about a whole order or cart. */
  static final List<String> LISTS_OF_CARTS = List.of("cart_items", "cart_products", "lines");

  static final List<String> LISTS_OF_IDS = List.of("content_ids", "product_ids", "item_ids");

  /** One product in an object of its own. */
  static final List<String> PRODUCT = List.of("product", "item");

  static final List<String> ID_OF_PRODUCT = List.of("product_id", "item_id", "variant_id");

  /**
   * TikTok's pixel has it beside {@code content_type}, elsewhere it may be that of an article
   * (https://ads.tiktok.com/help/article/standard-events-parameters).
   */
  static final String CONTENT_ID = "content_id";

  static final String CONTENT_TYPE = "content_type";

  static final List<String> SKU_OF_PRODUCT = List.of("sku", "product_sku");

  /** Properties that describe the product of an event about one, and become its item. */
  static final List<String> OF_PRODUCT =
      Stream.of(
              ID_OF_PRODUCT,
              SKU_OF_PRODUCT,
              List.of(
                  CONTENT_ID,
                  "content_name",
                  "content_category",
                  "name",
                  "product_name",
                  "item_name",
                  "brand",
                  "product_brand",
                  "item_brand",
                  "category",
                  "product_category",
                  "item_category",
                  "item_category2",
                  "item_category3",
                  "item_category4",
                  "item_category5",
                  "variant",
                  "product_variant",
                  "item_variant",
                  "price",
                  "product_price",
                  "item_price",
                  "unit_price",
                  "price_cents",
                  "price_in_cents",
                  "quantity",
                  "product_quantity",
                  "qty",
                  "position",
                  "url",
                  "product_url",
                  "image_url",
                  "product_image_url"))
          .flatMap(List::stream)
          .toList();

  /** The coupon is the event's too. */
  static final List<String> SINGLE =
      Stream.of(OF_PRODUCT, List.of("coupon")).flatMap(List::stream).toList();

  /** What may stand beside the object of one product. */
  static final List<String> BESIDE_PRODUCT =
      List.of("price", "quantity", "qty", "position", "coupon");

  /** Of the object that they stand in. */
  static final String ID = "id";

  static final String NUMBER = "number";
  static final String TOKEN = "token";

  static final String ORDER_ID = "order_id";
  static final String TRANSACTION_ID = "transaction_id";
  static final String CHECKOUT_ID = "checkout_id";
  static final String CHECKOUT_TOKEN = "checkout_token";
  static final String LEAD_ID = "lead_id";
  static final String REFUND_ID = "refund_id";

  /** Ids that the canonical event has in fields of their own. */
  static final Set<String> IDS = Set.of(ORDER_ID, LEAD_ID, REFUND_ID);

  /** By which people know an order, often beside the id by which programs do. */
  static final List<String> ORDER_NUMBER =
      List.of("order_number", "order_no", "order_reference", "order_ref", "increment_id");

  /** Google's data layer, which some sources pass on as it is. */
  static final String DATA_LAYER = "ecommerce";

  static final String REFUND = "refund";
  static final String CHECKOUT = "checkout";
  static final String TRANSACTION = "transaction";

  /** Objects whose id is the order's. */
  static final List<String> ORDERS =
      List.of("order", "order_details", "order_data", "order_info", "purchase");

  /** Objects that tell of an order, a checkout or a cart, the surest first. */
  static final List<String> OBJECTS =
      Stream.of(
              List.of(DATA_LAYER, REFUND), ORDERS, List.of(TRANSACTION, CHECKOUT, "cart", "basket"))
          .flatMap(List::stream)
          .toList();

  /** PayPal's orders have their amounts and items here. */
  static final String PURCHASE_UNITS = "purchase_units";

  /**
   * Fields that the canonical event has in places of its own, whether they could be read or not.
   */
  private static final Set<String> TAKEN =
      Stream.<Collection<String>>of(
              VALUE,
              VALUE_IN_CENTS,
              PAID_BACK,
              CURRENCY,
              TAX,
              SHIPPING,
              DISCOUNT,
              COUPON,
              IDS,
              List.of("products", PURCHASE_UNITS))
          .flatMap(Collection::stream)
          .collect(Collectors.toUnmodifiableSet());

  private static final Set<String> OF_SINGLE_PRODUCT =
      Stream.of(OF_PRODUCT, PRODUCT).flatMap(List::stream).collect(Collectors.toUnmodifiableSet());

  private static final SpelledNames<String> USUAL =
      new SpelledNames<>(
          Stream.<Collection<String>>of(
                  TAKEN,
                  LISTS,
                  VALUE_OF_CART,
                  LISTS_OF_CARTS,
                  LISTS_OF_IDS,
                  PRODUCT,
                  OF_PRODUCT,
                  List.of(AMOUNT, TRANSACTION_ID, CHECKOUT_ID, CHECKOUT_TOKEN),
                  List.of(MINOR_UNIT, CONTENT_TYPE),
                  COUPONS,
                  List.of(ID, NUMBER, TOKEN),
                  ORDER_NUMBER,
                  OBJECTS)
              .flatMap(Collection::stream)
              .distinct()
              .collect(Collectors.toMap(Function.identity(), Function.identity())));

  private OrderFields() {}

  /** The usual spelling of a name; null for a name that tells of no order. */
  static @Nullable String usual(String written) {
    return USUAL.get(written);
  }

  static boolean isOfProduct(String usual) {
    return OF_SINGLE_PRODUCT.contains(usual);
  }

  static boolean isTaken(String usual) {
    return TAKEN.contains(usual);
  }

  static boolean isList(String usual) {
    return LISTS.contains(usual)
        || LISTS_OF_CARTS.contains(usual)
        || LISTS_OF_IDS.contains(usual)
        || PRODUCT.contains(usual);
  }
}
