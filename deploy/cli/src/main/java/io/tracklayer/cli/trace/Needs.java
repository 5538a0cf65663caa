package io.tracklayer.cli.trace;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.config.ConsentConfig;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.job.intake.consent.ConsentNeeds;
import java.util.Map;
import java.util.TreeMap;

/**
 * What it takes to grant each purpose.
 *
 * @param byPurpose in words, for each known purpose
 * @param grantedWhenUnknown whether a purpose counts as granted while nothing is known about it
 */
public record Needs(Map<String, String> byPurpose, boolean grantedWhenUnknown) {

  /** Nothing is known about them without a configuration. */
  public static final Needs UNKNOWN = new Needs(Map.of(), false);

  public static Needs of(ConsentConfig consent) {
    Map<String, String> byPurpose = new TreeMap<>();
    consent
        .purposes()
        .forEach((name, purpose) -> byPurpose.put(name, ConsentNeeds.of(name, purpose)));
    return new Needs(byPurpose, consent.grantedWhenUnknown());
  }

  /**
   * What would have allowed an event that consent stopped, for each purpose that was refused.
   *
   * @param proofs by purpose, as in a record of the deliveries topic
   */
  Map<String, String> lack(JsonNode proofs) {
    Map<String, String> lack = new TreeMap<>(byPurpose);
    lack.keySet()
        .removeIf(
            purpose ->
                !proofs.has(purpose) || !isRefused(proofs.get(purpose).path("state").asText()));
    return lack;
  }

  static String inWords(Map<String, String> lack) {
    StringBuilder words = new StringBuilder();
    lack.forEach(
        (purpose, need) ->
            words.append("; ").append(purpose).append(" would have needed: ").append(need));
    return words.toString();
  }

  private boolean isRefused(String state) {
    return state.equals(ConsentState.DENIED.text())
        || (state.equals(ConsentState.UNKNOWN.text()) && !grantedWhenUnknown);
  }
}
