package io.tracklayer.contract.config;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * @param grantedWhenUnknown whether a purpose that nobody was asked about counts as granted
 * @param purposes purpose name to where its state is found
 */
public record ConsentConfig(boolean grantedWhenUnknown, Map<String, Purpose> purposes)
    implements Serializable {

  /**
   * @param consentIds ids of the consent platform's categories, case-sensitive
   * @param traits names of boolean traits
   */
  public record Purpose(List<String> consentIds, List<String> traits) implements Serializable {}
}
