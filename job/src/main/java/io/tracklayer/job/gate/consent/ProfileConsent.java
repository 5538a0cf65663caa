package io.tracklayer.job.gate.consent;

import java.util.Map;

/**
 * What a gate knows of one profile's consent. Immutable.
 *
 * @param statements the newest by purpose, at most {@value #MOST_PURPOSES}
 * @param denied when each required purpose was last denied, even if it was granted since
 * @param hasOrder whether a copy of an order came under this profile; other copies may come under
 *     others
 */
public record ProfileConsent(Map<String, Statement> statements, Denials denied, boolean hasOrder) {

  /** Configurations have a handful. A further purpose is only kept if it is required. */
  public static final int MOST_PURPOSES = 32;

  /** The consent of a profile that is not in state. */
  public static final ProfileConsent NOTHING = new ProfileConsent(Map.of(), Denials.NONE, false);

  public ProfileConsent {
    statements = Map.copyOf(statements);
  }

  public ProfileConsent withOrder() {
    return hasOrder ? this : new ProfileConsent(statements, denied, true);
  }

  public Statement of(String purpose) {
    return statements.getOrDefault(purpose, Statement.NONE);
  }
}
