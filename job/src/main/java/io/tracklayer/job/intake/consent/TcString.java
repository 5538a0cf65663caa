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

  /** There is none. */
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

  /** In place of a string: the same of every purpose. */
  static TcString saying(Finding answer) {
    return new TcString(answer, BitSetIntIterable.EMPTY, BitSetIntIterable.EMPTY, List.of());
  }

  /**
   * Decodes all of it, so that one that was cut off grants nothing by what is left. In other
   * versions the same numbers mean other purposes, so that they cannot be read either.
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
    } catch (RuntimeException e) { // The library has no type of its own for all that it may meet.
      return saying(Finding.unreadable(Form.TEXT));
    }
  }

  boolean isReadable() {
    return asWhole == null;
  }

  /** Granted if all of it is consented to, else denied. */
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

  /** The publisher may forbid a vendor a purpose that the person would have consented to. */
  private boolean isConsentedTo(int vendor, ConsentConfig.Purpose purpose) {
    return vendors.contains(vendor)
        && restrictions.stream()
            .filter(restriction -> purpose.tcfPurposes().contains(restriction.getPurposeId()))
            .filter(restriction -> restriction.getVendorIds().contains(vendor))
            .allMatch(
                restriction -> restriction.getRestrictionType() == RestrictionType.REQUIRE_CONSENT);
  }
}
