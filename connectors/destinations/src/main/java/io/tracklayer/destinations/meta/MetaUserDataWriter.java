package io.tracklayer.destinations.meta;

import static io.tracklayer.destinations.event.EventProperties.text;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.delivery.MatchKey;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.Device;
import io.tracklayer.contract.event.OwnField;
import io.tracklayer.contract.event.Person;
import io.tracklayer.contract.text.MetaCookie;
import io.tracklayer.destinations.event.MatchNotes;
import io.tracklayer.destinations.event.OptionalFields;
import io.tracklayer.destinations.event.PersonalText;
import io.tracklayer.destinations.event.VisitorClient;
import io.tracklayer.destinations.normalise.HashedFields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Writes {@code user_data} of one event: hashed where Meta requires it, otherwise unchanged. Values
 * without a valid form are left out.
 *
 * <p>Whether it identifies anybody follows Meta's list of combinations that are too broad to match:
 * place, gender, birth date, user agent and a lone first name, in any combination.
 */
final class MetaUserDataWriter {

  /** Copied from the event's properties unchanged; each identifies a person or a device. */
  static final List<String> IDS_AMONG_PROPERTIES =
      List.of("subscription_id", "fb_login_id", "anon_id", "ctwa_clid");

  static final String LEAD_ID = "lead_id";
  static final String PAGE_ID = "page_id";
  static final String FBC = "fbc";
  static final String FBP = "fbp";

  private static final int SHORTEST_META_LEAD_ID = 15;
  private static final int LONGEST_META_LEAD_ID = 17;

  private final JsonGenerator json;
  private final HashedFields hashed;
  private final OptionalFields optional;
  private final MatchNotes keys;
  private boolean identifies;

  MetaUserDataWriter(JsonGenerator json, MatchNotes keys) {
    this.json = json;
    this.keys = keys;
    hashed = new HashedFields(json);
    optional = new OptionalFields(json);
  }

  /**
   * @param website whether the person's newest user agent may replace a missing one
   * @param without optional fields to leave out
   * @return whether it can identify anybody
   */
  boolean write(CanonicalEvent event, boolean website, Set<String> without) throws IOException {
    Person person = event.user();
    json.writeObjectFieldStart("user_data");
    boolean email = hashed.list("em", person.emailsAndHashes(), MetaNormaliser::email);
    identifies |= keys.email(email);
    boolean phone = hashed.list("ph", person.phonesAndHashes(), MetaNormaliser::phone);
    identifies |= keys.phone(phone);
    writePerson(person);
    boolean id = hashed.list("external_id", externalIds(person), MetaNormaliser::externalId);
    identifies |=
        keys.note(
            MatchKey.EXTERNAL_ID,
            id,
            keys.broughtAny(OwnField.USER_ID, OwnField.ANONYMOUS_ID, OwnField.EXTERNAL_IDS));
    writeVisitor(VisitorClient.of(event, website), event);
    boolean clicked = writeCookie(FBC, event.clickIds(), MetaCookie::isWellFormed, without);
    keys.note(MatchKey.CLICK_ID, clicked, OwnField.FBC);
    boolean browser = writeCookie(FBP, event.clickIds(), MetaCookie::isBrowserId, without);
    keys.note(MatchKey.BROWSER_ID, browser, OwnField.FBP);
    identifies |= clicked || browser;
    writeIds(event);
    json.writeEndObject();
    return identifies;
  }

  private void writePerson(Person person) throws IOException {
    String country = person.country() == null ? null : MetaNormaliser.country(person.country());
    boolean first = hashed.single("fn", person.firstName(), MetaNormaliser::name);
    boolean last = hashed.single("ln", person.lastName(), MetaNormaliser::name);
    identifies |= keys.name(first && last);
    keys.birthDate(hashed.single("db", person.birthDate(), MetaNormaliser::birthDate));
    keys.gender(hashed.single("ge", person.gender(), MetaNormaliser::gender));
    boolean city = hashed.single("ct", person.city(), MetaNormaliser::city);
    boolean state =
        hashed.single("st", person.state(), value -> MetaNormaliser.state(value, country));
    boolean code =
        hashed.single(
            "zp", person.postalCode(), value -> MetaNormaliser.postalCode(value, country));
    keys.address(city || state || code);
    hashed.single("country", country, UnaryOperator.identity());
  }

  private static List<String> externalIds(Person person) {
    List<String> ids = new ArrayList<>(4);
    ids.add(person.userId());
    ids.add(person.anonymousId());
    if (!person.externalIds().isEmpty()) {
      new TreeMap<>(person.externalIds()).values().forEach(ids::addAll);
    }
    return ids;
  }

  private void writeVisitor(VisitorClient visitor, CanonicalEvent event) throws IOException {
    optional.text("client_ip_address", visitor.ip());
    optional.text("client_user_agent", visitor.userAgent());
    identifies |= keys.visitor(visitor, event);
  }

  private boolean writeCookie(
      String name,
      Map<String, String> clickIds,
      Predicate<String> isWellFormed,
      Set<String> without)
      throws IOException {
    String cookie = clickIds.get(name);
    boolean isSent = cookie != null && !without.contains(name) && isWellFormed.test(cookie);
    if (isSent) {
      json.writeStringField(name, cookie);
    }
    return isSent;
  }

  private void writeIds(CanonicalEvent event) throws IOException {
    ObjectNode properties = event.properties();
    String leadId = event.leadId() != null ? event.leadId() : text(properties, LEAD_ID);
    if (leadId != null && isMetaLeadId(leadId)) {
      json.writeStringField(LEAD_ID, leadId);
      identifies = true;
    }
    for (String name : IDS_AMONG_PROPERTIES) {
      String id = text(properties, name);
      if (id != null && PersonalText.isSendable(id)) {
        json.writeStringField(name, id);
        identifies = true;
      }
    }
    Device device = event.client().device();
    identifies |=
        keys.advertisingId(device != null && optional.token("madid", device.clearAdvertisingId()));
    String pageId = text(properties, PAGE_ID);
    if (pageId != null && PersonalText.isSendable(pageId)) {
      json.writeStringField(PAGE_ID, pageId);
    }
  }

  /**
   * Ids of Meta's own lead forms are numbers; the advertiser's own lead ids mean nothing to Meta.
   */
  private static boolean isMetaLeadId(String id) {
    return id.length() >= SHORTEST_META_LEAD_ID
        && id.length() <= LONGEST_META_LEAD_ID
        && id.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
