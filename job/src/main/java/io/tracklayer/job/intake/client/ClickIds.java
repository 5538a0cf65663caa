package io.tracklayer.job.intake.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.ClickIdFields;
import io.tracklayer.contract.event.Client;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.text.GoogleCookie;
import io.tracklayer.contract.text.MetaCookie;
import io.tracklayer.contract.text.PercentEncoding;
import io.tracklayer.contract.text.UnicodeText;
import io.tracklayer.job.intake.source.SourceIds;
import io.tracklayer.job.intake.source.SourceText;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The ids by which ad systems recognise their own clicks, browsers, apps and devices, under the
 * names that the systems themselves give them as parameters, cookies and fields of their APIs.
 *
 * <p>Of several values of one id, the first of these counts:
 *
 * <ol>
 *   <li>what RudderStack's hybrid mode states
 *   <li>fields of properties, then of context, then of the objects and lists in both that hold such
 *       fields or cookies, then {@code context.externalId}
 *   <li>the query of the page's URL, and the page's search
 *   <li>fields of traits, which SDKs keep from earlier visits
 *   <li>the query of the referrer, if that is a page of the same site, and of the landing page
 * </ol>
 *
 * <p>Of several cookies that hold the time of their click, {@code _fbc} and {@code _gcl_aw}, the
 * one of the latest click counts. A {@code gclid} that only repeats such a cookie gives way to the
 * page's URL. Case is kept: a click id in another case is another click. Values with white space,
 * longer than {@value #MAX_LENGTH} bytes in UTF-8, or not in the form that Meta demands of its ids,
 * are ignored, and so give way to others. Ids of devices are in lower case; without hyphens, or
 * zero, they are none.
 */
public final class ClickIds {

  static final String GA_CLIENT_ID = "ga_client_id";

  private static final String FBC = "fbc";
  private static final String FBCLID = "fbclid";
  private static final String FBP = "fbp";
  private static final String GCLID = "gclid";
  private static final String GCL_AW = "gcl_aw";

  /** Cookies of the two ids that Google gives to clicks on Apple's devices. */
  private static final String GCL_GB = "gcl_gb";

  private static final String GCL_AG = "gcl_ag";
  private static final String GBRAID = "gbraid";
  private static final String WBRAID = "wbraid";

  private static final String GA_APP_INSTANCE_ID = "ga_app_instance_id";

  private static final String IDFA = "idfa";
  private static final String GAID = "gaid";
  private static final String MADID = "madid";
  private static final String IDFV = "idfv";

  private static final Set<String> OF_DEVICES = Set.of(IDFA, GAID, MADID, IDFV);

  private static final String GA_VERSION = "GA1.";

  private static final int MAX_LENGTH = 512;

  /** What is left of a badly encoded parameter; no vendor's id holds such. */
  private static final Pattern BADLY_ENCODED = Pattern.compile("[%\\uFFFD]");

  /**
   * Names of query parameters, in lower case: Snapchat's is {@code ScCid}. Sources are at {@link
   * ClickIdFields}.
   */
  private static final Map<String, String> BY_PARAMETER =
      hashed(
          Map.ofEntries(
              Map.entry(FBCLID, FBCLID),
              Map.entry(GCLID, GCLID),
              Map.entry(GBRAID, GBRAID),
              Map.entry(WBRAID, WBRAID),
              Map.entry("ttclid", "ttclid"),
              Map.entry("_kx", "kx"),
              Map.entry("msclkid", "msclkid"),
              Map.entry("sccid", "sccid"),
              Map.entry("epik", "epik"),
              Map.entry("li_fat_id", "li_fat_id"),
              Map.entry("twclid", "twclid"),
              Map.entry("rdt_cid", "rdt_cid")));

  private static final int LONGEST_PARAMETER = 9;

  private static final String REST_OF_AMPERSAND = "amp;";

  /** Of an installed app, made by Firebase's SDK. */
  private static final Pattern APP_INSTANCE = Pattern.compile("[0-9A-Fa-f]{32}");

  /** Objects and lists that hold ids or cookies by name, in snake case and in camel case. */
  private static final List<String> HOLDERS =
      List.of(
          "campaign",
          "cookies",
          "cookie",
          "click_ids",
          "clickIds",
          "user_data",
          "userData",
          "user",
          "attribution",
          "device",
          // https://shopify.dev/docs/api/admin-rest/latest/resources/order
          "note_attributes",
          "noteAttributes",
          // https://woocommerce.github.io/woocommerce-rest-api-docs/#order-properties
          "meta_data",
          "metaData");

  /** The page on which the visit began; {@code landing_site} is Shopify's. */
  private static final List<String> LANDING_PAGES =
      List.of(
          "landing_site",
          "landingSite",
          "landing_page",
          "landingPage",
          "landing_page_url",
          "landingPageUrl",
          "landing_url",
          "landingUrl");

  private final Map<String, String> found = new LinkedHashMap<>();
  private Map<String, String> ofDevice = Map.of();

  /**
   * What one event carries.
   *
   * @param ofClicks click ids, cookies and ids of apps by name
   * @param ofDevice ids of the device
   */
  public record Ids(Map<String, String> ofClicks, DeviceIds ofDevice) {}

  private ClickIds() {}

  /** Nearly every look-up misses, which costs the JDK's immutable maps several probes. */
  private static Map<String, String> hashed(Map<String, String> table) {
    return Collections.unmodifiableMap(new HashMap<>(table));
  }

  /** The ids of an event and of the page on which it happened. */
  public static Ids of(RawEvent raw, Client client) {
    ClickIds ids = new ClickIds();
    ids.add(GA_CLIENT_ID, HybridMode.client(raw));
    ids.addStated(raw);
    ids.addPages(raw, client);
    return new Ids(
        ids.found.isEmpty() ? Map.of() : Collections.unmodifiableMap(ids.found),
        ids.ofDevice.isEmpty()
            ? DeviceIds.NONE
            : new DeviceIds(
                ids.ofDevice.get(IDFA),
                ids.ofDevice.get(GAID),
                ids.ofDevice.get(MADID),
                ids.ofDevice.get(IDFV)));
  }

  /** Whether a property is one of these ids, and so does not count as a property of the event. */
  public static boolean isClickId(String property) {
    return ClickIdFields.idOf(property) != null;
  }

  static boolean isDeviceId(String field) {
    String id = ClickIdFields.idOf(field);
    return id != null && OF_DEVICES.contains(id);
  }

  private void addStated(RawEvent raw) {
    ObjectNode context = raw.context();
    addFields(raw.properties());
    addFields(context);
    addHolders(context);
    addHolders(raw.properties());
    HeldFields.forEachPair(context.get("externalId"), "type", "id", this::addField);
  }

  private void addPages(RawEvent raw, Client client) {
    ObjectNode context = raw.context();
    String pageUrl = client.pageUrl();
    String repeated = forgetRepeatedGclid();
    addQueryOf(pageUrl);
    ObjectNode page = SourceText.object(context, "page");
    String search = SourceText.of((page == null ? raw.properties() : page).get("search"));
    boolean isPartOfUrl = search != null && pageUrl != null && pageUrl.contains(search);
    if (search != null && !isPartOfUrl) {
      addQuery(search, search.charAt(0) == '?' ? 1 : 0);
    }
    add(GCLID, repeated);
    addFields(raw.traits());
    ObjectNode traits = SourceText.object(context, "traits");
    if (traits != null) {
      addFields(traits);
    }
    if (isOfSameSite(client.referrer(), pageUrl)) {
      addQueryOf(client.referrer());
    }
    addQueryOf(SourceText.first(raw.properties(), LANDING_PAGES));
  }

  /** What was stated, if that is only what Google's cookie holds; the page may tell of more. */
  private @Nullable String forgetRepeatedGclid() {
    String cookie = found.get(GCL_AW);
    String repeated = cookie == null ? null : GoogleCookie.clickId(cookie);
    return repeated != null && found.remove(GCLID, repeated) ? repeated : null;
  }

  private void addFields(ObjectNode source) {
    for (Map.Entry<String, JsonNode> field : source.properties()) {
      addField(field.getKey(), field.getValue());
    }
  }

  private void addField(String name, @Nullable JsonNode value) {
    String id = ClickIdFields.idOf(name);
    if (id != null) {
      // A parameter that occurs twice becomes a list.
      add(id, SourceText.of(value != null && value.isArray() ? value.path(0) : value));
    }
  }

  private void addHolders(ObjectNode source) {
    for (String name : HOLDERS) {
      HeldFields.forEach(source.get(name), this::addField);
    }
  }

  /** What another site's address holds is a click on that site's ads. */
  private static boolean isOfSameSite(@Nullable String referrer, @Nullable String pageUrl) {
    String other = host(referrer);
    String own = host(pageUrl);
    return other != null
        && own != null
        && (other.equals(own) || other.endsWith("." + own) || own.endsWith("." + other));
  }

  private static @Nullable String host(@Nullable String url) {
    int scheme = url == null ? -1 : url.indexOf("://");
    if (url == null || scheme < 0) {
      return null;
    }
    int end = scheme + 3;
    while (end < url.length() && "/?#:".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    String host = url.substring(scheme + 3, end).toLowerCase(Locale.ROOT);
    String site = host.startsWith("www.") ? host.substring(4) : host;
    return site.isEmpty() ? null : site;
  }

  private void addQueryOf(@Nullable String url) {
    int query = url == null ? -1 : url.indexOf('?');
    if (url != null && query >= 0) {
      addQuery(url, query + 1);
    }
  }

  /** Reads the parameters from this character to the fragment, which concerns only the page. */
  private void addQuery(String url, int from) {
    int fragment = url.indexOf('#');
    int end = fragment < 0 ? url.length() : fragment;
    int start = from;
    while (start < end) {
      int ampersand = url.indexOf('&', start);
      int stop = ampersand < 0 || ampersand > end ? end : ampersand;
      addParameter(url, start, stop);
      start = stop + 1;
    }
  }

  private void addParameter(String url, int from, int end) {
    // What separates parameters in an address that was copied out of HTML.
    int start = url.startsWith(REST_OF_AMPERSAND, from) ? from + REST_OF_AMPERSAND.length() : from;
    int equals = url.indexOf('=', start);
    if (equals < 0 || equals >= end || equals - start > LONGEST_PARAMETER) {
      return;
    }
    String id = BY_PARAMETER.get(url.substring(start, equals).toLowerCase(Locale.ROOT));
    if (id != null && end - equals - 1 <= 3 * MAX_LENGTH) {
      add(id, SourceText.text(PercentEncoding.decoded(url.substring(equals + 1, end))));
    }
  }

  /**
   * What a template leaves where nothing filled it ({@code {gclid}}, {@code __CLICKID__}), or a
   * script makes of a missing click ({@code fb.1.1700000000000.undefined}).
   */
  private static boolean standsForNothing(String value) {
    String last = value.substring(value.lastIndexOf('.') + 1);
    return SourceIds.isPlaceholder(value) || last.equals("false") || last.equals("true");
  }

  private void add(String id, @Nullable String value) {
    if (value == null
        || UnicodeText.bytes(value) > MAX_LENGTH
        || hasSpace(value)
        || BADLY_ENCODED.matcher(value).find()
        || standsForNothing(value)) {
      return;
    }
    switch (id) {
      case FBC -> addMetaClick(value);
      case FBCLID -> {
        if (MetaCookie.isClickId(value)) {
          found.putIfAbsent(FBCLID, value);
        } else {
          addMetaClick(value);
        }
      }
      case FBP -> {
        if (MetaCookie.isBrowserId(value)) {
          found.putIfAbsent(FBP, value);
        }
      }
      case GCLID, GCL_AW -> addGoogleClick(id, value);
      case GCL_GB -> addClickOf(value, WBRAID);
      case GCL_AG -> addClickOf(value, GBRAID);
      case GA_APP_INSTANCE_ID -> {
        if (APP_INSTANCE.matcher(value).matches()) {
          found.putIfAbsent(id, value);
        }
      }
      case IDFA, GAID, MADID -> addOfDevice(id, DeviceIds.advertisingId(value));
      case IDFV -> addOfDevice(id, DeviceIds.vendorId(value));
      case GA_CLIENT_ID -> found.putIfAbsent(id, withoutVersion(value));
      case "msclkid" -> found.putIfAbsent(id, withoutUet(value));
      default -> found.putIfAbsent(id, value);
    }
  }

  private void addMetaClick(String cookie) {
    if (MetaCookie.isWellFormed(cookie)) {
      found.merge(
          FBC,
          cookie,
          (one, other) -> MetaCookie.madeAt(other) > MetaCookie.madeAt(one) ? other : one);
    }
  }

  /** Senders also put the whole cookie {@code _gcl_aw} where the click id belongs. */
  private void addGoogleClick(String id, String value) {
    String cookie = GoogleCookie.usual(value);
    if (cookie != null) {
      found.merge(
          GCL_AW,
          cookie,
          (one, other) ->
              GoogleCookie.clickedAt(other) > GoogleCookie.clickedAt(one) ? other : one);
    } else if (id.equals(GCLID) && !value.startsWith("GCL.")) {
      found.putIfAbsent(GCLID, value);
    }
  }

  private void addClickOf(String value, String id) {
    String cookie = GoogleCookie.usual(value);
    if (cookie != null) {
      found.putIfAbsent(id, GoogleCookie.clickId(cookie));
    }
  }

  private void addOfDevice(String id, @Nullable String value) {
    if (value != null) {
      if (ofDevice.isEmpty()) {
        ofDevice = new HashMap<>();
      }
      ofDevice.putIfAbsent(id, value);
    }
  }

  /**
   * What stands behind the version of the cookie {@code _ga} and the part that follows: it is
   * {@code GA1.2.} and the client id.
   */
  private static String withoutVersion(String value) {
    if (!value.startsWith(GA_VERSION)) {
      return value;
    }
    int second = value.indexOf('.', GA_VERSION.length());
    return second < 0 || second + 1 == value.length() ? value : value.substring(second + 1);
  }

  /** The cookie {@code _uetmsclkid} is {@code _uet} and the click id. */
  private static String withoutUet(String value) {
    return value.startsWith("_uet") && value.length() > 4 ? value.substring(4) : value;
  }

  private static boolean hasSpace(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isWhitespace(c) || Character.isISOControl(c)) {
        return true;
      }
    }
    return false;
  }
}
