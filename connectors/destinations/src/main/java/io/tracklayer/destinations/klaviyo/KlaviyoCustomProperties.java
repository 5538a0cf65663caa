package io.tracklayer.destinations.klaviyo;

import io.tracklayer.destinations.event.CustomPropertiesWriter;
import io.tracklayer.destinations.event.PersonalText;
import java.util.Set;

/**
 * Which of the source's own properties are sent. Personal data belongs in the profile, where
 * Klaviyo can find and erase it.
 */
final class KlaviyoCustomProperties {

  /**
   * An event may have 400, some of which are written by name.
   * https://developers.klaviyo.com/en/reference/events_api_overview
   */
  private static final int MOST = 380;

  /** Written by name elsewhere, or meant for another system. */
  private static final Set<String> HANDLED =
      Set.of(
          "orderid",
          "checkoutid",
          "refundid",
          "leadid",
          "value",
          "valuecurrency",
          "currency",
          "revenue",
          "total",
          "items",
          "products",
          "itemnames",
          "categories",
          "productid",
          "productname",
          "sku",
          "brand",
          "variantname",
          "price",
          "quantity",
          "coupon",
          "discount",
          "discountcode",
          "discountvalue",
          "tax",
          "shipping",
          "pageurl",
          "producturl",
          "imageurl",
          "checkouturl",
          "eventid",
          "uniqueid",
          "actionsource",
          "optout",
          "consent",
          "limiteddatause");

  static final CustomPropertiesWriter WRITER =
      new CustomPropertiesWriter(HANDLED, text -> !PersonalText.isPersonal(text), MOST).withLists();

  /** Of a profile: what {@link KlaviyoProfileWriter} writes into fields of Klaviyo's. */
  static final CustomPropertiesWriter TRAITS =
      new CustomPropertiesWriter(
              Set.of(
                  "title",
                  "jobtitle",
                  "organization",
                  "organisation",
                  "company",
                  "companyname",
                  "consent"),
              text -> !PersonalText.isPersonal(text),
              MOST)
          .withLists();

  private KlaviyoCustomProperties() {}
}
