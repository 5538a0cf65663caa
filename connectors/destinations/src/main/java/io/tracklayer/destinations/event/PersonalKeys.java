package io.tracklayer.destinations.event;

import io.tracklayer.contract.text.RecentAnswers;
import java.util.Locale;
import java.util.Set;

/**
 * Recognises which of a source's own properties may name or identify a person. Keys are compared in
 * lower case, with everything but letters and digits removed.
 */
public final class PersonalKeys {

  /**
   * Ids by which ad systems recognise a click or a browser: they go only to the vendor that made
   * them.
   */
  private static final Set<String> CLICK_IDS =
      Set.of(
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
          "scid",
          "scclickid",
          "sccookie1",
          "uuidc1",
          "gclaw",
          "gcldc",
          "gclgb",
          "gclag",
          "gclgs",
          "gclau",
          "gaclientid",
          "gasessionid",
          "ga4clientid",
          "uetmsclkid",
          "derivedepik",
          "epik",
          "rdtcid",
          "rdtuuid",
          "ctwaclid",
          "gclsrc",
          "fpgclaw",
          "fpid",
          "yclid",
          "ymclid",
          "irclickid",
          "clickid",
          "fbclickid",
          "googleclickid",
          "tiktokclickid",
          "bingclickid",
          "snapclickid",
          "cjevent",
          "awc",
          "ranmid",
          "raneaid",
          "ransiteid",
          "tblci",
          "dicbo",
          "obclickid",
          "hubspotutk",
          "hstc",
          "hssc",
          "hsenc",
          "hsmi",
          "mkttok",
          "mceid",
          "mccid",
          "klaid",
          "ke",
          "pinunauth",
          "uetsid",
          "uetvid",
          "ttclickid",
          "qclid",
          "dmclid",
          "vmcid",
          "wickedid",
          "srsltid");

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
          "aaid",
          "madid",
          "anonid",
          "fbloginid",
          "crmid",
          "loyaltyid",
          "ssn",
          "session",
          "hem",
          "vin",
          "nie",
          "nino",
          "licenseplate",
          "licenceplate",
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
          "cookie",
          "cookies",
          "traits",
          "user",
          "customer",
          "url",
          "checkouturl",
          "abandonedcheckouturl",
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
    "socialsecurity",
    "sha256",
    "hashed",
    "phpsessid",
    "jsessionid",
    "useragent",
    "advertisingid",
    "forwardedfor",
    "identifierforvendor"
  };

  private static final RecentAnswers<Boolean> IS_PERSONAL =
      new RecentAnswers<>(key -> contains(comparable(key)) || PersonalWords.in(key));

  private PersonalKeys() {}

  /**
   * Whether a property with this key may be personal, by the whole key or by a word in it: {@code
   * gift_card_code}, {@code clientIp}, {@code kunden-nummer}.
   */
  public static boolean isPersonal(String key) {
    return IS_PERSONAL.of(key);
  }

  /** The form in which keys are compared. */
  public static String comparable(String key) {
    StringBuilder kept = new StringBuilder(key.length());
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        kept.append(c);
      }
    }
    return kept.toString().toLowerCase(Locale.ROOT);
  }

  private static boolean contains(String comparable) {
    if (PERSONAL.contains(comparable) || CLICK_IDS.contains(comparable)) {
      return true;
    }
    for (String part : PERSONAL_PARTS) {
      if (comparable.contains(part)) {
        return true;
      }
    }
    return false;
  }
}
