package io.tracklayer.job.intake.consent;

import io.tracklayer.contract.config.ConsentConfig;
import java.util.ArrayList;
import java.util.List;

/** Says in words for people what it takes for a purpose to be granted. */
public final class ConsentNeeds {

  private ConsentNeeds() {}

  /**
   * The statements that grant a purpose, provided that nothing else denies it.
   *
   * @param name the purpose's name
   */
  public static String of(String name, ConsentConfig.Purpose purpose) {
    List<String> grants = new ArrayList<>();
    if (!purpose.consentIds().isEmpty()) {
      grants.add(String.join(" and ", purpose.consentIds()) + " in allowedConsentIds");
    }
    grants.add("yes under " + name + " in consent");
    if (!purpose.traits().isEmpty()) {
      grants.add("yes in the traits " + String.join(" and ", purpose.traits()));
    }
    if (!purpose.tcfPurposes().isEmpty()) {
      grants.add(
          "a TC string with consent to the purposes "
              + purpose.tcfPurposes()
              + (purpose.tcfVendor() == null ? "" : " and vendor " + purpose.tcfVendor()));
    }
    if (!purpose.gppOptOuts().isEmpty()) {
      grants.add("a GPP string without an opt-out");
    }
    return String.join(", or ", grants) + "; and no denial beside it";
  }
}
