package io.tracklayer.destinations.meta;

import java.util.Locale;
import java.util.Set;

/**
 * Which of a source's own properties may be sent as free keys of {@code custom_data}. Meta forbids
 * personal data there, so a key that may hold some stays out. Keys are compared in lower case, with
 * everything but letters and digits removed.
 */
final class CustomKeys {

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
          "fbc",
          "fbp",
          "fbclid",
          "gclid",
          "gbraid",
          "wbraid",
          "dclid",
          "ttclid",
          "ttp",
          "kx",
          "msclkid",
          "twclid",
          "liclid",
          "lifatid",
          "sccid",
          "epik",
          "rdtcid",
          "consent",
          "limiteddatause");

  private static final Set<String> PERSONAL =
      Set.of(
          "em",
          "ph",
          "fn",
          "ln",
          "db",
          "ge",
          "ct",
          "st",
          "zp",
          "name",
          "firstname",
          "lastname",
          "fullname",
          "middlename",
          "surname",
          "familyname",
          "givenname",
          "maidenname",
          "username",
          "nickname",
          "displayname",
          "gender",
          "sex",
          "birthday",
          "dob",
          "age",
          "city",
          "town",
          "state",
          "province",
          "region",
          "county",
          "country",
          "countrycode",
          "zip",
          "zipcode",
          "postal",
          "postalcode",
          "postcode",
          "street",
          "tel",
          "fax",
          "mobile",
          "cell",
          "whatsapp",
          "ip",
          "ipaddr",
          "ipv4",
          "ipv6",
          "useragent",
          "userid",
          "uid",
          "customerid",
          "clientid",
          "anonymousid",
          "externalid",
          "deviceid",
          "advertisingid",
          "idfa",
          "idfv",
          "gaid",
          "crmid",
          "loyaltyid",
          "ssn",
          "iban",
          "bic",
          "cvv",
          "cvc",
          "pan",
          "taxid",
          "vatid",
          "latitude",
          "longitude",
          "lat",
          "lon",
          "lng",
          "location",
          "traits",
          "user",
          "customer",
          "url",
          "path",
          "search",
          "referrer",
          "referer",
          "taburl",
          "initialreferrer",
          "comment",
          "comments",
          "message",
          "note",
          "notes");

  /** Parts of a key that speak for themselves: {@code billing_email}, {@code phone_number}. */
  private static final String[] PERSONAL_PARTS = {
    "email",
    "phone",
    "birth",
    "address",
    "passw",
    "secret",
    "token",
    "firstname",
    "lastname",
    "fullname",
    "passport",
    "creditcard",
    "cardnumber",
    "socialsecurity"
  };

  private CustomKeys() {}

  static boolean maySend(String key) {
    String comparable = comparable(key);
    if (comparable.isEmpty() || HANDLED.contains(comparable) || PERSONAL.contains(comparable)) {
      return false;
    }
    for (String part : PERSONAL_PARTS) {
      if (comparable.contains(part)) {
        return false;
      }
    }
    return true;
  }

  private static String comparable(String key) {
    StringBuilder kept = new StringBuilder(key.length());
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        kept.append(c);
      }
    }
    return kept.toString().toLowerCase(Locale.ROOT);
  }
}
