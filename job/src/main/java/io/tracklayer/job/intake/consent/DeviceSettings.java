package io.tracklayer.job.intake.consent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.Device.Tracking;
import io.tracklayer.contract.json.JsonText;
import io.tracklayer.contract.text.FieldSpelling;
import io.tracklayer.job.intake.source.Amounts;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a phone's owner has set for all apps, as RudderStack's mobile SDKs put it into {@code
 * context.device}. The settings can only deny: a device that permits tracking has not asked its
 * owner about us.
 */
public final class DeviceSettings {

  static final String AD_TRACKING_SOURCE = "context.device.adTrackingEnabled";
  static final String ATT_SOURCE = "context.device.attTrackingStatus";

  /**
   * ATTrackingManager.AuthorizationStatus
   * (developer.apple.com/documentation/apptrackingtransparency).
   */
  private static final List<Tracking> BY_NUMBER =
      List.of(Tracking.NOT_DETERMINED, Tracking.RESTRICTED, Tracking.DENIED, Tracking.AUTHORIZED);

  /** If a device says several things, the one that is listed first here counts. */
  private static final List<Tracking> STRICTEST_FIRST =
      List.of(Tracking.RESTRICTED, Tracking.DENIED, Tracking.NOT_DETERMINED, Tracking.AUTHORIZED);

  private enum Setting {
    STATUS,
    ENABLED,
    LIMITED
  }

  /** In plain form, see {@link FieldSpelling}. */
  private static final Map<String, Setting> SETTINGS =
      Map.ofEntries(
          Map.entry("atttrackingstatus", Setting.STATUS),
          Map.entry("attstatus", Setting.STATUS),
          Map.entry("adtrackingenabled", Setting.ENABLED),
          Map.entry("advertisertrackingenabled", Setting.ENABLED),
          Map.entry("applicationtrackingenabled", Setting.ENABLED),
          Map.entry("limitadtracking", Setting.LIMITED),
          Map.entry("limitadtrackingenabled", Setting.LIMITED),
          Map.entry("islimitadtrackingenabled", Setting.LIMITED),
          Map.entry("lmt", Setting.LIMITED));

  private DeviceSettings() {}

  /** False if "limit ad tracking" or "opt out of ads personalisation" is set. */
  static Finding ofAdTracking(@Nullable JsonNode enabled) {
    return ConsentAnswer.of(enabled).denialOnly();
  }

  static Finding ofTrackingStatus(@Nullable JsonNode status) {
    if (status == null || JsonText.isEmptied(status)) {
      return Finding.ABSENT;
    }
    Tracking tracking = byStatus(status);
    BigDecimal number = Amounts.of(status);
    if (tracking == null) {
      return Finding.unreadable(
          number != null ? Form.NUMBER : status.isTextual() ? Form.WORD : Form.of(status));
    }
    return switch (tracking) {
      case AUTHORIZED, NOT_DETERMINED -> Finding.ABSENT;
      case DENIED, RESTRICTED ->
          Finding.denied(number == null ? tracking.text() : number.toPlainString());
    };
  }

  /** Null if it is none of Apple's statuses. */
  private static @Nullable Tracking byStatus(JsonNode status) {
    BigDecimal number = Amounts.of(status);
    if (number != null) {
      int index = number.stripTrailingZeros().scale() > 0 ? -1 : number.intValue();
      return index < 0 || index >= BY_NUMBER.size() ? null : BY_NUMBER.get(index);
    }
    // Not every SDK sends the number.
    return switch (status.isTextual() ? FieldSpelling.plain(status.textValue()) : "") {
      case "authorized" -> Tracking.AUTHORIZED;
      case "notdetermined" -> Tracking.NOT_DETERMINED;
      case "denied" -> Tracking.DENIED;
      case "restricted" -> Tracking.RESTRICTED;
      default -> null;
    };
  }

  /**
   * Whether the device lets apps track its owner, by the strictest of all settings in these places,
   * however they are spelled. A setting that cannot be read is a no. Null if there is none.
   */
  public static @Nullable Tracking tracking(@Nullable ObjectNode... places) {
    Tracking strictest = null;
    for (ObjectNode place : places) {
      if (place == null) {
        continue;
      }
      for (Map.Entry<String, JsonNode> field : place.properties()) {
        Setting setting = SETTINGS.get(FieldSpelling.plain(field.getKey()));
        Tracking said = setting == null ? null : tracking(setting, field.getValue());
        strictest = stricter(strictest, said);
      }
    }
    return strictest;
  }

  private static @Nullable Tracking stricter(@Nullable Tracking one, @Nullable Tracking other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return STRICTEST_FIRST.indexOf(one) <= STRICTEST_FIRST.indexOf(other) ? one : other;
  }

  private static @Nullable Tracking tracking(Setting setting, JsonNode value) {
    Finding on = ConsentAnswer.of(value);
    if (on.reading() == Finding.Reading.EMPTIED || on.reading() == Finding.Reading.ABSENT) {
      return null;
    }
    return switch (setting) {
      case STATUS -> {
        Tracking status = byStatus(value);
        yield status == null ? Tracking.DENIED : status;
      }
      case ENABLED ->
          on.reading() == Finding.Reading.GRANTED ? Tracking.AUTHORIZED : Tracking.DENIED;
      case LIMITED ->
          on.reading() == Finding.Reading.DENIED ? Tracking.AUTHORIZED : Tracking.DENIED;
    };
  }
}
