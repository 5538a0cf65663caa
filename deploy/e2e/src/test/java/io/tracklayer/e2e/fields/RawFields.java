package io.tracklayer.e2e.fields;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** Every field that RudderStack's envelope has, and some that only somebody's own has. */
final class RawFields {

  static final Instant NOW = Instant.parse("2026-08-20T10:20:00Z");

  /** Of RudderStack's specification, its SDKs and the integrations of shops. */
  private static final String TEXTS =
      """
      userId anonymousId messageId rudderId writeKey version groupId free_top_level
      integrations.free_integration _metadata.nodeVersion
      context.app.name context.app.version context.app.build context.app.namespace
      context.device.manufacturer context.device.model context.device.name
      context.device.type context.device.token
      context.library.name context.library.version context.os.name context.os.version
      context.network.carrier context.screen.free_screen context.timezone
      context.userAgent context.userAgentData.platform context.sessionId context.groupId
      context.campaign.name context.campaign.source context.campaign.medium context.campaign.term
      context.campaign.content context.campaign.id
      context.page.path context.page.title context.page.tab_url
      context.page.initial_referring_domain context.page.referring_domain
      context.externalId[crm_id].id context.externalId[other_id].id
      context.free_text context.free_object.inner
      PERSON.name PERSON.firstName PERSON.lastName PERSON.username PERSON.title PERSON.avatar
      PERSON.description PERSON.id PERSON.createdAt PERSON.company.name PERSON.company.industry
      PERSON.address.street PERSON.address.city PERSON.address.state PERSON.loyalty_id
      PERSON.free_trait PERSON.free_object.inner
      properties.order_id properties.checkout_id properties.lead_id properties.refund_id
      properties.event_id properties.coupon properties.affiliation properties.query
      properties.search_string properties.search_term properties.content_name
      properties.content_category properties.content_brand properties.content_ids[]
      properties.status properties.item_number properties.description properties.shop_id
      properties.lead_event_source properties.subscription_id properties.fb_login_id
      properties.anon_id properties.ctwa_clid properties.page_id properties.method
      properties.title properties.path properties.referring_domain properties.tab_url
      properties.product_id properties.sku properties.name properties.brand properties.category
      properties.variant properties.crm_id properties.firstName properties.lastName
      properties.username properties.user_id properties.anonymous_id properties.device_id
      properties.advertising_id properties.password properties.api_token properties.street
      properties.city properties.state properties.gender properties.birthday properties.age
      properties.latitude properties.comment properties.gift_message properties.user_agent
      properties.billing.first_name properties.billing.last_name properties.billing.city
      properties.billing.state properties.billing.address_1
      properties.shipping_address.firstName properties.shipping_address.city
      properties.customer.first_name properties.customer.city
      properties.billing_first_name properties.billing_address_1
      properties.customer_last_name properties.billingCity properties.shippingCity
      properties.free_text properties.free_object.inner properties.free_list[]
      properties.free_objects[].inner
      properties.products[].product_id properties.products[].sku properties.products[].name
      properties.products[].brand properties.products[].category properties.products[].variant
      properties.products[].coupon properties.products[].free_text
      properties.products[].free_object.inner
      """;

  /** Where ids of ad systems are looked for; the address has some of them as parameters. */
  private static final List<String> CLICK_ID_PLACES =
      List.of("properties.", "context.", "context.campaign.", "context.cookies.");

  private static final List<String> CLICK_IDS =
      List.of(
          "gclid",
          "gbraid",
          "wbraid",
          "dclid",
          "ttclid",
          "ttp",
          "kx",
          "msclkid",
          "sccid",
          "epik",
          "li_fat_id",
          "twclid",
          "rdt_cid",
          "fbclid");

  private static final List<String> COUNTRIES = List.of("de", "fr", "it", "es", "nl", "pl");

  private final List<RawField> fields = new ArrayList<>();
  private final Iterator<String> countries = COUNTRIES.iterator();
  private int numbers;

  private RawFields() {}

