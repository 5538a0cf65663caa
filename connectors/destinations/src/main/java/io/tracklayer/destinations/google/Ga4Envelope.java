package io.tracklayer.destinations.google;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.contract.event.Client;
import io.tracklayer.contract.event.Person;
import io.tracklayer.contract.json.Json;
import io.tracklayer.destinations.ConsentSignals;
import io.tracklayer.destinations.MappingContext;
import io.tracklayer.destinations.event.OptionalFields;
import io.tracklayer.destinations.event.PersonalText;
import io.tracklayer.destinations.event.Visitor;
import io.tracklayer.destinations.normalise.Sha256;
import io.tracklayer.destinations.normalise.UnicodeText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Writes what all events of one request have in common: whose they are, by which consent, and what
 * is known of the person. Without consent to the use of user data in advertising it is the client
 * id alone; hashes of contact data go only where that consent is configured and granted.
 */
// https://developers.google.com/analytics/devguides/collection/protocol/ga4/reference
final class Ga4Envelope {

  private static final int LONGEST_USER_ID = 256;

  /** User-provided data is for conversions. */
  private static final Set<String> CONVERSIONS =
      Set.of(CanonicalNames.PURCHASE, CanonicalNames.LEAD, CanonicalNames.SIGN_UP);

  private final JsonGenerator json;
  private final OptionalFields optional;
  private final ConsentSignals signals;
  private final Sha256 sha256 = new Sha256();

  Ga4Envelope(JsonGenerator json, ConsentSignals signals) {
    this.json = json;
    optional = new OptionalFields(json);
    this.signals = signals;
  }

  void write(CanonicalEvent event, String clientId, MappingContext context) throws IOException {
    boolean denied = signals.isSet(Ga4Type.AD_USER_DATA, context);
    boolean granted = signals.isConfigured(Ga4Type.AD_USER_DATA) && !denied;
    String userId = denied ? null : userId(event.user());
    json.writeStartObject();
    optional.text("client_id", clientId);
    optional.text("user_id", userId);
    writeConsent(context);
    if (granted && userId != null && CONVERSIONS.contains(event.name())) {
      writeUserData(event.user());
    }
    if (!denied) {
      writeDevice(event);
    }
    json.writeEndObject();
  }

  /** Google forbids ids that are personal themselves, such as an e-mail address. */
  private static String userId(Person person) {
    String id = person.userId();
    boolean usable =
        id != null
            && id.strip().length() <= LONGEST_USER_ID
            && !PersonalText.isPersonal(id.strip());
    return usable && !id.isBlank() ? id : null;
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

  private void writeUserData(Person person) throws IOException {
    ObjectNode data = Json.object();
    setHashes(data, "sha256_email_address", person.emails(), GoogleNormaliser::email);
    setHashes(
        data,
        "sha256_phone_number",
        person.phones(),
        phone -> GoogleNormaliser.phone(phone, person.country()));
    ObjectNode address = address(person);
    if (!address.isEmpty()) {
      data.putArray("address").add(address);
    }
    if (!data.isEmpty()) {
      json.writeFieldName("user_data");
      Json.mapper().writeTree(json, data);
    }
  }

  private ObjectNode address(Person person) {
    ObjectNode address = Json.object();
    String country = normal(person.country(), GoogleNormaliser::country);
    String first = normal(person.firstName(), GoogleNormaliser::givenName);
    String last = normal(person.lastName(), GoogleNormaliser::familyName);
    set(address, "sha256_first_name", first == null ? null : hash(first));
    set(address, "sha256_last_name", last == null ? null : hash(last));
    set(address, "city", normal(person.city(), GoogleNormaliser::clear));
    set(
        address,
        "region",
        normal(person.state(), region -> GoogleNormaliser.region(region, country)));
    set(address, "postal_code", normal(person.postalCode(), GoogleNormaliser::clear));
    set(address, "country", country);
    return address;
  }

  private static String normal(String value, UnaryOperator<String> normaliser) {
    return value == null || value.isBlank() ? null : normaliser.apply(value);
  }

  private static void set(ObjectNode object, String field, String value) {
    if (value != null) {
      object.put(field, value);
    }
  }

  private void setHashes(
      ObjectNode data, String field, List<String> values, UnaryOperator<String> normaliser) {
    values.stream()
        .map(value -> normal(value, normaliser))
        .filter(Objects::nonNull)
        .map(this::hash)
        .distinct()
        .forEach(hash -> data.withArray(field).add(hash));
  }

  private String hash(String normal) {
    return GoogleNormaliser.hash(normal, sha256);
  }

  /** The address of a server says nothing about where the person is. */
  private void writeDevice(CanonicalEvent event) throws IOException {
    Client client = event.client();
    boolean ofPerson = !"server".equals(event.channel());
    if (ofPerson) {
      optional.text("ip_override", Visitor.ip(client));
    }
    if (client.locale() != null && !client.locale().isBlank()) {
      json.writeObjectFieldStart("device");
      optional.text("language", UnicodeText.folded(client.locale()));
      json.writeEndObject();
    }
  }
}
