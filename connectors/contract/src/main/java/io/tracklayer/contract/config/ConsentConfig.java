package io.tracklayer.contract.config;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * @param grantedWhenUnknown whether a purpose counts as granted while nothing is known about it
 * @param purposes each purpose by name, with the places its state is read from
 */
public record ConsentConfig(boolean grantedWhenUnknown, Map<String, Purpose> purposes)
    implements Serializable {

  /**
   * Each profile keeps an answer for every purpose, and never forgets a denial for want of room.
   */
  public static final int MAX_PURPOSES = 20;

  /** In bytes of UTF-8; of a purpose, and of an id or trait that answers for it. */
  public static final int MAX_LENGTH_OF_NAME = 64;

  /**
   * Fields of the thin payload's consent object that are signals, so no purpose may have their
   * names.
   */
  public static final Set<String> SIGNALS =
      Set.of("tc_string", "gpp_string", "us_privacy", "gpc", "global_privacy_control");

  /**
   * @param consentIds ids of the consent platform's categories, case-sensitive
   * @param traits names of boolean traits
   * @param tcfPurposes purposes of the IAB's Transparency and Consent Framework, 1 to 11, that must
   *     all be consented to; empty to ignore its strings for this purpose
   * @param tcfVendor the id of a vendor in its Global Vendor List that must also have consent, if
   *     any
   * @param gppOptOuts the opt-outs of people in the USA that deny it, read from the IAB's Global
   *     Privacy Platform or its older US Privacy string; empty to ignore both for this purpose
   * @param gpc whether Global Privacy Control denies it
   * @param adTracking whether the device's own ad-tracking setting can deny it
   */
  public record Purpose(
      List<String> consentIds,
      List<String> traits,
      List<Integer> tcfPurposes,
      @Nullable Integer tcfVendor,
      List<GppOptOut> gppOptOuts,
      boolean gpc,
      boolean adTracking)
      implements Serializable {

    /** A purpose that no IAB string and no browser or device setting affects. */
    public Purpose(List<String> consentIds, List<String> traits) {
      this(consentIds, traits, List.of(), null, List.of(), false, false);
    }
  }
}
