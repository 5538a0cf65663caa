package io.tracklayer.job.gate.consent;

import io.tracklayer.contract.consent.ConsentState;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The purposes that one destination requires, all of which must be granted. Pure: less consent
 * never permits more.
 *
 * @param purposes sorted; may be empty
 * @param grantedWhenUnknown whether a purpose without a statement counts as granted
 */
public record RequiredConsent(List<String> purposes, boolean grantedWhenUnknown)
    implements Serializable {

  public RequiredConsent {
    purposes = purposes.stream().sorted().distinct().toList();
  }

  public static RequiredConsent of(Collection<String> purposes, boolean grantedWhenUnknown) {
    return new RequiredConsent(List.copyOf(purposes), grantedWhenUnknown);
  }

  public boolean contains(String purpose) {
    return purposes.contains(purpose);
  }

  public boolean takesAGrantAway(Statement before, Statement after) {
    return before.permits(grantedWhenUnknown) && !after.permits(grantedWhenUnknown);
  }

  /** The first required purpose that is not permitted; null if all are. */
  public @Nullable String firstRefused(Map<String, Statement> consent) {
    return purposes.stream()
        .filter(purpose -> !statement(purpose, consent).permits(grantedWhenUnknown))
        .findFirst()
        .orElse(null);
  }

  /** The required purposes that a copy denies, which counts for its whole claim. */
  public Denials denials(Map<String, Statement> consent) {
    SortedMap<String, Statement> denied = new TreeMap<>();
    for (String purpose : purposes) {
      Statement statement = statement(purpose, consent);
      if (statement.state() == ConsentState.DENIED) {
        denied.put(purpose, statement);
      }
    }
    return denied.isEmpty() ? Denials.NONE : new Denials(denied);
  }

  private static Statement statement(String purpose, Map<String, Statement> consent) {
    return consent.getOrDefault(purpose, Statement.NONE);
  }
}