  static List<RawField> all() {
    RawFields all = new RawFields();
    for (String path : TEXTS.strip().split("\\s+", -1)) {
      if (path.startsWith("PERSON.")) {
        all.text(path.replace("PERSON", "context.traits"));
        all.text(path.replace("PERSON", "traits"));
      } else {
        all.text(path);
      }
    }
    all.times();
    all.people();
    all.hashes();
    all.addresses();
    all.amounts();
    all.clickIds();
    return List.copyOf(all.fields);
  }

  /** Each text of {@code properties} once more with what nobody should put there. */
  static List<RawField> withPersonalTexts(List<RawField> fields) {
    RawFields all = new RawFields();
    all.numbers = 500;
    for (RawField field : fields) {
      boolean isText = field.text().startsWith("Cnry") && !field.text().contains("@");
      if (field.path().startsWith("properties.") && isText && !isClickId(field.path())) {
        all.fields.add(field.holding("an e-mail address", all.email("")));
        all.fields.add(field.holding("a phone number", all.phone("")));
        all.fields.add(field.holding("an IP address", all.ip("")));
      }
    }
    return List.copyOf(all.fields);
  }

  /** Ids of people who sign in by their e-mail address. */
  static List<RawField> idsThatAreAddresses() {
    RawFields all = new RawFields();
    all.numbers = 4_000;
    for (String path :
        List.of(
            "userId",
            "anonymousId",
            "traits.id",
            "context.traits.id",
            "context.externalId[crm_id].id")) {
      all.fields.add(all.email(path));
    }
    return List.copyOf(all.fields);
  }

  /** Nobody writes an e-mail address there. */
  private static boolean isClickId(String path) {
    String last = path.substring(path.lastIndexOf('.') + 1);
    return path.indexOf('?') >= 0 || last.equals("_ga") || CLICK_IDS.contains(last);
  }

  private int next() {
    return numbers++;
  }

  /** Letters only, since some normal forms have no digits; always as many. */
  private String word() {
    int n = next();
    return "Cnry" + letter(n / 400) + letter(n / 20 % 20) + letter(n % 20) + "x";
  }

  private static char letter(int n) {
    return (char) ('a' + n);
  }

  private void text(String path) {
    fields.add(RawField.of(path, word(), false));
  }

  private RawField email(String path) {
    return RawField.of(path, word() + "@mail.example", false);
  }

  /** Of the United States, in E.164. */
  private RawField phone(String path) {
    String digits = "1650" + (2_530_000 + next());
    return RawField.of(path, "+" + digits, false, digits);
  }

  private RawField ip(String path) {
    int n = next();
    return RawField.of(path, "81.2." + (100 + n / 100) + "." + (100 + n % 100), false);
  }

  private void times() {
    time("originalTimestamp");
    time("sentAt");
    time("timestamp");
    time("receivedAt");
    time("request_received_at");
  }

  private void time(String path) {
    Instant time = NOW.minusSeconds(3600 + next());
    fields.add(RawField.of(path, time.toString(), false, Long.toString(time.getEpochSecond())));
    fields.set(
        fields.size() - 1,
        withForm(fields.get(fields.size() - 1), time.toString().replace("Z", "")));
  }

  private static RawField withForm(RawField field, String form) {
    List<String> forms = new ArrayList<>(field.forms());
    forms.add(form);
    return new RawField(field.name(), field.path(), field.value(), forms, field.whole());
  }

  private void people() {
    for (String owner : List.of("context.traits.", "traits.")) {
      fields.add(email(owner + "email"));
      fields.add(phone(owner + "phone"));
      birthday(owner + "birthday");
      fields.add(RawField.of(owner + "age", 30_000 + next(), true));
      postalCode(owner + "address.postalCode");
      country(owner + "address.country");
    }
    fields.add(RawField.of("context.locale", "pt-BR", true, "pt"));
    fields.add(RawField.of("context.traits.gender", "female", true, "f"));
    fields.add(RawField.of("traits.gender", "male", true, "m"));
    for (String owner :
        List.of(
            "",
            "billing.",
            "shipping_address.",
            "customer.",
            "billing_",
            "shipping_",
            "customer_",
            "user_data.",
            "order.customer.",
            "shop.",
            "store_")) {
      fields.add(email("properties." + owner + "email"));
      fields.add(phone("properties." + owner + "phone"));
    }
    postalCode("properties.postal_code");
    postalCode("properties.billing.postcode");
    country("properties.country");
    country("properties.billing.country");
    uuid("context.device.advertisingId");
    uuid("context.device.id");
    uuid("properties.madid");
    uuid("properties.idfv");
  }

