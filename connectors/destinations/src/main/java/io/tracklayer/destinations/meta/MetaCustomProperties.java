package io.tracklayer.destinations.meta;

import io.tracklayer.destinations.event.CustomPropertiesWriter;
import io.tracklayer.destinations.event.PersonalText;
import java.util.Set;

/**
 * Which of the source's own properties are sent in {@code custom_data}. Meta forbids personal data
 * there, so a property that may hold some is left out. Keys are compared in lower case, with
 * everything but letters and digits removed.
 */
final class MetaCustomProperties {

  /** Written by name elsewhere in the event, or meant for another system. */
  private static final Set<String> HANDLED =
      Set.of(
          "value",
          "currency",
          "orderid",
          "checkoutid",
          "contentids",
          "contents",
          "contenttype",
          "contentname",
          "contentcategory",
          "numitems",
          "searchstring",
          "query",
          "status",
          "predictedltv",
          "netrevenue",
          "itemnumber",
          "deliverycategory",
          "tax",
          "shipping",
          "discount",
          "coupon",
          "products",
          "items",
          "actionsource",
          "messagingchannel",
          "optout",
          "eventid",
          "eventtime",
          "eventname",
          "leadid",
          "subscriptionid",
          "fbloginid",
          "madid",
          "anonid",
          "ctwaclid",
          "pageid",
          "consent",
          "limiteddatause",
          "limiteddatausage",
          "dataprocessingoptions",
          "dataprocessingoptionscountry",
          "dataprocessingoptionsstate",
          "optouttype");

  static final CustomPropertiesWriter WRITER =
      new CustomPropertiesWriter(HANDLED, PersonalText::isSendable, Integer.MAX_VALUE);

  private MetaCustomProperties() {}
}
