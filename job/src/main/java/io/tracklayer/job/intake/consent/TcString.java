package io.tracklayer.job.intake.consent;

import com.iabtcf.decoder.TCString;
import com.iabtcf.utils.BitSetIntIterable;
import com.iabtcf.utils.IntIterable;
import com.iabtcf.v2.PublisherRestriction;
import com.iabtcf.v2.RestrictionType;
import io.tracklayer.contract.config.ConsentConfig;
import io.tracklayer.contract.consent.ConsentState;
import java.util.List;

/**
 * A TC string of the IAB's Transparency and Consent Framework, version 2, which all of TCF 2.0 to
 * 2.3 write (its "Consent string and vendor list formats v2"). Only consent counts: legitimate
 * interest is not looked at, since no advertising purpose (3 to 6) may rest on it since TCF 2.2.
 */
final class TcString {

  private static final int VERSION = 2;

  /** Absent, malformed, or of a version in which the same numbers mean other purposes. */
  static final TcString UNREADABLE =
      new TcString(BitSetIntIterable.EMPTY, BitSetIntIterable.EMPTY, List.of());

  private final IntIterable purposes;
  private final IntIterable vendors;
  private final List<PublisherRestriction> restrictions;

  private TcString(
      IntIterable purposes, IntIterable vendors, List<PublisherRestriction> restrictions) {
    this.purposes = purposes;
    this.vendors = vendors;
    this.restrictions = restrictions;
  }

  /** Decodes all of it, so that one that was cut off grants nothing by what is left. */
  static TcString read(String text) {
    try {
      TCString decoded = TCString.decode(text);
      return decoded.getVersion() == VERSION
          ? new TcString(
              decoded.getPurposesConsent(),
              decoded.getVendorConsent(),
              decoded.getPublisherRestrictions())
          : UNREADABLE;
    } catch (RuntimeException e) { // The library has no type of its own for all that it may meet.
      return UNREADABLE;
    }
  }

  boolean isReadable() {
    return this != UNREADABLE;
  }

  /** Granted if all of it is consented to, else denied; unknown when it cannot be read. */
  ConsentState stateOf(ConsentConfig.Purpose purpose) {
    if (!isReadable() || purpose.tcfPurposes().isEmpty()) {
      return ConsentState.UNKNOWN;
    }
    boolean granted =
        purpose.tcfPurposes().stream().allMatch(purposes::contains)
            && (purpose.tcfVendor() == null || isConsentedTo(purpose.tcfVendor(), purpose));
    return granted ? ConsentState.GRANTED : ConsentState.DENIED;
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
