package io.tracklayer.job.intake.consent;

import io.tracklayer.contract.config.ConsentConfig;
import io.tracklayer.contract.config.GppOptOut;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The IAB's US Privacy string that preceded GPP and is still sent, {@code 1YNN}: version, notice
 * given, opted out of sale, covered by the LSPA; each Y, N or {@code -} for not applicable
 * (github.com/InteractiveAdvertisingBureau/USPrivacy, "US Privacy String"). It is deprecated and no
 * longer maintained, so the absence of an opt-out grants nothing.
 */
final class UsPrivacyString {

  private static final Pattern VERSION_1 = Pattern.compile("1[YN-]{3}");
  private static final int OPT_OUT_OF_SALE = 2;

  private UsPrivacyString() {}

  static Finding read(String text) {
    String string = text.toUpperCase(Locale.ROOT);
    if (!VERSION_1.matcher(string).matches()) {
      return Finding.unreadable(Form.TEXT);
    }
    return string.charAt(OPT_OUT_OF_SALE) == 'Y'
        ? Finding.denied("opted out of sale")
        : Finding.ABSENT;
  }

  static boolean concerns(ConsentConfig.Purpose purpose) {
    return purpose.gppOptOuts().contains(GppOptOut.SALE);
  }
}
