package io.tracklayer.destinations.snapchat;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracklayer.contract.delivery.MatchKey;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.Device;
import io.tracklayer.contract.event.OwnField;
import io.tracklayer.contract.event.Person;
import io.tracklayer.destinations.event.MatchNotes;
import io.tracklayer.destinations.event.OptionalFields;
import io.tracklayer.destinations.event.VisitorClient;
import io.tracklayer.destinations.normalise.PersonFields;
import io.tracklayer.destinations.normalise.PersonForms;
import java.io.IOException;

/**
 * Writes {@code user_data} of one event: e-mail addresses, phone numbers and external ids are
 * lists, everything else is a single value.
 *
 * @see <a
 *     href="https://developers.snap.com/api/marketing-api/Conversions-API/Parameters">Parameters</a>
 */
final class SnapchatUserDataWriter {

  private final JsonGenerator json;
  private final MatchNotes keys;

  SnapchatUserDataWriter(JsonGenerator json, MatchNotes keys) {
    this.json = json;
    this.keys = keys;
  }

  /**
   * @param website whether the person's newest user agent may replace a missing one
   * @return whether Snapchat would accept it, for which it needs an e-mail address, a phone number,
   *     an advertising id, or both IP address and user agent
   */
  boolean write(CanonicalEvent event, boolean website) throws IOException {
    Person person = event.user();
    OptionalFields optional = new OptionalFields(json);
    PersonFields fields = new PersonFields(json, keys, false);
    json.writeObjectFieldStart("user_data");
    boolean email = fields.emails(person);
    boolean phone = fields.phones(person);
    fields.names(person);
    fields.gender(person, PersonForms::gender);
    fields.place(person);
    fields.externalIds(person);
    VisitorClient visitor = VisitorClient.of(event, website);
    optional.text("client_ip_address", visitor.ip());
    optional.text("client_user_agent", visitor.userAgent());
    keys.visitor(visitor, event);
    boolean clicked = optional.token("sc_click_id", event.clickIds().get("sccid"));
    keys.note(MatchKey.CLICK_ID, clicked, OwnField.SCCID);
    boolean browser = optional.token("sc_cookie1", event.clickIds().get("scid"));
    keys.note(MatchKey.BROWSER_ID, browser, OwnField.SCID);
    Device device = event.client().device();
    boolean advertisingId =
        keys.advertisingId(device != null && optional.token("madid", device.clearAdvertisingId()));
    optional.token("idfv", device == null ? null : device.vendorId());
    optional.text("lead_id", event.leadId());
    json.writeEndObject();
    return email || phone || advertisingId || visitor.isMatchable();
  }
}
