package io.tracklayer.contract.config;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * @param grantedWhenUnknown whether a purpose that nobody was asked about counts as granted
 * @param purposes purpose name to where its state is found
 */
public record ConsentConfig(boolean grantedWhenUnknown, Map<String, Purpose> purposes)
    implements Serializable {

  /** Fields of the thin payload's consent object that are no answers, so no names of purposes. */
  public static final Set<String> SIGNALS =
      Set.of("tc_string", "gpp_string", "us_privacy", "gpc", "global_privacy_control");

  /**
   * @param consentIds ids of the consent platform's categories, case-sensitive
   * @param traits names of boolean traits
   * @param tcfPurposes purposes of the IAB's Transparency and Consent Framework, 1 to 11, which
   *     must all be consented to; empty where its strings say nothing of this purpose
   * @param tcfVendor a vendor of its Global Vendor List that must be consented to as well, if any
   * @param gppOptOuts what people in the USA opt out of, in sections of the IAB's Global Privacy
   *     Platform or its older US Privacy string; empty where they say nothing of this purpose
   * @param gpc whether Global Privacy Control denies it
   * @param adTracking whether the device's own setting against tracking by ads denies it
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

    /**
     * A purpose of which no string of the IAB and no setting of browser or device says anything.
     */
    public Purpose(List<String> consentIds, List<String> traits) {
      this(consentIds, traits, List.of(), null, List.of(), false, false);
    }
  }
}
