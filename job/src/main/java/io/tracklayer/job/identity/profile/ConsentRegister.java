package io.tracklayer.job.identity.profile;

import io.tracklayer.contract.consent.ConsentState;
import java.util.Comparator;

/**
 * The newest statement on one purpose. Of two statements at the same time a denial wins.
 *
 * @param at when it was made, epoch milliseconds
 */
public record ConsentRegister(ConsentState state, String source, long at) {

  private static final Comparator<ConsentRegister> LATER =
      Comparator.comparingLong(ConsentRegister::at)
          .thenComparing(register -> register.state() == ConsentState.DENIED)
          .thenComparing(ConsentRegister::state)
          .thenComparing(ConsentRegister::source);

  /** Commutative, associative, idempotent. */
  public static ConsentRegister newest(ConsentRegister one, ConsentRegister other) {
    return LATER.compare(one, other) >= 0 ? one : other;
  }
}
