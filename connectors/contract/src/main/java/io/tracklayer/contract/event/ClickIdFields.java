package io.tracklayer.contract.event;

import io.tracklayer.contract.text.FieldSpelling;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields and cookies that hold an id of a click, a browser, an app or a device, by the names
 * that ad systems give them. Such a field is no property of an event.
 */
public final class ClickIdFields {

  /** One for each property of Google Analytics; {@code _gac_gb_} holds no gclid. */
  private static final String GAC = "_gac_";

  private static final Pattern NAME_OF_GAC = Pattern.compile(GAC + "(?!gb_).+");

  /**
   * In the systems' own spelling. Nearly every look-up misses, which costs the JDK's immutable maps
   * several probes.
   */
  private static final Map<String, String> BY_FIELD =
      new HashMap<>(
          Map.ofEntries(
              // https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/fbp-and-fbc
              Map.entry("fbp", "fbp"),
              Map.entry("_fbp", "fbp"),
              Map.entry("fbc", "fbc"),
              Map.entry("_fbc", "fbc"),
              Map.entry("fbclid", "fbclid"),
              // https://support.google.com/google-ads/answer/9744275
              Map.entry("gclid", "gclid"),
              Map.entry("gbraid", "gbraid"),
              Map.entry("wbraid", "wbraid"),
              Map.entry("_gcl_aw", "gcl_aw"),
              // https://policies.google.com/technologies/cookies
              Map.entry("FPGCLAW", "gcl_aw"),
              Map.entry("_gcl_gb", "gcl_gb"),
              Map.entry("FPGCLGB", "gcl_gb"),
              Map.entry("_gcl_ag", "gcl_ag"),
              // https://business-api.tiktok.com/portal/docs?id=1771100865818625
              Map.entry("ttclid", "ttclid"),
              Map.entry("ttp", "ttp"),
              Map.entry("_ttp", "ttp"),
              // https://help.klaviyo.com/hc/en-us/articles/360034666712
              Map.entry("kx", "kx"),
              Map.entry("_kx", "kx"),
              // https://learn.microsoft.com/en-us/advertising/guides/universal-event-tracking
              Map.entry("msclkid", "msclkid"),
              Map.entry("_uetmsclkid", "msclkid"),
              // https://developers.snap.com/api/marketing-api/Conversions-API/Parameters
              Map.entry("sccid", "sccid"),
              Map.entry("sc_click_id", "sccid"),
              Map.entry("scid", "scid"),
              Map.entry("_scid", "scid"),
              Map.entry("sc_cookie1", "scid"),
              Map.entry("uuid_c1", "scid"),
              // https://developers.pinterest.com/docs/api/v5/events-create
              Map.entry("epik", "epik"),
              Map.entry("_epik", "epik"),
              // https://learn.microsoft.com/en-us/linkedin/marketing/integrations/ads-reporting/conversions-api
              Map.entry("li_fat_id", "li_fat_id"),
              // https://docs.x.com/x-ads-api/measurement/web-conversions
              Map.entry("twclid", "twclid"),
              // https://ads-api.reddit.com/docs/v3
              Map.entry("rdt_cid", "rdt_cid"),
              // https://developers.google.com/analytics/devguides/collection/protocol/ga4/reference
              Map.entry("_ga", "ga_client_id"),
              Map.entry("ga_client_id", "ga_client_id"),
              Map.entry("ga4_client_id", "ga_client_id"),
              Map.entry("app_instance_id", "ga_app_instance_id"),
              Map.entry("ga_app_instance_id", "ga_app_instance_id"),
              // https://www.rudderstack.com/docs/destinations/streaming-destinations/google-analytics-4-ga4/
              Map.entry("ga4_app_instance_id", "ga_app_instance_id"),
              // https://www.rudderstack.com/docs/event-spec/standard-events/common-fields/
              Map.entry("advertising_id", "madid"),
              // https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/customer-information-parameters
              Map.entry("madid", "madid"),
              Map.entry("maid", "madid"),
              // https://business-api.tiktok.com/portal/docs?id=1771100865818625
              Map.entry("idfa", "idfa"),
              Map.entry("gaid", "gaid"),
              // https://dev.adjust.com/en/api/s2s-api/events
              Map.entry("ios_idfa", "idfa"),
              Map.entry("gps_adid", "gaid"),
              // https://iabtechlab.com/wp-content/uploads/2018/12/OTT-IFA-guidelines.final_Dec2018.pdf
              Map.entry("ifa", "madid"),
              // https://developer.apple.com/documentation/uikit/uidevice/identifierforvendor
              Map.entry("identifier_for_vendor", "idfv"),
              // https://developers.snap.com/api/marketing-api/Conversions-API/Parameters
              Map.entry("aaid", "gaid"),
              Map.entry("idfv", "idfv")));

  /** The same names as senders' languages spell them: {@code scClickId}, {@code FBCLID}. */
  private static final Map<String, String> BY_PLAIN_NAME = byPlainName();

  private static final int LONGEST = 21;

  private ClickIdFields() {}

  private static Map<String, String> byPlainName() {
    Map<String, String> table = new HashMap<>();
    BY_FIELD.forEach((name, id) -> table.put(FieldSpelling.plain(name), id));
    return table;
  }

  /** The name of the id that a field holds; none for any other field. */
  public static @Nullable String idOf(String field) {
    if (field.startsWith(GAC) && NAME_OF_GAC.matcher(field).matches()) {
      return "gcl_aw";
    }
    String id = BY_FIELD.get(field);
    return id == null && field.length() <= LONGEST && !isSnakeCase(field)
        ? BY_PLAIN_NAME.get(FieldSpelling.plain(field))
        : id;
  }

  private static boolean isSnakeCase(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if ((c >= 'A' && c <= 'Z') || c == '-' || c == ' ') {
        return false;
      }
    }
    return true;
  }
}
