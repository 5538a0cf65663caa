package io.tracklayer.e2e.preview;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Makes events what real sources make of them: types confused, values missing, misspelt, cut, of
 * another country, in the wrong place. The same for the same seed.
 */
final class UntidyTraffic {

  private static final String HASH =
      "973DFE463EC85785F5F95AF5BA3906EEDB2D931C24E69824A89EA65DBA4E813B";

  /** A string that a source has cut in the middle of an emoji. */
  private static final String CUT = "cut \uE000";

  private static final String NO_ID = "00000000-0000-0000-0000-000000000000";

  private static final int MOST_CHANGES = 4;

  /**
   * A field, and what may be found in it.
   *
   * @param object JSON pointer of the object that it is in; nothing is done where there is none
   */
  private record Field(String object, String name, List<JsonNode> values) {}

  private static final List<Field> FIELDS = fields();

  /** One event in so many happened in an app. */
  private static final int APPS_AMONG = 5;

  static final List<String> DEVICE_IDS =
      List.of(
          "38400000-8cf0-11bd-b23e-10b96e40000d",
          "6D92078A-8246-4BA4-AE5B-76104861E7DC",
          "973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813c");

  private static final List<Field> FIELDS_OF_APPS = fieldsOfApps();

  private final SplittableRandom random;

  UntidyTraffic(long seed) {
    random = new SplittableRandom(seed);
  }