  /** Of addresses that nobody here knows. */
  private void hashes() {
    for (String owner : List.of("context.traits.", "traits.", "properties.")) {
      hash(owner + "email_sha256");
      hash(owner + "phone_sha256");
    }
    hash("properties.customer_email_hash");
    hash("properties.billing.sha256_phone_number");
    hash("properties.em");
    hash("properties.ph");
  }

  private void hash(String path) {
    fields.add(RawField.of(path, RawField.sha256(word()), false));
  }

  private void birthday(String path) {
    LocalDate date = LocalDate.of(1990, 1, 1).plusDays(next());
    fields.add(
        RawField.of(path, date.toString(), true, date.format(DateTimeFormatter.BASIC_ISO_DATE)));
  }

  private void postalCode(String path) {
    fields.add(RawField.of(path, "8" + (1_000 + next()), true));
  }

  private void country(String path) {
    String code = countries.next();
    fields.add(RawField.of(path, code.toUpperCase(Locale.ROOT), true));
  }

  private void uuid(String path) {
    String id = "cafe0000-0000-4000-8000-%012d".formatted(next());
    fields.add(RawField.of(path, id, false, id.toUpperCase(Locale.ROOT)));
  }

  private void addresses() {
    fields.add(ip("context.ip"));
    fields.add(ip("request_ip"));
    fields.add(ip("properties.ip"));
    for (String page : List.of("context.page.", "properties.")) {
      for (String address : List.of("url", "referrer", "initial_referrer")) {
        fields.add(
            RawField.of(
                page + address, "https://" + word().toLowerCase(Locale.ROOT) + ".example/", false));
      }
      fields.add(RawField.of(page + "search", "?q=" + word(), false));
      for (String address : List.of("url", "referrer")) {
        fields.add(RawField.of(page + address + "?utm_campaign", word(), false));
        fields.add(email(page + address + "?email"));
        for (String id : CLICK_IDS) {
          fields.add(RawField.of(page + address + "?" + id, word(), false));
        }
      }
    }
  }

  private void amounts() {
    for (String path :
        List.of(
            "value",
            "revenue",
            "total",
            "tax",
            "shipping",
            "discount",
            "price",
            "quantity",
            "predicted_ltv",
            "net_revenue",
            "free_number",
            "engagement_time_msec",
            "products[].price",
            "products[].quantity",
            "products[].position")) {
      fields.add(RawField.of("properties." + path, 40_000 + next(), true));
    }
    fields.add(RawField.of("properties.currency", "SEK", true));
    fields.add(RawField.of("properties.currency_code", "NOK", true));
    for (String path : List.of("session_id", "ga_session_id")) {
      fields.add(RawField.of("properties." + path, "17000" + next(), false));
    }
    for (String side : List.of("width", "height", "density")) {
      fields.add(RawField.of("context.screen." + side, 60_000 + next(), true));
    }
    fields.add(RawField.of("context.session_number", 50_000 + next(), true));
  }

  private void clickIds() {
    for (String place : CLICK_ID_PLACES) {
      for (String id : CLICK_IDS) {
        text(place + id);
      }
      text(place + "_ga");
      fields.add(RawField.of(place + "fbc", "fb.1.1755684000000." + word(), false));
      fields.add(RawField.of(place + "fbp", "fb.1.1755684000000." + (7_000_000 + next()), false));
      text(place + "sc_click_id");
      text(place + "sc_cookie1");
    }
    fields.add(RawField.of("properties.app_instance_id", "cafe%028d".formatted(next()), true));
    text("context.externalId[ga_client_id].id");
    text("context.externalId[epik].id");
  }
}
