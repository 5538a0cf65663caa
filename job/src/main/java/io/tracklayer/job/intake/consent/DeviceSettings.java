package io.tracklayer.job.intake.consent;

import io.tracklayer.contract.event.TrackingSettings.Setting;
import io.tracklayer.contract.event.TrackingSettings.Stated;
import io.tracklayer.job.intake.source.Amounts;
import java.math.BigDecimal;

/**
 * What a device's setting says of consent. It can only deny: a device that permits tracking has not
 * asked its owner about us, and neither has one on which the question was never put.
 */
final class DeviceSettings {

  private DeviceSettings() {}

  static Finding of(Stated stated) {
    return switch (stated.tracking()) {
      case AUTHORIZED, NOT_DETERMINED -> Finding.ABSENT;
      case DENIED, RESTRICTED ->
          stated.setting() == Setting.STATUS ? ofStatus(stated) : ofSwitch(stated);
    };
  }

  private static Finding ofStatus(Stated stated) {
    BigDecimal number = Amounts.of(stated.value());
    if (stated.isReadable()) {
      return Finding.denied(number == null ? stated.tracking().text() : number.toPlainString());
    }
    Form form = number == null ? Form.of(stated.value()) : Form.NUMBER;
    return Finding.unreadable(form == Form.TEXT ? Form.WORD : form);
  }

  /** A switch by which tracking is limited denies by a yes. */
  private static Finding ofSwitch(Stated stated) {
    Finding said = ConsentAnswer.of(stated.value());
    return switch (said.reading()) {
      case DENIED, UNREADABLE -> said;
      case GRANTED -> new Finding(Finding.Reading.DENIED, said.words(), null);
      case EMPTIED, ABSENT -> Finding.unreadable(Form.of(stated.value()));
    };
  }
}
