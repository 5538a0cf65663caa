package io.tracklayer.job.canonical;

import io.tracklayer.job.identity.profile.Register;
import io.tracklayer.job.intake.person.Traits;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The name and address that an event carries: those of the profile. If the profile has no address
 * at all, the order's shipping address is used, for this order alone.
 */
record PersonTraits(Map<String, String> values) {

  static PersonTraits of(Map<String, Register> known, Map<String, String> shippedTo) {
    Map<String, String> values = new HashMap<>();
    known.forEach((trait, register) -> values.put(trait, register.value()));
    if (!Traits.hasAddress(known)) {
      values.putAll(shippedTo);
    }
    return new PersonTraits(values);
  }

  @Nullable String get(String trait) {
    return values.get(trait);
  }

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "PersonTraits" + values.keySet();
  }
}
