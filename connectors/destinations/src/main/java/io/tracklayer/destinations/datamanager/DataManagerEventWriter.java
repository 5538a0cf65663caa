package io.tracklayer.destinations.datamanager;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracklayer.contract.delivery.MatchKey;
import io.tracklayer.contract.delivery.Sale;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.OwnField;
import io.tracklayer.contract.text.UnicodeText;
import io.tracklayer.destinations.MappingContext;
import io.tracklayer.destinations.event.ConsentSignals;
import io.tracklayer.destinations.event.EventProperties;
import io.tracklayer.destinations.event.MatchNotes;
import io.tracklayer.destinations.event.OptionalFields;
import io.tracklayer.destinations.event.StatedSource;
import io.tracklayer.destinations.event.VisitorClient;
import io.tracklayer.destinations.normalise.GooglePerson;
import io.tracklayer.destinations.normalise.HashedFields;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Writes one event of the Data Manager API. */
// https://developers.google.com/data-manager/api/reference/rest/v1/events/ingest
final class DataManagerEventWriter {

  /** Per event. */
  private static final int MOST_IDENTIFIERS = 10;

  /** In order of preference: only the first one known is sent. */
  private static final List<String> CLICK_IDS = List.of("gclid", "gbraid", "wbraid");

  private final JsonGenerator json;
  private final HashedFields hashed;
  private final OptionalFields optional;
  private final ConsentSignals signals;
  private final MatchNotes keys;

  DataManagerEventWriter(JsonGenerator json, MatchNotes keys, ConsentSignals signals) {
    this.json = json;
    this.keys = keys;
    hashed = new HashedFields(json);
    optional = new OptionalFields(json);
    this.signals = signals;
  }

  /**
   * @param counted what it is to count as; its id is that by which Google recognises the event when
   *     it is sent twice
   * @return whether it contains anything that identifies a person or a click
   */
  boolean write(CanonicalEvent event, Sale counted, MappingContext context) throws IOException {
    json.writeStringField("eventTimestamp", counted.at().toString());
    json.writeStringField("transactionId", UnicodeText.wellFormed(counted.id()));
    json.writeStringField("eventSource", source(event));
    boolean known = writeUserData(GooglePerson.of(event.user()));
    boolean clicked = writeClickId(event.clickIds());
    writeValue(counted);
    String userAgent = VisitorClient.userAgent(event);
    if (userAgent != null) {
      json.writeObjectFieldStart("eventDeviceInfo");
      optional.text("userAgent", userAgent);
      keys.userAgent(userAgent, event);
      json.writeEndObject();
    }
    writeConsent(context);
    return known || clicked;
  }

  /** Google knows more places than the other platforms. To Google, an offline place is a shop. */
  private static String source(CanonicalEvent event) {
    String stated = EventProperties.text(event.properties(), "action_source");
    return switch (stated == null ? "" : stated) {
      case "phone_call" -> "PHONE";
      case "chat", "business_messaging" -> "MESSAGE";
      case "physical_store" -> "IN_STORE";
      default ->
          switch (StatedSource.of(event)) {
            case WEB -> "WEB";
            case APP, ANDROID_APP, IOS_APP -> "APP";
            case OFFLINE -> "OTHER";
            case UNKNOWN -> "mobile".equals(event.channel()) ? "APP" : "OTHER";
          };
    };
  }

  private boolean writeUserData(GooglePerson person) throws IOException {
    boolean address = person.hasWholeAddress();
    if (person.emails().isEmpty() && person.phones().isEmpty() && !address) {
      return false;
    }
    json.writeObjectFieldStart("userData");
    json.writeArrayFieldStart("userIdentifiers");
    int room = MOST_IDENTIFIERS - (address ? 1 : 0);
    int emails = writeIdentifiers("emailAddress", person.emails(), room);
    keys.email(emails > 0);
    int phones = writeIdentifiers("phoneNumber", person.phones(), room - emails);
    keys.phone(phones > 0);
    if (address) {
      writeAddress(person);
    }
    json.writeEndArray();
    json.writeEndObject();
    return true;
  }

  /** Writes as many as there is room for, and returns how many. */
  private int writeIdentifiers(String field, List<String> normals, int room) throws IOException {
    int count = Math.min(room, normals.size());
    for (String normal : normals.subList(0, count)) {
      json.writeStartObject();
      hashed.single(field, normal);
      json.writeEndObject();
    }
    return count;
  }

  private void writeAddress(GooglePerson person) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("address");
    hashed.single("givenName", person.givenName());
    hashed.single("familyName", person.familyName());
    json.writeStringField("regionCode", person.country());
    json.writeStringField("postalCode", person.postalCode());
    json.writeEndObject();
    json.writeEndObject();
    // Google takes it whole or not at all.
    boolean isOwn =
        keys.brought(OwnField.FIRST_NAME)
            && keys.brought(OwnField.LAST_NAME)
            && keys.brought(OwnField.POSTAL_CODE)
            && keys.brought(OwnField.COUNTRY);
    keys.note(MatchKey.NAME, true, isOwn);
    keys.note(MatchKey.ADDRESS, true, isOwn);
  }

  private boolean writeClickId(Map<String, String> clickIds) throws IOException {
    for (String name : CLICK_IDS) {
      String id = clickIds.get(name);
      if (OptionalFields.isToken(id)) {
        json.writeObjectFieldStart("adIdentifiers");
        json.writeStringField(name, id);
        json.writeEndObject();
        keys.note(
            MatchKey.CLICK_ID,
            true,
            keys.broughtAny(OwnField.GCLID, OwnField.GBRAID, OwnField.WBRAID));
        return true;
      }
    }
    return false;
  }

  private void writeValue(Sale counted) throws IOException {
    if (counted.value() != null) {
      json.writeNumberField("conversionValue", counted.value());
      json.writeStringField("currency", counted.currency());
    }
  }

  /** If nothing is stated, the account's default applies. */
  private void writeConsent(MappingContext context) throws IOException {
    boolean data = signals.isConfigured(DataManagerType.AD_USER_DATA);
    boolean personalization = signals.isConfigured(DataManagerType.AD_PERSONALIZATION);
    if (!data && !personalization) {
      return;
    }
    json.writeObjectFieldStart("consent");
    if (data) {
      writeConsent("adUserData", DataManagerType.AD_USER_DATA, context);
    }
    if (personalization) {
      writeConsent("adPersonalization", DataManagerType.AD_PERSONALIZATION, context);
    }
    json.writeEndObject();
  }

  private void writeConsent(String field, String signal, MappingContext context)
      throws IOException {
    json.writeStringField(
        field, signals.isSet(signal, context) ? "CONSENT_DENIED" : "CONSENT_GRANTED");
  }
}
