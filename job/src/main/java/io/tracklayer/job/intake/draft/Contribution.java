package io.tracklayer.job.intake.draft;

import io.tracklayer.contract.consent.ConsentState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one event adds to its person's profile. Newer events win over older ones, field by field.
 *
 * @param traits by canonical name: first_name, last_name, gender, birth_date, city, state,
 *     postal_code, country; normalised as {@link io.tracklayer.contract.event.Person} says
 * @param shippedTo the same of the address that an order is shipped to, which may be another
 *     person's; for this event alone, never for the profile
 * @param clickIds fbp, fbc, fbclid, gclid, gbraid, wbraid, ttclid, ttp, kx, msclkid …, case kept
 * @param consent by configured purpose, only for those of which the event says something
 */
public record Contribution(
    Map<String, String> traits,
    Map<String, String> shippedTo,
    Map<String, String> clickIds,
    Map<String, StatedConsent> consent,
    @Nullable String userAgent) {

  /**
   * A statement on one purpose.
   *
   * @param state unknown if an earlier answer is taken back
   * @param source where it was found: {@code context.consentManagement}, {@code
   *     traits.marketing_opt_in}, {@code context.tcString} …
   * @param words see {@link io.tracklayer.contract.consent.ConsentWords}
   */
  public record StatedConsent(ConsentState state, String source, @Nullable String words) {}

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "Contribution[…]";
  }
}