  private static List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    Object nothing = null;
    String track = "/properties";
    add(
        fields,
        track,
        "revenue",
        -3,
        "12.5",
        "1.234,50 €",
        new BigDecimal("1e40"),
        0,
        nothing,
        true);
    add(fields, track, "currency", "eur", "Euro", "", nothing, 978, "XXX", "QQQ");
    add(fields, track, "products", List.of(), "none", Map.of("id", 1), List.of("a", 7));
    add(
        fields,
        track,
        "products",
        "[{\"product_id\":\"p1\",\"price\":\"$9\",\"currency\":\"USD\"}]",
        Map.of("0", Map.of("product_id", "p1"), "1", Map.of("product_id", "p2")),
        List.of(Map.of("id", "p1", "price", "1.234", "currency", "CLP"), CUT));
    add(
        fields,
        track,
        "items",
        List.of(Map.of("item_id", "L-7", "item_name", "Lamp", "price", 20, "quantity", 2)),
        Map.of("item_id", CUT),
        "[{");
    add(
        fields,
        track,
        "contents",
        List.of(Map.of("content_id", "L-7", "item_price", "20,00", "quantity", "2")),
        "[]");
    add(fields, track, "value", "$1,500.00", "€ 9", "(15.00)", "-15", "−15,00 €", "1.000", "9 kr");
    add(fields, track, "order_id", " ", 4711, nothing, CUT, "ä-1", "x".repeat(300));
    add(fields, track, "refund_id", " ", 4711, nothing);
    add(fields, track, "lead_id", 123456789012345L, " ", "l 1");
    add(
        fields,
        track,
        "query",
        "someone@example.com",
        "+49 151 23456789",
        "a".repeat(600),
        CUT,
        7,
        "  shoes ");
    add(fields, track, "search_string", "10.0.0.1", "käse 🧀", false);
    add(fields, track, "search_term", "shoes", "");
    add(
        fields,
        track,
        "action_source",
        "app_ios",
        "app_android",
        "app",
        "physical_store",
        "offline");
    add(fields, track, "action_source", "phone_call", "website", "nonsense", 7, "WEB");
    add(
        fields,
        track,
        "content_ids",
        List.of("a", 1),
        List.of("", " "),
        List.of(),
        "a",
        List.of(CUT));
    add(fields, track, "content_ids", "123, 456", "[\"a\",1]", Map.of("0", "a"));
    add(fields, track, "content_type", "product_group", "hotel", 1);
    add(fields, track, "content_name", "Summer", "a@b.example", CUT);
    add(fields, track, "content_category", "Tops", " ", 12);
    add(fields, track, "delivery_category", "in_store", "curbside", "pickup");
    add(fields, track, "predicted_ltv", "310.50", "much", -1, new BigDecimal("1e-40"));
    add(fields, track, "madid", "38400000-8cf0-11bd-b23e-10b96e40000d", "käse", 7, "a b");
    add(fields, track, "idfv", "6D92078A-8246-4BA4-AE5B-76104861E7DC", "", "ü");
    add(fields, track, "opt_out", true, "true", "yes", 1);
    add(fields, track, "limited_data_use", true, "TRUE", nothing);
    add(fields, track, "method", "google", "me@example.com", CUT);
    add(fields, track, "status", "done", 1);
    add(fields, track, "coupon", "SUMMER", " ", 10);
    add(fields, track, "tax", "7.60", -1, "x");
    add(fields, track, "shipping", 0, new BigDecimal("4.90"), "free");
    add(fields, track, "event_id", 17, "ä€", "x".repeat(200), " ", CUT);
    add(fields, track, "firebase_x", 1, "a");
    add(fields, track, "a name with spaces and more than forty characters", "v", 1, true);
    add(fields, track, "billing_email", "a@b.example");
    add(fields, track, "customerPhone", "0151 2345678", "0049 151 2345678", CUT);
    add(fields, track, "billing_country", "Deutschland", "DEU", "49", 276);
    add(
        fields,
        track,
        "billing",
        Map.of("email", "c@b.example", "phone", 15123456789L, "first_name", "Doe, John"),
        CUT);
    add(fields, track, "note to Klaviyo", Map.of("deep", List.of(1)), CUT, "x".repeat(3000));
    add(fields, track, "_epik", "dj0yJnU9Ab-_", "a b");
    add(fields, track, "ttclid", "E.C.P.Cq", "käse");
    add(fields, track, "_ttp", "2NPqrZMz", "");
    add(fields, track, "_scid", "9d1c-7e52", "ü", 5);
    add(fields, track, "ScCid", "7f3b-2a1c", "a b");
    add(fields, track, "_fbp", "fb.1.1755684000000.1234567890", "fb.1.x", "1");
    add(fields, track, "_fbc", "fb.1.1755684000123.IwAR2F4-dbP0l7Mn1", "IwAR2F4");
    add(fields, track, "gclid", "Cj0KCQ", "a b");
    add(fields, track, "_gcl_aw", "GCL.1755684000.Cj0KCQ", "GCL.1", "ü");
    add(fields, track, "sc_click_id", "7f3b-2a1c", "ü", List.of("a"));
    add(fields, track, "scCookie1", "9d1c-7e52", " ", 5);
    add(
        fields,
        track,
        "cookies",
        Map.of("_fbp", "fb.1.1755684000000.12", "_gcl_aw", 5),
        "_fbc=fb.1.1755684000123.Ab; ttclid=käse;=;",
        List.of(Map.of("name", "_ttp", "value", "T"), "x", Map.of("name", 1)),
        CUT);
    add(fields, track, "note_attributes", List.of(Map.of("name", "fbclid", "value", "käse")));
    add(fields, track, "landing_site", "/?fbclid=Ab&gclid=%ff", "?", 7, CUT);
    add(fields, track, "ga_client_id", "111.222", "GA1.2.3.4", 5);
    add(fields, track, "ga_session_id", "1755684000", "x", 1755684000);
    add(fields, track, "engagement_time_msec", 12.5, -1, "x", 100);
    for (String line : List.of("/properties", "/properties/products/0", "/properties/products/1")) {
      add(fields, line, "product_id", 4711, " ", nothing, CUT, "x".repeat(150));
      add(fields, line, "sku", 12, "", nothing);
      add(fields, line, "name", "Käse 🧀", " ", nothing, CUT, "x".repeat(150));
      add(
          fields,
          line,
          "price",
          "9.99",
          -1,
          "9,99",
          0,
          new BigDecimal("1e40"),
          new BigDecimal("0.005"));
      add(fields, line, "quantity", 0.35, -1, "2", 1_000_000_000_000L, 0, "many");
      add(fields, line, "brand", "Acme", " ", 7);
      add(fields, line, "category", "Tops / Shirts", nothing, List.of("a"));
      add(fields, line, "variant", "blue", 1);
    }
    String context = "/context";
    add(
        fields,
        context,
        "ip",
        "10.0.0.1:80",
        "203.0.113.9, 10.0.0.1",
        "::ffff:203.0.113.9",
        "2001:db8::1",
        "",
        "unknown",
        "203.0.113.999",
        nothing);
    add(
        fields,
        context,
        "ip",
        List.of("10.0.0.1", "203.0.113.9"),
        List.of("fe80::1%eth0", 7, CUT),
        "2001:db8::1%25eth0",
        "for=\"[2001:db8::1]:4711\"",
        Map.of("0", "203.0.113.9"));
    add(fields, context, "userAgent", " ", nothing, CUT, 7);
    add(fields, context, "userAgent", "Mozilla/5.0 (compatible; Googlebot/2.1)");
    add(fields, context, "locale", "en_GB", "de", "", "x", "en-GB-oxendict", 5);
    add(
        fields,
        "/context/page",
        "url",
        "shop/p",
        "android-app://shop",
        nothing,
        "https://shop.example.com/a b");
    add(
        fields,
        "/context/page",
        "url",
        "https://shop.example.com/?email=a@b.example&_kx=K.1&epik=E");
    add(fields, "/context/page", "url", "https://shop.example.com/?" + "x".repeat(1200), "http://");
    add(
        fields,
        "/context/page",
        "url",
        "https://shop.example.com/thanks?key=wc_order_abc123&tel=%2B491701234567",
        "https://shop.example.com/?token=%ff&first_name=Jane#access_token=x",
        "https://shop.example.com/?fbclid=käse&gclid=" + "x".repeat(600));
    add(
        fields,
        "/context/page",
        "referrer",
        "",
        "not a url",
        "android-app://com.google",
        "https://x.example/" + CUT);
    add(fields, "/context/page", "title", "Käse " + CUT, "x".repeat(400), "a@b.example");
    for (String traits : List.of("/context/traits", "/traits")) {
      add(
          fields,
          traits,
          "email",
          "nobody",
          " A.B+c@Example.COM ",
          HASH,
          List.of("a@b.example"),
          "a@@b",
          "ä@b.example");
      add(
          fields,
          traits,
          "phone",
          "0151 2345678",
          "12",
          "+1 (650) 555-1212",
          16505551212L,
          HASH,
          "+49151234567890123");
      add(fields, traits, "firstName", "Jean-Luc", "정", " ", HASH, 7, "Dr. Ann");
      add(fields, traits, "lastName", "O'Brien", "Valéry", nothing, CUT, "Lee, PhD");
      add(fields, traits, "gender", "female", "M", "diverse", "x", 1);
      add(
          fields,
          traits,
          "birthday",
          "1997-02-16",
          "19970216",
          "16.02.1997",
          "1797-13-99",
          nothing);
      add(fields, traits + "/address", "city", "San José", "Köln 1", "東京", " ");
      add(fields, traits + "/address", "state", "California", "ca", "Bayern", "US-CA", "...");
      add(fields, traits + "/address", "postalCode", "94025-1234", 10115, "SW1A 1AA", HASH);
      add(fields, traits + "/address", "country", "Germany", "usa", "XX", "", "Côte d'Ivoire");
      add(fields, traits, "crm_id", "C-1", 5);
    }
    addContacts(fields);
    addMoneyWords(fields);
    addShops(fields);
    addConsents(fields);
    addClicks(fields);
    add(fields, "", "userId", "a@b.example", 42, " ", CUT, "x".repeat(300));
    add(fields, "", "userId", "\u200bu-1\ufeff", "jane%40b.example", HASH, "guest");
    add(fields, "", "anonymousId", " ", 42, "ä", CUT);
    add(fields, "", "channel", "server", "mobile", "kiosk", nothing);
    add(fields, "", "channel", "Web", "\u200bWEB", "web\ufeff", List.of("web"), 7);
    add(fields, "", "request_ip", "203.0.113.7", "10.0.0.1", "2001:db8::7%eth0", CUT);
    add(fields, "", "timestamp", 1755684000, 1755684000123L, "2026-05-04 11:59:00");
    add(fields, "", "timestamp", "2026-05-04T11:59:00+0200", "Mon, 04 May 2026 11:59:00 GMT");
    add(
        fields,
        "",
        "timestamp",
        "2026-13-01",
        "",
        7,
        "2020-01-01T00:00:00",
        "1970-01-01T00:00:00Z");
    add(fields, "", "originalTimestamp", "yesterday", "1970-01-01T00:00:00Z", nothing);
    add(fields, "", "event", "Trial Booked", "Product List Viewed", "Product Added");
    add(fields, "", "event", "Products Searched", "search", "product-added-to-wishlist");
    add(fields, "", "event", "cartViewed", "PAYMENT_INFO_ENTERED", "Subscription Started");
    add(fields, "", "event", "purchase", "Order Updated", "order_cancelled", " OrderCanceled ");
    return fields;
  }

  /** Encoded, quoted, named, hashed, extended, in lists, with what nobody sees. */
  private static void addContacts(List<Field> fields) {
    String track = "/properties";
    for (String object : List.of(track, "/traits", "/context/traits")) {
      add(
          fields,
          object,
          "email",
          "jane%40b.example",
          "jane&#64;b.example",
          "mailto:jane@b.example?cc=joe@b.example",
          "Roe, Jane <jane@b.example>",
          "jane@b.example (Jane Roe)",
          "\u201cjane@b.example\u201d",
          "\u200bjane@b.example\u2060",
          "jane@b.example, joe@b.example",
          List.of("jane@b.example", HASH, CUT, 7),
          Map.of("value", "jane@b.example"),
          "jane%ff@b.example");
      add(
          fields,
          object,
          "phone",
          "+1 650 555 1212 ext. 5",
          "(650) 555-1212 x5",
          "tel:+1-650-555-1212;ext=5",
          "tel:0151-23456789;phone-context=+49",
          "+49 151 23456789 доб. 5",
          "Germany 0151 23456789",
          "+49 151 23456789 (DE)",
          "%2B4915123456789",
          List.of("+4915123456789", 4915123456789L),
          Map.of("country_code", "49", "national_number", "15123456789", "extension", "5"));
      add(fields, object, "country", "276", 276, "DE - Germany", "Germany (DE)", "Georgia (US)");
      add(fields, object, "country_code", "380", "+49", 49, List.of("DE"), Map.of("iso", "DE"));
      add(fields, object, "name", "Roe, Jane", "ACME GmbH", Map.of("first", "Jane"), CUT);
    }
    add(
        fields,
        track,
        "user_data",
        Map.of("em", List.of(HASH), "ph", List.of(HASH, "+4915123456789"), "fn", List.of("Jane")),
        Map.of("sha256_email_address", List.of(HASH), "sha256_phone_number", HASH),
        Map.of("email", "jane@b.example", "address", List.of(Map.of("city", "Bern"))),
        Map.of("ct", List.of("bern"), "st", "be", "zp", 3000, "country", List.of("ch")),
        Map.of("external_id", List.of("u-1", HASH), "crm_id", List.of("C-2"), "db", "19900131"),
        Map.of("client_ip_address", "2001:db8::9", "client_user_agent", "Mozilla/5.0", "fbp", 7),
        "{\"em\":\"jane%40b.example\"}",
        CUT);
    add(fields, track, "sha256_email_address", HASH, List.of(HASH), "jane@b.example");
    add(fields, track, "hashed_customer_phone_number", HASH, "+4915123456789");
  }

  private static void addMoneyWords(List<Field> fields) {
    String track = "/properties";
    add(
        fields,
        track,
        "currency",
        "\u200bEUR\ufeff",
        "euros",
        "US$",
        "kr",
        "\u00a5",
        "978",
        "points");
    add(fields, track, "currencyCode", "chf", "Franken", List.of("EUR"), Map.of("code", "EUR"));
    add(fields, track, "total", "USD 1,234.50", "1'234.50 CHF", "12.345", "R$ 1.234,50", "9 euros");
    add(fields, track, "grand_total", "\u200b9.90\u00a0\u20ac", "free", "1e3", List.of(9));
    add(fields, track, "amount", "9,90 EUR", -9.9);
    add(
        fields,
        track,
        "ecommerce",
        Map.of("transaction_id", "T-1", "value", 9, "currency", "EUR", "items", List.of(CUT)),
        Map.of("purchase", Map.of("actionField", Map.of("id", "T-1", "revenue", "9"))),
        CUT);
  }

  /** Orders and carts within the properties, by the names of shops. */
  private static void addShops(List<Field> fields) {
    String track = "/properties";
    Map<String, Object> customer =
        Map.of("email", "c@b.example", "phone", "+4915123456789", "first_name", "Jane");
    for (String name : List.of("order", "checkout", "cart")) {
      add(
          fields,
          track,
          name,
          Map.of("id", 17, "customer", customer, "total_price", "9.90", "currency", "EUR"),
          Map.of("line_items", List.of(Map.of("sku", "L-7", "price", "9.90", "quantity", 1))),
          Map.of("billing_address", Map.of("city", "Bern", "country_code", "CH")),
          "{\"customer\":{\"email\":\"c@b.example\"}}",
          CUT);
    }
    add(
        fields,
        track,
        "line_items",
        List.of(Map.of("product", Map.of("id", "L-7", "title", "Lamp"), "price", Map.of("a", 1))),
        Map.of("L-7", Map.of("price", "9,90 €", "qty", 2)));
    add(fields, track, "customer", customer, List.of(customer), "Jane", 7);
    add(fields, track, "billing_details", Map.of("address", Map.of("postal_code", 10115)));
    add(fields, track, "shipping_address", Map.of("name", "Joe Roe", "phone", "+4915123456780"));
    add(fields, track, "shop", Map.of("email", "shop@b.example", "phone", "+493012345678"));
    add(fields, track, "customerBillingEmailHash", HASH, "c@b.example");
    add(fields, track, "admin_graphql_api_id", "gid://shopify/Order/17", CUT);
  }

  private static void addConsents(List<Field> fields) {
    add(
        fields,
        "/context",
        "consentManagement",
        Map.of("allowedConsentIds", "C0002,C0004", "deniedConsentIds", List.of()),
        Map.of("allowedConsentIds", "[\"C0004\"]", "deniedConsentIds", "C0002"),
        Map.of("allowedConsentIds", Map.of("C0004", true, "C0002", "no")),
        Map.of("deniedConsentIds", 17),
        CUT);
    add(fields, "", "consent", "yes", "nein", Map.of("marketing", "\u200bgranted"), 1);
    add(fields, "/traits", "marketing", "ja", "opted out", List.of(), CUT);
  }

  private static void addClicks(List<Field> fields) {
    for (String object : List.of("/properties", "/context", "/traits")) {
      add(fields, object, "fbclid", "IwAR2F4", "\u200bIwAR2F4\ufeff", List.of("a"), "undefined");
      add(fields, object, "fbc", "fb.1.1755684000123.IwAR2F4", "fb.1.9.x y", Map.of("a", 1));
      add(fields, object, "gbraid", "0AAAA", CUT);
      add(fields, object, "_gac_UA-1", "1.1755684000.Cj0KCQ");
      add(fields, object, "msclkid", "0a1b", "0A1B ");
      add(fields, object, "li_fat_id", "f2b5c9f0-8d8f-4b06-9c3a-1f1f1b1f0e1c", 7);
    }
    add(fields, "/context", "campaign", Map.of("gclid", "Cj0KCQ", "name", CUT), "spring");
    add(fields, "/context", "externalId", List.of(Map.of("type", "fbp", "id", "fb.1.1.2")), CUT);
    add(fields, "/context/page", "search", "?fbclid=Ab&email=jane%40b.example", "gclid=%ff", 7);
  }

  /** As SDKs and servers describe an app and its device, and as nobody should. */
  private static List<Field> fieldsOfApps() {
    List<Field> fields = new ArrayList<>();
    String context = "/context";
    Object nothing = null;
    add(
        fields,
        context,
        "app",
        Map.of("name", "Shop", "namespace", "com.example.shop", "version", "3.1", "build", "42"),
        Map.of("name", "Shop", "bundle_id", "343200656", "version", 3.1),
        Map.of("name", "a@b.example", "namespace", "x".repeat(300), "version", CUT, "build", 7),
        "{\"name\":\"Shop\",\"packageName\":\"com.example.shop\"}",
        "{\"name\"",
        List.of("Shop"),
        nothing);
    add(
        fields,
        context,
        "os",
        Map.of("name", "iOS", "version", "18.1"),
        Map.of("name", "Android", "version", 15),
        Map.of("name", "iPadOS"),
        Map.of("name", "tvOS", "version", CUT),
        "Android 15",
        "iOS",
        7,
        nothing);
    add(fields, context, "device", devices().toArray());
    add(
        fields,
        context,
        "screen",
        Map.of("width", 402, "height", "874", "density", 2.75),
        Map.of("width", -1, "height", new BigDecimal("1e40")),
        7);
    add(fields, context, "network", Map.of("carrier", "Ün Mobile"), Map.of("carrier", CUT), CUT);
    add(fields, context, "timezone", "Europe/Berlin", "+4915123456789", CUT, 7);
    add(fields, "/properties", "app_instance_id", "0123456789abcdef0123456789ABCDEF", "x", 7);
    String id = DEVICE_IDS.get(0);
    add(fields, "/properties", "handset", Map.of("list", List.of(Map.of("idfa", id, "a", 1))), 7);
    add(fields, "/properties", "idfa", id, " " + id, List.of(id), nothing, 7);
    String page = "https://shop.example.com/p?utm_source=x&idfa=" + id;
    for (String field : List.of("url", "referrer")) {
      add(fields, "/context/page", field, page, page.replace("idfa", "advertisingId"), CUT);
    }
    String encoded = "https://shop.example.com/?to=" + URLEncoder.encode(page, UTF_8);
    add(fields, "/properties", "landing_page", page, encoded, "/p#gaid=" + id, 7);
    add(fields, "/properties/products/0", "url", page, encoded, CUT);
    add(fields, "/properties", "note_attributes", List.of(Map.of("name", "IDFA", "value", id)));
    return fields;
  }

  private static List<Object> devices() {
    List<Object> devices = new ArrayList<>();
    devices.add(Map.of("advertisingId", NO_ID, "type", "iOS"));
    devices.add(CUT);
    for (String id : DEVICE_IDS) {
      devices.add(Map.of("advertisingId", id, "type", "iOS", "id", id, "attTrackingStatus", 3));
      devices.add(Map.of("advertisingId", id, "type", "Android", "adTrackingEnabled", true));
      devices.add(Map.of("advertisingId", id, "type", "iOS", "id", id, "attTrackingStatus", 2));
      devices.add(Map.of("idfa", id, "idfv", id, "att_status", "NOT_DETERMINED", "model", CUT));
      devices.add(Map.of("gaid", id, "adTrackingEnabled", "false", "manufacturer", "a@b.example"));
      devices.add(Map.of("advertisingId", id, "limitAdTracking", true, "model", "x".repeat(300)));
      devices.add(Map.of("advertisingId", id, "adTrackingEnabled", Map.of("a", 1), "type", 7));
      devices.add(Map.of("advertisingId", id, "lmt", "perhaps"));
      devices.add("{\"advertisingId\":\"" + id + "\",\"attTrackingStatus\":1}");
    }
    return devices;
  }

  private static void add(List<Field> fields, String object, String name, Object... values) {
    List<JsonNode> nodes = new ArrayList<>();
    for (Object value : values) {
      nodes.add(Json.mapper().valueToTree(value));
    }
    fields.add(new Field(object, name, nodes));
  }

  /** Changes some fields of an envelope. */
  void change(ObjectNode envelope) {
    if (random.nextInt(APPS_AMONG) == 0) {
      envelope.put("channel", random.nextInt(4) == 0 ? "server" : "mobile");
      FIELDS_OF_APPS.forEach(field -> fill(field, envelope));
    }
    for (int i = random.nextInt(MOST_CHANGES) + 1; i > 0; i--) {
      fill(FIELDS.get(random.nextInt(FIELDS.size())), envelope);
    }
  }

  private void fill(Field field, ObjectNode envelope) {
    if (envelope.at(field.object()) instanceof ObjectNode object) {
      object.set(field.name(), field.values().get(random.nextInt(field.values().size())));
    }
  }

  /** As it comes over the wire; the half of an emoji can be written as an escape only. */
  static String json(ObjectNode envelope) {
    return Json.text(envelope).replace("\uE000", "\\ud83e");
  }
}
