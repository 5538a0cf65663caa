package io.tracklayer.sandbox.meta;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.sandbox.Inspection;
import io.tracklayer.sandbox.Inspection.Finding;
import io.tracklayer.sandbox.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Meta's documentation asks of one event: server event, customer information and custom data
 * parameters. Fields that it does not name are refused, because a misspelt field is silently lost
 * in production.
 */
final class MetaEventRules {

  private static final Duration MAX_AGE = Duration.ofDays(7);
  private static final Duration MAX_AGE_IN_STORE = Duration.ofDays(62);
  private static final Duration MAX_AHEAD = Duration.ofMinutes(1);

  private static final int MALFORMED_FBC = 2804001;
  private static final int TOO_OLD = 2804003;
  private static final int BAD_USER_DATA = 2804007;
  private static final int BAD_TIME = 2804016;
  private static final int BAD_VALUE = 2804017;
  private static final int OTHER = 2804019;
  private static final int TOO_LITTLE_USER_DATA = 2804050;

  private static final Set<String> EVENT_FIELDS =
      Set.of(
          "event_name",
          "event_time",
          "event_id",
          "action_source",
          "messaging_channel",
          "event_source_url",
          "referrer_url",
          "opt_out",
          "data_processing_options",
          "data_processing_options_country",
          "data_processing_options_state",
          "user_data",
          "custom_data",
          "app_data",
          "original_event_data",
          "attribution_data");

  private static final Set<String> ACTION_SOURCES =
      Set.of(
          "email",
          "website",
          "app",
          "phone_call",
          "chat",
          "physical_store",
          "system_generated",
          "business_messaging",
          "other");

  private static final Set<String> MESSENGERS = Set.of("messenger", "whatsapp", "instagram");

  private static final String[] HASHED = {
    "em", "ph", "fn", "ln", "db", "ge", "ct", "st", "zp", "country"
  };
  private static final String[] HASHED_SINGLE = {"f5first", "f5last", "fi", "dobd", "dobm", "doby"};
  private static final String[] CLEAR_SINGLE = {
    "subscription_id", "lead_id", "fb_login_id", "madid", "anon_id", "ctwa_clid", "page_id"
  };
  private static final Set<String> USER_DATA_FIELDS =
      Stream.of(
              Stream.of(HASHED),
              Stream.of(HASHED_SINGLE),
              Stream.of(CLEAR_SINGLE),
              Stream.of("external_id", "client_ip_address", "client_user_agent", "fbc", "fbp"))
          .flatMap(names -> names)
          .collect(Collectors.toUnmodifiableSet());

  /**
   * Any of these alone can be matched. Place, gender, birth date, user agent and one name alone are
   * too broad, in any combination.
   */
  // https://developers.facebook.com/docs/marketing-api/conversions-api/best-practices
  private static final List<String> ENOUGH_ALONE =
      List.of(
          "em",
          "ph",
          "external_id",
          "client_ip_address",
          "fbc",
          "fbp",
          "subscription_id",
          "lead_id",
          "fb_login_id",
          "madid",
          "anon_id",
          "ctwa_clid");

  private static final Set<String> CONTENT_FIELDS =
      Set.of(
          "id",
          "quantity",
          "item_price",
          "title",
          "description",
          "brand",
          "category",
          "delivery_category");

  private static final Set<String> DELIVERY_CATEGORIES =
      Set.of("in_store", "curbside", "home_delivery");

