package io.tracklayer.sandbox.datamanager;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.sandbox.Inspection;
import io.tracklayer.sandbox.Inspection.Finding;
import io.tracklayer.sandbox.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the reference of the Data Manager API asks of a request for events of Google Ads. Fields
 * that it does not name, or that are for other products, are refused.
 */
// https://developers.google.com/data-manager/api/reference/rest/v1/events/ingest
final class DataManagerRules {

  private static final int MAX_EVENTS = 2_000;
  private static final int MAX_DESTINATIONS = 10;
  private static final int MAX_IDENTIFIERS = 10;

  private static final Set<String> EVENT =
      Set.of(
          "destinationReferences",
          "transactionId",
          "eventTimestamp",
          "lastUpdatedTimestamp",
          "userData",
          "consent",
          "adIdentifiers",
          "currency",
          "conversionValue",
          "conversionCount",
          "eventSource",
          "eventDeviceInfo",
          "cartData",
          "customVariables",
          "experimentalFields",
          "userProperties");
  private static final Set<String> SOURCES =
      Set.of("WEB", "APP", "IN_STORE", "PHONE", "MESSAGE", "OTHER");
  private static final Set<String> CONSENT = Set.of("CONSENT_GRANTED", "CONSENT_DENIED");
  private static final Set<String> IDENTIFIER = Set.of("emailAddress", "phoneNumber", "address");
  private static final Set<String> CLICK_IDS = Set.of("gclid", "gbraid", "wbraid");

