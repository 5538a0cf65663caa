package io.tracklayer.destinations.klaviyo;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.delivery.MatchKey;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.contract.event.Client;
import io.tracklayer.contract.event.OwnField;
import io.tracklayer.contract.event.Person;
import io.tracklayer.contract.text.HashedValue;
import io.tracklayer.contract.text.UnicodeText;
import io.tracklayer.destinations.event.EventProperties;
import io.tracklayer.destinations.event.MatchNotes;
import io.tracklayer.destinations.event.OptionalFields;
import io.tracklayer.destinations.event.VisitorClient;
import io.tracklayer.destinations.normalise.Contacts;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes one profile, all in clear: Klaviyo neither hashes nor accepts hashes. Values without a
 * valid form are left out, because Klaviyo refuses a whole event for one bad phone number. Nothing
 * here subscribes anybody.
 */
final class KlaviyoProfileWriter {

  static final String PHONE_NUMBER = "phone_number";

  private static final int LONGEST_EXTERNAL_ID = 255;

  private final JsonGenerator json;
  private final OptionalFields optional;
  private final MatchNotes keys;
  private boolean identified;

  KlaviyoProfileWriter(JsonGenerator json, MatchNotes keys) {
    this.json = json;
    this.keys = keys;
    optional = new OptionalFields(json);
  }

  /**
   * @param without optional fields to leave out
   * @return whether Klaviyo can find the profile by what was written
   */
  boolean write(CanonicalEvent event, Set<String> without, boolean identifiersOnly)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "profile");
    json.writeObjectFieldStart("attributes");
    writeIdentifiers(event, without);
    if (!identifiersOnly) {
      writeTraits(event);
    }
    json.writeEndObject();
    json.writeEndObject();
    return identified;
  }

  // https://developers.klaviyo.com/en/reference/profiles_api_overview#profile-identifiers
  private void writeIdentifiers(CanonicalEvent event, Set<String> without) throws IOException {
    Person person = event.user();
    identifier("email", Contacts.newestEmail(person), MatchKey.EMAIL, OwnField.EMAILS);
    if (!without.contains(PHONE_NUMBER)) {
      identifier(PHONE_NUMBER, Contacts.newestPhone(person), MatchKey.PHONE, OwnField.PHONES);
    }
    String userId = atMost(LONGEST_EXTERNAL_ID, person.userId());
    identifier("external_id", userId, MatchKey.EXTERNAL_ID, OwnField.USER_ID);
    identifier("anonymous_id", person.anonymousId(), MatchKey.EXTERNAL_ID, OwnField.ANONYMOUS_ID);
    identifier("_kx", event.clickIds().get("kx"), MatchKey.CLICK_ID, OwnField.KX);
  }

  private static @Nullable String newest(List<String> values) {
    return values.isEmpty() ? null : values.get(0);
  }

  /** A longer id is refused, and a shortened one would be somebody else's. */
  private static @Nullable String atMost(int length, @Nullable String id) {
    return id == null || id.strip().length() > length ? null : id;
  }

  private void identifier(String field, @Nullable String value, MatchKey key, OwnField from)
      throws IOException {
    identified |= keys.note(key, optional.text(field, value), from);
  }

  private void writeTraits(CanonicalEvent event) throws IOException {
    Person person = event.user();
    clear("first_name", person.firstName());
    clear("last_name", person.lastName());
    clear("title", EventProperties.text(event.traits(), "title", "jobTitle", "job_title"));
    clear("organization", organization(event.traits()));
    optional.text("locale", event.client().locale());
    writeLocation(event);
    writeProperties(event);
  }

  private void writeProperties(CanonicalEvent event) throws IOException {
    Person person = event.user();
    Map<String, String> properties = new TreeMap<>();
    person
        .externalIds()
        .forEach((type, ids) -> properties.put(UnicodeText.wellFormed(type), newest(ids)));
    properties.put("gender", person.gender());
    properties.put("birth_date", person.birthDate());
    json.writeObjectFieldStart("properties");
    for (Map.Entry<String, String> property : properties.entrySet()) {
      clear(property.getKey(), property.getValue());
    }
    if (event.name().equals(CanonicalNames.PROFILE_UPDATE)) {
      Set<String> taken = new HashSet<>(properties.keySet());
      KlaviyoCustomProperties.TRAITS.write(json, event.traits(), taken);
      event.traits().fieldNames().forEachRemaining(taken::add);
      KlaviyoCustomProperties.WRITER.write(json, event.properties(), taken);
    }
    json.writeEndObject();
  }

  /** RudderStack documents {@code company} as an object with a name. */
  // https://www.rudderstack.com/docs/event-spec/standard-events/identify/
  private static @Nullable String organization(ObjectNode traits) {
    String text =
        EventProperties.text(
            traits, "organization", "organisation", "company", "companyName", "company_name");
    return text == null && traits.get("company") instanceof ObjectNode company
        ? EventProperties.text(company, "name")
        : text;
  }

  private void writeLocation(CanonicalEvent event) throws IOException {
    Person person = event.user();
    Client client = event.client();
    json.writeObjectFieldStart("location");
    clear("address1", EventProperties.text(event.traits(), "address1"));
    clear("address2", EventProperties.text(event.traits(), "address2"));
    clear("city", person.city());
    clear("region", person.state());
    clear("zip", person.postalCode());
    clear("country", person.country());
    optional.text("ip", VisitorClient.ip(client));
    json.writeEndObject();
  }

  /** Klaviyo would show a hash as the person's name. */
  private void clear(String field, @Nullable String value) throws IOException {
    if (value != null && !HashedValue.is(value.strip())) {
      optional.text(field, value);
    }
  }
}