  // Meta's own parameter builder appends a dot and a token of 2 or 8 characters to hashes, fbc,
  // fbp.
  private static final String APPENDIX = "(\\.(\\w{2}|\\w{8}))?";
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}" + APPENDIX);
  private static final Pattern FBC =
      Pattern.compile("fb\\.\\d{1,2}\\.\\d{13}\\.[\\w-]+" + APPENDIX);
  private static final Pattern FBP = Pattern.compile("fb\\.\\d{1,2}\\.\\d{13}\\.\\d+" + APPENDIX);
  private static final Pattern NOT_BLANK = Pattern.compile("\\S(.*\\S)?", Pattern.DOTALL);

  private final Instant now;

  MetaEventRules(Instant now) {
    this.now = now;
  }

  /** What is wrong with an event, in the words of Meta's error; empty when nothing is. */
  Optional<MetaError> check(int index, JsonNode event) {
    Inspection inspection =
        Inspection.of("data[" + index + "]", event)
            .only(EVENT_FIELDS)
            .required("event_name", "event_time", "action_source", "user_data")
            .text("event_name", "event_id", "referrer_url")
            .integer("event_time")
            .oneOf("action_source", ACTION_SOURCES)
            .oneOf("messaging_channel", MESSENGERS)
            .matching(Wire.URL, "a URL", "event_source_url")
            .flag("opt_out")
            .object("user_data", MetaEventRules::checkUserData)
            .object("custom_data", MetaEventRules::checkCustomData)
            .object("app_data", MetaEventRules::checkAppData);
    checkActionSource(inspection);
    checkDataProcessing(inspection);
    checkPurchase(inspection);
    Optional<MetaError> tooOld = tooOld(inspection);
    if (tooOld.isPresent()) {
      return tooOld;
    }
    checkNotAhead(inspection);
    return inspection.findings().stream().findFirst().map(MetaEventRules::error);
  }

  private static void checkActionSource(Inspection event) {
    String source = event.get("action_source").asText();
    if (source.equals("website")) {
      event.required("event_source_url");
      if (!event.get("user_data").hasNonNull("client_user_agent")) {
        event.wrong("user_data", "needs client_user_agent when action_source is website");
      }
    }
    if (source.equals("app")) {
      event.required("app_data");
    }
    if (source.equals("business_messaging")) {
      event.required("messaging_channel");
    }
  }

  private static void checkUserData(Inspection user) {
    user.only(USER_DATA_FIELDS)
        .matchingOneOrMore(SHA256, "a SHA-256 in lower-case hex", HASHED)
        .matching(SHA256, "a SHA-256 in lower-case hex", HASHED_SINGLE)
        .matchingOneOrMore(NOT_BLANK, "text", "external_id")
        .text(CLEAR_SINGLE)
        .text("client_user_agent")
        .matching(Wire.IP, "an IP address", "client_ip_address")
        .matching(FBC, "fb.INDEX.MILLISECONDS.FBCLID", "fbc")
        .matching(FBP, "fb.INDEX.MILLISECONDS.RANDOM", "fbp");
    if (!isEnough(user)) {
      user.wrong("user_data", "holds too little customer information");
    }
  }

  private static boolean isEnough(Inspection user) {
    return ENOUGH_ALONE.stream().anyMatch(user::has) || (user.has("fn") && user.has("ln"));
  }

  private static void checkCustomData(Inspection custom) {
    custom
        .notNegative("value", "predicted_ltv")
        .number("net_revenue")
        .texts("content_ids")
        .oneOf("content_type", Set.of("product", "product_group"))
        .text("content_name", "content_category", "order_id", "search_string", "item_number")
        .integer("num_items")
        .oneOf("delivery_category", DELIVERY_CATEGORIES)
        .objects(
            "contents",
            content ->
                content
                    .only(CONTENT_FIELDS)
                    .required("id", "quantity")
                    .text("id", "title", "description", "brand", "category")
                    .integer("quantity")
                    .notNegative("item_price")
                    .oneOf("delivery_category", DELIVERY_CATEGORIES));
    Wire.checkCurrency(custom, "currency");
  }

  private static void checkAppData(Inspection app) {
    app.required("advertiser_tracking_enabled", "application_tracking_enabled", "extinfo");
    JsonNode extinfo = app.get("extinfo");
    boolean known = Set.of("i2", "a2").contains(extinfo.path(0).asText());
    if (!extinfo.isMissingNode() && !(extinfo.isArray() && extinfo.size() == 16 && known)) {
      app.wrong("extinfo", "must be a list of 16 that starts with i2 or a2");
    }
  }

  private static void checkDataProcessing(Inspection event) {
    JsonNode options = event.get("data_processing_options");
    event
        .texts("data_processing_options")
        .integer("data_processing_options_country", "data_processing_options_state");
    for (JsonNode option : options) {
      if (!option.asText().equals("LDU")) {
        event.wrong("data_processing_options", "may hold LDU only");
      }
    }
    boolean country = event.has("data_processing_options_country");
    if (country != event.has("data_processing_options_state")) {
      event.wrong("data_processing_options_country", "and _state go together");
    }
  }

  private static void checkPurchase(Inspection event) {
    if (event.get("event_name").asText().equals("Purchase")) {
      JsonNode custom = event.get("custom_data");
      if (!custom.hasNonNull("value") || !custom.hasNonNull("currency")) {
        event.wrong("custom_data", "needs value and currency for a purchase");
      }
    }
  }

  private Optional<MetaError> tooOld(Inspection event) {
    if (!event.get("event_time").isIntegralNumber()) {
      return Optional.empty();
    }
    boolean inStore = event.get("action_source").asText().equals("physical_store");
    Instant oldest = now.minus(inStore ? MAX_AGE_IN_STORE : MAX_AGE);
    if (event.get("event_time").asLong() >= oldest.getEpochSecond()) {
      return Optional.empty();
    }
    return Optional.of(
        MetaError.ofParameter(
            TOO_OLD,
            "Event Timestamp Too Old",
            "The timestamp for this event is too far in the past. Events need to be sent from your"
                + " server within 7 days of when they occurred. Enter a timestamp that has occurred"
                + " within the last 7 days."));
  }

  private void checkNotAhead(Inspection event) {
    JsonNode time = event.get("event_time");
    if (time.isIntegralNumber() && time.asLong() > now.plus(MAX_AHEAD).getEpochSecond()) {
      event.wrong("event_time", "is in the future: seconds since 1970 are expected");
    }
  }

  private static MetaError error(Finding finding) {
    int subcode = subcode(finding);
    return MetaError.ofParameter(
        subcode,
        subcode == TOO_LITTLE_USER_DATA
            ? "You Haven't Added Sufficient Customer Information Parameter Data For This Event"
            : "Invalid " + finding.field().replace('_', ' ').toLowerCase(Locale.ROOT),
        finding.toString());
  }

  private static int subcode(Finding finding) {
    if (finding.path().endsWith(".fbc")) {
      return MALFORMED_FBC;
    }
    return switch (finding.field()) {
      case "event_time" -> BAD_TIME;
      case "custom_data" -> BAD_VALUE;
      case "user_data" ->
          finding.message().contains("too little") ? TOO_LITTLE_USER_DATA : BAD_USER_DATA;
      default -> OTHER;
    };
  }
}
