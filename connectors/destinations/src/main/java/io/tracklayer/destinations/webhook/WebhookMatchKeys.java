package io.tracklayer.destinations.webhook;

import io.tracklayer.contract.delivery.MatchKey;
import io.tracklayer.contract.delivery.MatchKeys;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.Client;
import io.tracklayer.contract.event.Device;
import io.tracklayer.contract.event.OwnField;
import io.tracklayer.contract.event.Person;
import io.tracklayer.destinations.event.MatchNotes;
import org.jspecify.annotations.Nullable;

/** The match keys of a whole canonical event: whoever gets it can use them all. */
final class WebhookMatchKeys {

  private WebhookMatchKeys() {}

  /**
   * @param withHashes whether addresses that only a hash is known of are sent too
   */
  static @Nullable MatchKeys of(CanonicalEvent event, boolean withHashes) {
    MatchNotes keys = new MatchNotes(event);
    if (keys.keys() == null) {
      return null;
    }
    Person person = event.user();
    keys.note(MatchKey.EMAIL, !person.emails().isEmpty(), OwnField.EMAILS);
    keys.note(MatchKey.PHONE, !person.phones().isEmpty(), OwnField.PHONES);
    if (withHashes) {
      keys.note(MatchKey.EMAIL, !person.emailsSha256().isEmpty(), OwnField.EMAILS_SHA256);
      keys.note(MatchKey.PHONE, !person.phonesSha256().isEmpty(), OwnField.PHONES_SHA256);
    }
    keys.note(MatchKey.EXTERNAL_ID, person.userId() != null, OwnField.USER_ID);
    keys.note(MatchKey.EXTERNAL_ID, person.anonymousId() != null, OwnField.ANONYMOUS_ID);
    keys.note(MatchKey.EXTERNAL_ID, !person.externalIds().isEmpty(), OwnField.EXTERNAL_IDS);
    keys.name(person.firstName() != null && person.lastName() != null);
    keys.birthDate(person.birthDate() != null);
    keys.gender(person.gender() != null);
    keys.address(person.city() != null || person.state() != null || person.postalCode() != null);
    noteClickIds(event, keys);
    Client client = event.client();
    keys.note(MatchKey.IP, client.ip() != null, true);
    boolean userAgent = client.userAgent() != null;
    keys.note(MatchKey.USER_AGENT, userAgent || person.userAgent() != null, userAgent);
    Device device = client.device();
    keys.advertisingId(device != null && device.advertisingId() != null);
    return keys.keys();
  }

  private static MatchKey keyOf(OwnField clickId) {
    return switch (clickId) {
      case FBP, TTP, SCID, GA_CLIENT_ID, GA_APP_INSTANCE_ID -> MatchKey.BROWSER_ID;
      default -> MatchKey.CLICK_ID;
    };
  }

  private static void noteClickIds(CanonicalEvent event, MatchNotes keys) {
    for (String name : event.clickIds().keySet()) {
      OwnField field = OwnField.of(name);
      if (field != null) {
        keys.note(keyOf(field), true, field);
      }
    }
  }
}
