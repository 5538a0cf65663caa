package io.tracklayer.contract.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.consent.Restriction;
import io.tracklayer.contract.event.Device.Tracking;
import io.tracklayer.contract.json.JsonText;
import io.tracklayer.contract.text.FieldSpelling;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a phone's owner has set for all apps, as RudderStack's mobile SDKs put it into {@code
 * context.device}, and as other SDKs and servers pass it on: beside the device, in the properties,
 * as JSON inside a text, in other spellings. All methods are pure.
 */
public final class TrackingSettings {

  /** A kind of setting, which has several names. */
  public enum Setting {
    STATUS("attTrackingStatus"),
    ENABLED("adTrackingEnabled"),
    LIMITED("limitAdTracking");

    private final String usualName;

    Setting(String usualName) {
      this.usualName = usualName;
    }
  }

  /**
   * @param source the place, with the setting's usual name: {@code
   *     context.device.adTrackingEnabled}
   * @param tracking what the value says; a refusal if it cannot be read
   * @param isReadable whether the value is one of those that the setting may have
   */
  public record Stated(
      Setting setting, String source, JsonNode value, Tracking tracking, boolean isReadable) {}

  /**
   * ATTrackingManager.AuthorizationStatus
   * (developer.apple.com/documentation/apptrackingtransparency).
   */
  private static final List<Tracking> BY_NUMBER =
      List.of(Tracking.NOT_DETERMINED, Tracking.RESTRICTED, Tracking.DENIED, Tracking.AUTHORIZED);

  /** If a device says several things, the one that is listed first here counts. */
  private static final List<Tracking> STRICTEST_FIRST =
      List.of(Tracking.RESTRICTED, Tracking.DENIED, Tracking.NOT_DETERMINED, Tracking.AUTHORIZED);

  /** In plain form, see {@link FieldSpelling}. */
  private static final Map<String, Setting> SETTINGS =
      Map.ofEntries(
          Map.entry("atttrackingstatus", Setting.STATUS),
          Map.entry("attstatus", Setting.STATUS),
          Map.entry("iosattstatus", Setting.STATUS),
          Map.entry("attauthorizationstatus", Setting.STATUS),
          Map.entry("trackingauthorizationstatus", Setting.STATUS),
          Map.entry("apptrackingtransparencystatus", Setting.STATUS),
          Map.entry("attauthorized", Setting.ENABLED),
          Map.entry("adtrackingenabled", Setting.ENABLED),
          Map.entry("isadtrackingenabled", Setting.ENABLED),
          Map.entry("advertisertrackingenabled", Setting.ENABLED),
          Map.entry("advertisingtrackingenabled", Setting.ENABLED),
          Map.entry("isadvertisingtrackingenabled", Setting.ENABLED),
          Map.entry("applicationtrackingenabled", Setting.ENABLED),
          Map.entry("limitadtracking", Setting.LIMITED),
          Map.entry("limitedadtracking", Setting.LIMITED),
          Map.entry("limitadtrackingenabled", Setting.LIMITED),
          Map.entry("islimitadtrackingenabled", Setting.LIMITED),
          Map.entry("adtrackinglimited", Setting.LIMITED),
          Map.entry("isadtrackinglimited", Setting.LIMITED),
          Map.entry("islat", Setting.LIMITED),
          Map.entry("lmt", Setting.LIMITED));

  /** Of a device only: a parcel has a {@code tracking_status} too. */
  private static final Map<String, Setting> SETTINGS_OF_A_DEVICE =
      Map.of(
          // https://www.twilio.com/docs/segment/connections/sources/catalog/libraries/mobile/react-native
          "trackingstatus", Setting.STATUS,
          "adtracking", Setting.ENABLED,
          "dnt", Setting.LIMITED,
          "donottrack", Setting.LIMITED);

  private static final Set<String> PLAIN_YES =
      Set.of(
          "true",
          "t",
          "yes",
          "y",
          "on",
          "1",
          "enabled",
          "active",
          "allowed",
          "granted",
          "authorized");

  private TrackingSettings() {}

  /**
   * Whether the device lets apps track its owner, by the strictest of all its settings. Null if it
   * has none.
   */
  public static @Nullable Tracking of(RawEvent event) {
    return statedIn(event).stream()
        .map(Stated::tracking)
        .min(Comparator.comparingInt(STRICTEST_FIRST::indexOf))
        .orElse(null);
  }

  /** Every setting that says something; null and empty do not. */
  public static List<Stated> statedIn(RawEvent event) {
    List<Stated> stated = new ArrayList<>();
    addFrom(event.context().get("device"), "context.device.", stated);
    addFrom(event.context(), "context.", stated);
    addFrom(event.properties().get("device"), "properties.device.", stated);
    addFrom(event.properties(), "properties.", stated);
    return stated;
  }

  private static void addFrom(@Nullable JsonNode place, String prefix, List<Stated> stated) {
    if (place == null || !(JsonText.unwrapped(place) instanceof ObjectNode fields)) {
      return;
    }
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      String plain = FieldSpelling.plain(field.getKey());
      Setting setting = SETTINGS.get(plain);
      if (setting == null && prefix.endsWith("device.")) {
        setting = SETTINGS_OF_A_DEVICE.get(plain);
      }
      JsonNode value = field.getValue();
      if (setting != null && Restriction.of(value) != Restriction.UNSTATED) {
        stated.add(read(setting, prefix + setting.usualName, value));
      }
    }
  }

  private static Stated read(Setting setting, String source, JsonNode value) {
    Tracking said =
        switch (setting) {
          case STATUS -> byStatus(value);
          case ENABLED -> isPlainYes(value) ? Tracking.AUTHORIZED : Tracking.DENIED;
          case LIMITED ->
              Restriction.of(value) == Restriction.LIFTED ? Tracking.AUTHORIZED : Tracking.DENIED;
        };
    return new Stated(setting, source, value, said == null ? Tracking.DENIED : said, said != null);
  }

  private static boolean isPlainYes(JsonNode value) {
    return value.isNumber()
        ? value.decimalValue().compareTo(BigDecimal.ONE) == 0
        : value.isValueNode()
            && PLAIN_YES.contains(value.asText().strip().toLowerCase(Locale.ROOT));
  }

  /** Null if it is none of Apple's statuses. */
  private static @Nullable Tracking byStatus(JsonNode status) {
    // Not every SDK sends the number.
    return switch (status.isTextual() ? FieldSpelling.plain(status.textValue()) : "") {
      case "authorized" -> Tracking.AUTHORIZED;
      case "notdetermined" -> Tracking.NOT_DETERMINED;
      case "denied" -> Tracking.DENIED;
      case "restricted" -> Tracking.RESTRICTED;
      default -> byNumber(status);
    };
  }

  private static @Nullable Tracking byNumber(JsonNode status) {
    for (int number = 0; number < BY_NUMBER.size(); number++) {
      boolean isMeant =
          status.isNumber()
              ? status.decimalValue().compareTo(BigDecimal.valueOf(number)) == 0
              : status.isTextual() && status.textValue().strip().matches(number + "(\\.0+)?");
      if (isMeant) {
        return BY_NUMBER.get(number);
      }
    }
    return null;
  }
}
