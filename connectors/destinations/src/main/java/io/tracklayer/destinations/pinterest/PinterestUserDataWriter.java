package io.tracklayer.destinations.pinterest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracklayer.contract.delivery.MatchKey;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.Device;
import io.tracklayer.contract.event.OwnField;
import io.tracklayer.contract.event.Person;
import io.tracklayer.contract.text.UnicodeText;
import io.tracklayer.destinations.event.MatchNotes;
import io.tracklayer.destinations.event.OptionalFields;
import io.tracklayer.destinations.event.VisitorClient;
import io.tracklayer.destinations.normalise.HashedFields;
import io.tracklayer.destinations.normalise.PersonFields;
import io.tracklayer.destinations.normalise.PersonForms;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes {@code user_data} of one event. Every hashed field is a list. */
final class PinterestUserDataWriter {

  private final JsonGenerator json;
  private final MatchNotes keys;

  PinterestUserDataWriter(JsonGenerator json, MatchNotes keys) {
    this.json = json;
    this.keys = keys;
  }

  /**
   * @param website whether the person's newest user agent may replace a missing one
   * @return whether Pinterest would accept it, for which it needs an e-mail address, an advertising
   *     id, or both IP address and user agent
   */
  boolean write(CanonicalEvent event, boolean website) throws IOException {
    Person person = event.user();
    OptionalFields optional = new OptionalFields(json);
    PersonFields fields = new PersonFields(json, keys, true);
    json.writeObjectFieldStart("user_data");
    boolean email = fields.emails(person);
    fields.phones(person);
    fields.gender(person, PinterestUserDataWriter::gender);
    fields.birthDate(person);
    fields.names(person);
    fields.place(person);
    fields.externalIds(person);
    boolean device = keys.advertisingId(writeAdvertisingId(event));
    VisitorClient visitor = VisitorClient.of(event, website);
    optional.text("client_ip_address", visitor.ip());
    optional.text("client_user_agent", visitor.userAgent());
    keys.visitor(visitor, event);
    boolean clicked = optional.token("click_id", event.clickIds().get("epik"));
    keys.note(MatchKey.CLICK_ID, clicked, OwnField.EPIK);
    json.writeEndObject();
    return email || device || visitor.isMatchable();
  }

  /** {@code f}, {@code m}, or {@code n} for neither. */
  private static @Nullable String gender(String value) {
    return switch (UnicodeText.letters(value)) {
      case "n", "nonbinary", "diverse", "other" -> "n";
      default -> PersonForms.gender(value);
    };
  }

  private boolean writeAdvertisingId(CanonicalEvent event) throws IOException {
    Device device = event.client().device();
    String id = device == null ? null : device.advertisingId();
    return id != null && new HashedFields(json).list("hashed_maids", List.of(id));
  }
}
