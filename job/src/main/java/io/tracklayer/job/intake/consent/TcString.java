package io.tracklayer.job.intake.consent;

import com.iabtcf.decoder.TCString;
import com.iabtcf.utils.BitSetIntIterable;
import com.iabtcf.utils.IntIterable;
import com.iabtcf.v2.PublisherRestriction;
import com.iabtcf.v2.RestrictionType;
import io.tracklayer.contract.config.ConsentConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A TC string of the IAB's Transparency and Consent Framework, version 2, which all of TCF 2.0 to
 * 2.3 write (its "Consent string and vendor list formats v2"). Only consent counts: legitimate
 * interest is not looked at, since no advertising purpose (3 to 6) may rest on it since TCF 2.2.
 */
final class TcString {

  private static final int VERSION = 2;

  /** Stands for a string that is not there. */
  static final TcString ABSENT = saying(Finding.ABSENT);

  private final @Nullable Finding asWhole;
  private final IntIterable purposes;
  private final IntIterable vendors;
  private final List<PublisherRestriction> restrictions;

  private TcString(
      @Nullable Finding asWhole,
      IntIterable purposes,
      IntIterable vendors,
      List<PublisherRestriction> restrictions) {
    this.asWhole = asWhole;
    this.purposes = purposes;
    this.vendors = vendors;
    this.restrictions = restrictions;
  }

  /** Gives the same answer for every purpose, in place of a string. */
  static TcString saying(Finding answer) {
    return new TcString(answer, BitSetIntIterable.EMPTY, BitSetIntIterable.EMPTY, List.of());
  }

  /**
   * Decodes the whole string, so that one that was cut off grants nothing by the part that is left.
   * In other versions the same numbers mean other purposes, so such a string counts as unreadable
   * too.
   */
  static TcString read(String text) {
    try {
      TCString decoded = TCString.decode(text);
      return decoded.getVersion() == VERSION
          ? new TcString(
              null,
              decoded.getPurposesConsent(),
              decoded.getVendorConsent(),
              decoded.getPublisherRestrictions())
          : saying(Finding.unreadable(Form.TEXT));
    } catch (RuntimeException e) { // The library has no exception of its own.
      return saying(Finding.unreadable(Form.TEXT));
    }
  }

  boolean isReadable() {
    return asWhole == null;
  }

  /** Granted if the person consents to all that the purpose lists, else denied. */
  Finding answerOn(ConsentConfig.Purpose purpose) {
    if (purpose.tcfPurposes().isEmpty()) {
      return Finding.ABSENT;
    }
    if (asWhole != null) {
      return asWhole;
    }
    for (int tcfPurpose : purpose.tcfPurposes()) {
      if (!purposes.contains(tcfPurpose)) {
        return Finding.denied("no consent to purpose " + tcfPurpose);
      }
    }
    Integer vendor = purpose.tcfVendor();
    return vendor == null || isConsentedTo(vendor, purpose)
        ? Finding.granted("consent to purposes " + purpose.tcfPurposes())
        : Finding.denied("no consent to vendor " + vendor);
  }

  /**
   * Whether the vendor has consent; the publisher may forbid it a purpose that the person consents
   * to.
   */
  private boolean isConsentedTo(int vendor, ConsentConfig.Purpose purpose) {
    return vendors.contains(vendor)
        && restrictions.stream()
            .filter(restriction -> purpose.tcfPurposes().contains(restriction.getPurposeId()))
            .filter(restriction -> restriction.getVendorIds().contains(vendor))
            .allMatch(
                restriction -> restriction.getRestrictionType() == RestrictionType.REQUIRE_CONSENT);
  }
}
