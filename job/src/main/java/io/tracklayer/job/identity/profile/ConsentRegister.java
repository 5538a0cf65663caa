package io.tracklayer.job.identity.profile;

import io.tracklayer.contract.consent.ConsentState;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The newest statement on one purpose. Of two statements at the same time a denial wins.
 *
 * @param words see {@link io.tracklayer.contract.consent.ConsentWords}
 * @param at when the event that made it was received, epoch milliseconds
 */
public record ConsentRegister(ConsentState state, String source, @Nullable String words, long at) {

  private static final Comparator<ConsentRegister> LATER =
      Comparator.comparingLong(ConsentRegister::at)
          .thenComparing(register -> register.state() == ConsentState.DENIED)
          .thenComparing(ConsentRegister::state)
          .thenComparing(ConsentRegister::source)
          .thenComparing(ConsentRegister::words, Comparator.nullsFirst(Comparator.naturalOrder()));

  /**
   * The statement of a person who was two profiles until now. If the two said different things, a
   * denial wins, and is as new as the newer statement, so that the person has to state it anew.
   * Commutative, idempotent, and associative except for which of several denials it names.
   */
  static ConsentRegister ofUnion(ConsentRegister one, ConsentRegister other) {
    ConsentRegister newest = newest(one, other);
    ConsentRegister older = newest.equals(one) ? other : one;
    boolean deniedBefore =
        older.state == ConsentState.DENIED && newest.state != ConsentState.DENIED;
    return deniedBefore ? older.restatedAt(newest.at) : newest;
  }

  /** The same statement, except that a denial is at least as new as this time. */
  ConsentRegister deniedAnew(long time) {
    return state == ConsentState.DENIED && at < time ? restatedAt(time) : this;
  }

  private ConsentRegister restatedAt(long time) {
    return new ConsentRegister(state, source, words, time);
  }

  /** Commutative, associative, idempotent. */
  public static ConsentRegister newest(ConsentRegister one, ConsentRegister other) {
    return LATER.compare(one, other) >= 0 ? one : other;
  }
}
