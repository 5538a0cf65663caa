package io.tracklayer.job.intake.consent;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.job.intake.source.Amounts;
import io.tracklayer.job.intake.source.JsonText;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a phone's owner has set for all apps, as RudderStack's mobile SDKs put it into {@code
 * context.device}. The settings can only deny: a device that permits tracking has not asked its
 * owner about us.
 */
final class DeviceSettings {

  static final String AD_TRACKING_SOURCE = "context.device.adTrackingEnabled";
  static final String ATT_SOURCE = "context.device.attTrackingStatus";

  /**
   * ATTrackingManager.AuthorizationStatus
   * (developer.apple.com/documentation/apptrackingtransparency).
   */
  private static final int NOT_DETERMINED = 0;

  private static final int RESTRICTED = 1;
  private static final int DENIED = 2;
  private static final int AUTHORIZED = 3;

  private DeviceSettings() {}

  /** False if "limit ad tracking" or "opt out of ads personalisation" is set. */
  static Finding ofAdTracking(@Nullable JsonNode enabled) {
    return ConsentAnswer.of(enabled).denialOnly();
  }

  static Finding ofTrackingStatus(@Nullable JsonNode status) {
    if (status == null || JsonText.isEmptied(status)) {
      return Finding.ABSENT;
    }
    BigDecimal number = Amounts.of(status);
    if (number == null) {
      return ofName(status);
    }
    return switch (number.stripTrailingZeros().scale() > 0 ? -1 : number.intValue()) {
      case NOT_DETERMINED, AUTHORIZED -> Finding.ABSENT;
      case RESTRICTED, DENIED -> Finding.denied(number.toPlainString());
      default -> Finding.unreadable(Form.NUMBER);
    };
  }

  /** Reads the name of a status, since not every SDK sends the number. */
  private static Finding ofName(JsonNode status) {
    String name =
        status.isTextual()
            ? status.textValue().strip().toLowerCase(Locale.ROOT).replace("_", "")
            : "";
    return switch (name) {
      case "authorized", "notdetermined" -> Finding.ABSENT;
      case "denied", "restricted" -> Finding.denied(name);
      default -> Finding.unreadable(status.isTextual() ? Form.WORD : Form.of(status));
    };
  }
}
