package io.tracklayer.sandbox.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.sandbox.Inspection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What receivers of canonical events may rely on: fields, types, and what is always there. */
final class CanonicalEventRules {

  private static final Set<String> FIELDS =
      Set.of(
          "schema",
          "event_id",
          "message_id",
          "name",
          "occurred_at",
          "received_at",
          "account",
          "environment",
          "source",
          "source_event",
          "source_type",
          "channel",
          "profile_id",
          "identity_state",
          "order_id",
          "lead_id",
          "refund_id",
          "value",
          "currency",
          "items",
          "tax",
          "shipping",
          "discount",
          "coupon",
          "user",
          "click_ids",
          "click_ids_at",
          "client",
          "consent",
          "consent_evidence",
          "properties");

  private static final Set<String> ITEM_FIELDS =
      Set.of("id", "sku", "name", "brand", "category", "variant", "price", "quantity", "coupon");

  private static final Set<String> USER_FIELDS =
      Set.of(
          "user_id",
          "anonymous_id",
          "emails",
          "phones",
          "external_ids",
          "first_name",
          "last_name",
          "gender",
          "birth_date",
          "city",
          "state",
          "postal_code",
          "country",
          "user_agent");

  private static final Set<String> CLIENT_FIELDS =
      Set.of("ip", "user_agent", "page_url", "referrer", "locale");

  private static final Set<String> IDENTITY_STATES =
      Set.of("created", "recognised", "merged", "conflict", "none");

  private static final Set<String> SOURCE_TYPES =
      Set.of("track", "page", "screen", "identify", "group");

  private static final Set<String> CONSENT_STATES = Set.of("granted", "denied", "unknown");

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
  private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{6,14}");
  private static final Pattern EMAIL = Pattern.compile("[^\\s@A-Z]+@[^\\s@A-Z]+");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  private CanonicalEventRules() {}

  static List<Inspection.Finding> check(String path, JsonNode event) {
    Inspection inspection =
        Inspection.of(path, event)
            .only(FIELDS)
            .required(
                "schema",
                "event_id",
                "message_id",
                "name",
                "occurred_at",
                "received_at",
                "account",
                "environment",
                "source",
                "source_type",
                "identity_state",
                "user",
                "consent")
            .integer("schema")
            .text("event_id", "message_id", "account", "environment", "source", "source_event")
            .text("channel", "profile_id", "order_id", "lead_id", "refund_id", "coupon")
            .matching(NAME, "a canonical name in snake_case", "name")
            .instant("occurred_at", "received_at")
            .oneOf("source_type", SOURCE_TYPES)
            .oneOf("identity_state", IDENTITY_STATES)
            .number("value", "tax", "shipping", "discount")
            .matching(CURRENCY, "an ISO 4217 code", "currency")
            .objects("items", CanonicalEventRules::checkItem)
            .object("user", CanonicalEventRules::checkUser)
            .object("click_ids", CanonicalEventRules::checkTexts)
            .object("click_ids_at", CanonicalEventRules::checkInstants)
            .object(
                "client",
                client -> client.only(CLIENT_FIELDS).text(CLIENT_FIELDS.toArray(String[]::new)))
            .object("consent", CanonicalEventRules::checkConsent)
            .object("consent_evidence", evidence -> {})
            .object("properties", properties -> {});
    boolean nobody = inspection.get("identity_state").asText().equals("none");
    if (nobody == inspection.get("profile_id").isTextual()) {
      inspection.wrong("profile_id", "must be there unless identity_state is none");
    }
    if (!fields(inspection.get("click_ids")).equals(fields(inspection.get("click_ids_at")))) {
      inspection.wrong("click_ids_at", "must have the same fields as click_ids");
    }
    return inspection.findings();
  }

  private static void checkItem(Inspection item) {
    item.only(ITEM_FIELDS)
        .text("id", "sku", "name", "brand", "category", "variant", "coupon")
        .number("price", "quantity");
  }

  private static void checkUser(Inspection user) {
    user.only(USER_FIELDS)
        .text("user_id", "anonymous_id", "first_name", "last_name", "gender", "city", "state")
        .text("postal_code", "country", "user_agent")
        .matching(DATE, "a date such as 1990-01-31", "birth_date")
        .texts("emails", "phones")
        .object("external_ids", ids -> ids.texts(names(ids)));
    for (JsonNode email : user.get("emails")) {
      if (!EMAIL.matcher(email.asText()).matches()) {
        user.wrong("emails", "must be trimmed and in lower case");
      }
    }
    for (JsonNode phone : user.get("phones")) {
      if (!E164.matcher(phone.asText()).matches()) {
        user.wrong("phones", "must be in E.164");
      }
    }
  }

  private static void checkTexts(Inspection map) {
    map.text(names(map));
  }

  private static void checkInstants(Inspection map) {
    map.instant(names(map));
  }

  private static void checkConsent(Inspection consent) {
    for (String purpose : names(consent)) {
      consent.oneOf(purpose, CONSENT_STATES);
    }
  }

  private static Set<String> fields(JsonNode object) {
    Set<String> fields = new HashSet<>();
    object.fieldNames().forEachRemaining(fields::add);
    return fields;
  }

  private static String[] names(Inspection object) {
    return object.names().toArray(String[]::new);
  }
}
