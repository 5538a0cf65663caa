package io.tracklayer.destinations.ga4;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracklayer.contract.delivery.MatchKey;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.contract.event.Client;
import io.tracklayer.contract.event.Device;
import io.tracklayer.contract.event.OwnField;
import io.tracklayer.contract.event.Person;
import io.tracklayer.contract.text.UnicodeText;
import io.tracklayer.destinations.MappingContext;
import io.tracklayer.destinations.event.ConsentSignals;
import io.tracklayer.destinations.event.MatchNotes;
import io.tracklayer.destinations.event.OptionalFields;
import io.tracklayer.destinations.event.PersonalText;
import io.tracklayer.destinations.event.VisitorClient;
import io.tracklayer.destinations.normalise.GooglePerson;
import io.tracklayer.destinations.normalise.HashedFields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes what all events of one request have in common: the client, the consent, and what is known
 * about the person. Without consent to the use of user data in advertising, only the client id
 * identifies the person; hashes of contact data are sent only if that consent is configured and
 * granted.
 */
// https://developers.google.com/analytics/devguides/collection/protocol/ga4/reference
final class Ga4EnvelopeWriter {

  private static final int LONGEST_USER_ID = 256;

  /** The events that user-provided data is meant for: conversions. */
  private static final Set<String> CONVERSIONS =
      Set.of(CanonicalNames.PURCHASE, CanonicalNames.LEAD, CanonicalNames.SIGN_UP);

  private final JsonGenerator json;
  private final OptionalFields optional;
  private final ConsentSignals signals;
  private final Ga4Stream stream;
  private final HashedFields hashed;
  private final MatchNotes keys;

  Ga4EnvelopeWriter(JsonGenerator json, MatchNotes keys, ConsentSignals signals, Ga4Stream stream) {
    this.json = json;
    this.keys = keys;
    this.stream = stream;
    optional = new OptionalFields(json);
    hashed = new HashedFields(json);
    this.signals = signals;
  }

  /**
   * @param instance see {@link Ga4Stream#instance}
   */
  void write(CanonicalEvent event, String instance, MappingContext context) throws IOException {
    boolean denied = signals.isSet(Ga4Type.AD_USER_DATA, context);
    boolean granted = signals.isConfigured(Ga4Type.AD_USER_DATA) && !denied;
    String userId = denied ? null : userId(event.user());
    json.writeStartObject();
    boolean browser = optional.text(stream.instanceField(), instance);
    keys.note(MatchKey.BROWSER_ID, browser, OwnField.GA_CLIENT_ID, OwnField.GA_APP_INSTANCE_ID);
    keys.note(MatchKey.EXTERNAL_ID, optional.text("user_id", userId), OwnField.USER_ID);
    writeConsent(context);
    if (granted && userId != null && CONVERSIONS.contains(event.name())) {
      writeUserData(GooglePerson.of(event.user()));
    }
    if (!denied) {
      writeDevice(event);
    }
    json.writeEndObject();
  }

  /** Google forbids ids that are personal themselves, such as an e-mail address. */
  private static @Nullable String userId(Person person) {
    String id = person.userId();
    if (id == null || id.isBlank() || id.strip().length() > LONGEST_USER_ID) {
      return null;
    }
    return PersonalText.isPersonal(id.strip()) ? null : id;
  }

  private void writeConsent(MappingContext context) throws IOException {
    List<String> configured = new ArrayList<>();
    for (String signal : List.of(Ga4Type.AD_USER_DATA, Ga4Type.AD_PERSONALIZATION)) {
      if (signals.isConfigured(signal)) {
        configured.add(signal);
      }
    }
    if (configured.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("consent");
    for (String signal : configured) {
      json.writeStringField(signal, signals.isSet(signal, context) ? "DENIED" : "GRANTED");
    }
    json.writeEndObject();
  }

  private void writeUserData(GooglePerson person) throws IOException {
    boolean address = person.hasAnyAddress();
    if (person.emails().isEmpty() && person.phones().isEmpty() && !address) {
      return;
    }
    json.writeObjectFieldStart("user_data");
    boolean email = hashed.list("sha256_email_address", person.emails());
    keys.email(email);
    boolean phone = hashed.list("sha256_phone_number", person.phones());
    keys.phone(phone);
    if (address) {
      writeAddress(person);
    }
    json.writeEndObject();
  }

  private void writeAddress(GooglePerson person) throws IOException {
    json.writeArrayFieldStart("address");
    json.writeStartObject();
    boolean first = hashed.single("sha256_first_name", person.givenName());
    boolean last = hashed.single("sha256_last_name", person.familyName());
    keys.name(first && last);
    boolean city = optional.text("city", person.city());
    boolean region = optional.text("region", person.region());
    boolean code = optional.text("postal_code", person.postalCode());
    keys.address(city || region || code);
    optional.text("country", person.country());
    json.writeEndObject();
    json.writeEndArray();
  }

  /** A server's address says nothing about where the person is. */
  private void writeDevice(CanonicalEvent event) throws IOException {
    Client client = event.client();
    boolean ofPerson = !"server".equals(event.channel());
    if (ofPerson) {
      optional.text("ip_override", VisitorClient.ip(client));
    }
    String locale = client.locale();
    String language = locale == null || locale.isBlank() ? null : UnicodeText.folded(locale);
    Device device = stream instanceof Ga4Stream.App ? client.device() : null;
    if (language == null && device == null) {
      return;
    }
    json.writeObjectFieldStart("device");
    optional.text("language", language);
    if (device != null) {
      writeMobile(device);
    }
    json.writeEndObject();
  }

  // https://developers.google.com/analytics/devguides/collection/protocol/ga4/reference
  private void writeMobile(Device device) throws IOException {
    Device.Platform platform = device.platform();
    if (platform != null) {
      optional.text(
          "operating_system",
          switch (platform) {
            case ANDROID -> "Android";
            case IOS -> "iOS";
          });
    }
    optional.sourceText("operating_system_version", device.osVersion());
    optional.sourceText("model", device.model());
    optional.sourceText("brand", device.manufacturer());
  }
}
