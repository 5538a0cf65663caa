package io.tracklayer.destinations.tiktok;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracklayer.contract.delivery.MatchKey;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.Device;
import io.tracklayer.contract.event.Device.Platform;
import io.tracklayer.contract.event.Device.Tracking;
import io.tracklayer.contract.event.OwnField;
import io.tracklayer.contract.event.Person;
import io.tracklayer.contract.text.HashedValue;
import io.tracklayer.destinations.event.MatchNotes;
import io.tracklayer.destinations.event.OptionalFields;
import io.tracklayer.destinations.event.VisitorClient;
import io.tracklayer.destinations.normalise.HashedFields;
import io.tracklayer.destinations.normalise.PersonFields;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code user} of one event: hashed where TikTok requires it, otherwise in clear. Values
 * without a valid form are left out.
 */
final class TikTokUserWriter {

  private static final Pattern LANGUAGE_TAG =
      Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}");

  private final JsonGenerator json;
  private final HashedFields hashed;
  private final OptionalFields optional;
  private final MatchNotes keys;

  TikTokUserWriter(JsonGenerator json, MatchNotes keys) {
    this.json = json;
    this.keys = keys;
    hashed = new HashedFields(json);
    optional = new OptionalFields(json);
  }

  void write(CanonicalEvent event, TikTokSource source) throws IOException {
    Person person = event.user();
    // The person's newest user agent may replace a missing one, but only one browser another.
    VisitorClient visitor = VisitorClient.of(event, source == TikTokSource.WEB);
    json.writeObjectFieldStart("user");
    boolean email = hashed.list("email", person.emailsAndHashes(), TikTokNormaliser::email);
    keys.email(email);
    boolean phone = hashed.list("phone", person.phonesAndHashes(), TikTokNormaliser::phone);
    keys.phone(phone);
    boolean id = hashed.list("external_id", PersonFields.ids(person), TikTokNormaliser::externalId);
    keys.note(MatchKey.EXTERNAL_ID, id, OwnField.USER_ID, OwnField.ANONYMOUS_ID);
    boolean first = hashed.single("first_name", person.firstName(), TikTokNormaliser::name);
    boolean last = hashed.single("last_name", person.lastName(), TikTokNormaliser::name);
    keys.name(first && last);
    boolean code = hashed.single("zip_code", person.postalCode(), TikTokNormaliser::postalCode);
    boolean city = optional.text("city", TikTokNormaliser.place(person.city()));
    boolean state = optional.text("state", TikTokNormaliser.place(person.state()));
    keys.address(code || city || state);
    optional.text("country", TikTokNormaliser.country(person.country()));
    optional.text("ip", visitor.ip());
    optional.text("user_agent", visitor.userAgent());
    keys.visitor(visitor, event);
    boolean clicked = optional.token("ttclid", event.clickIds().get("ttclid"));
    keys.note(MatchKey.CLICK_ID, clicked, OwnField.TTCLID);
    boolean browser = optional.token("ttp", event.clickIds().get("ttp"));
    keys.note(MatchKey.BROWSER_ID, browser, OwnField.TTP);
    optional.text("locale", languageTag(event.client().locale()));
    Device device = event.client().device();
    if (source == TikTokSource.APP && device != null && device.platform() != null) {
      writeDevice(device, device.platform());
    }
    json.writeEndObject();
  }

  /** The ids of app events, in clear, as the systems write them. */
  // https://business-api.tiktok.com/portal/docs?id=1771100865818625
  private void writeDevice(Device device, Platform platform) throws IOException {
    String id = device.advertisingId();
    switch (platform) {
      case ANDROID -> {
        keys.advertisingId(optional.token("gaid", id));
        json.writeStringField("att_status", "NOT_APPLICABLE");
      }
      case IOS -> {
        String idfa = id == null || HashedValue.is(id) ? id : id.toUpperCase(Locale.ROOT);
        keys.advertisingId(optional.token("idfa", idfa));
        optional.token("idfv", device.vendorId());
        Tracking tracking = device.tracking();
        json.writeStringField(
            "att_status", (tracking == null ? Tracking.NOT_DETERMINED : tracking).name());
      }
    }
  }

  /** BCP 47; Java and some phones write {@code en_GB}. */
  private static @Nullable String languageTag(@Nullable String locale) {
    String tag = locale == null ? "" : locale.strip().replace('_', '-');
    return LANGUAGE_TAG.matcher(tag).matches() ? tag : null;
  }
}