  private static final Pattern CAMEL_CASE = Pattern.compile("(?<=[a-z])[A-Z]");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,20}");
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
  private static final String HASH = "a SHA-256 in hex";
  private static final String AHEAD = "is in the future";
  private static final String NOBODY = "identifies nobody";

  private static final Duration MAX_AHEAD = Duration.ofMinutes(1);

  private final Instant now;

  private DataManagerRules(Instant now) {
    this.now = now;
  }

  static List<Finding> check(JsonNode body, Instant now) {
    Inspection top =
        Inspection.of("", body)
            .only(
                Set.of(
                    "destinations",
                    "events",
                    "consent",
                    "encoding",
                    "encryptionInfo",
                    "validateOnly"))
            .required("destinations", "events", "encoding")
            .oneOf("encoding", Set.of("HEX"))
            .flag("validateOnly")
            .object("consent", DataManagerRules::checkConsent)
            .objects("destinations", DataManagerRules::checkDestination)
            .objects("events", new DataManagerRules(now)::checkEvent);
    atMost(top, "destinations", MAX_DESTINATIONS);
    Wire.checkEvents(top, "events", MAX_EVENTS);
    return top.findings();
  }

  private static void atMost(Inspection object, String list, int most) {
    int size = object.get(list).size();
    if (size == 0 || size > most) {
      object.wrong(list, "must hold 1 to " + most);
    }
  }

  /** Google's way to name the place of a finding. */
  static String field(Finding finding) {
    String path = finding.path().startsWith(".") ? finding.path().substring(1) : finding.path();
    String snakeCase =
        CAMEL_CASE.matcher(path).replaceAll(m -> "_" + m.group().toLowerCase(Locale.ROOT));
    return snakeCase.startsWith("events[") ? "events." + snakeCase : snakeCase;
  }

  /** Google's word for a finding. */
  // https://developers.google.com/data-manager/api/reference/rest/v1/ErrorReason
  static String reason(Finding finding) {
    String message = finding.message();
    if (message.equals("is missing")) {
      return "REQUIRED_FIELD_MISSING";
    }
    if (message.endsWith(HASH)) {
      return "INVALID_SHA256_FORMAT";
    }
    if (message.equals(NOBODY)) {
      return "NO_IDENTIFIERS_PROVIDED";
    }
    if (message.equals(AHEAD)) {
      return "EVENT_TIME_INVALID";
    }
    if (message.startsWith("must be one of")) {
      return "INVALID_ENUM_VALUE";
    }
    String path = finding.path();
    return switch (path.substring(path.lastIndexOf('.') + 1)) {
      case "events" -> "TOO_MANY_EVENTS";
      case "destinations" -> "TOO_MANY_DESTINATIONS";
      case "userIdentifiers" -> "TOO_MANY_USER_IDENTIFIERS";
      case "currency" -> "INVALID_CURRENCY_CODE";
      case "accountId" -> "INVALID_NUMBER_FORMAT";
      case "productDestinationId" -> "INVALID_CONVERSION_ACTION_ID";
      case "request_id" -> "INVALID_REQUEST_ID";
      default -> "INVALID_FORMAT";
    };
  }

  private static void checkDestination(Inspection destination) {
    destination
        .only(
            Set.of(
                "reference",
                "operatingAccount",
                "loginAccount",
                "linkedAccount",
                "productDestinationId"))
        .required("operatingAccount", "productDestinationId")
        .matching(NUMBER, "the id of a conversion action", "productDestinationId")
        .object("operatingAccount", DataManagerRules::checkAccount)
        .object("loginAccount", DataManagerRules::checkAccount);
  }

  private static void checkAccount(Inspection account) {
    account
        .only(Set.of("accountType", "accountId"))
        .required("accountType", "accountId")
        .oneOf("accountType", Set.of("GOOGLE_ADS"))
        .matching(NUMBER, "digits", "accountId");
  }

  private static void checkConsent(Inspection consent) {
    consent
        .only(Set.of("adUserData", "adPersonalization"))
        .oneOf("adUserData", CONSENT)
        .oneOf("adPersonalization", CONSENT);
  }

  private void checkEvent(Inspection event) {
    event
        .only(EVENT)
        .required("eventTimestamp", "transactionId", "eventSource")
        .text("transactionId")
        .oneOf("eventSource", SOURCES)
        .notNegative("conversionValue")
        .object("consent", DataManagerRules::checkConsent)
        .object("userData", DataManagerRules::checkUserData)
        .object("adIdentifiers", DataManagerRules::checkClickIds)
        .object("eventDeviceInfo", info -> info.only(Set.of("userAgent", "ipAddress")));
    Wire.checkCurrency(event, "currency");
    if (event.has("conversionValue") != event.has("currency")) {
      event.wrong("currency", "goes with conversionValue");
    }
    if (!event.has("userData") && !event.has("adIdentifiers")) {
      event.wrong("userData", NOBODY);
    }
    checkTime(event);
  }

  private void checkTime(Inspection event) {
    event.instant("eventTimestamp");
    String time = event.get("eventTimestamp").asText();
    if (event.findings().stream().noneMatch(f -> f.field().equals("eventTimestamp"))
        && Instant.parse(time).isAfter(now.plus(MAX_AHEAD))) {
      event.wrong("eventTimestamp", AHEAD);
    }
  }

  private static void checkClickIds(Inspection ids) {
    ids.only(CLICK_IDS).text("gclid", "gbraid", "wbraid");
    if (ids.names().size() != 1) {
      ids.wrong("gclid", "or one other click id, and no more");
    }
  }

  private static void checkUserData(Inspection data) {
    data.only(Set.of("userIdentifiers"))
        .required("userIdentifiers")
        .objects("userIdentifiers", DataManagerRules::checkIdentifier);
    atMost(data, "userIdentifiers", MAX_IDENTIFIERS);
  }

  private static void checkIdentifier(Inspection identifier) {
    identifier
        .only(IDENTIFIER)
        .matching(Wire.SHA256, HASH, "emailAddress", "phoneNumber")
        .object(
            "address",
            address ->
                address
                    .only(Set.of("givenName", "familyName", "regionCode", "postalCode"))
                    .required("givenName", "familyName", "regionCode", "postalCode")
                    .matching(Wire.SHA256, HASH, "givenName", "familyName")
                    .matching(COUNTRY, "an ISO 3166-1 code", "regionCode")
                    .text("postalCode"));
    if (identifier.names().size() != 1) {
      identifier.wrong("emailAddress", "or one other identifier, and no more");
    }
  }
}
