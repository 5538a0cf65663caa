package io.tracklayer.job.identity.profile;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.text.UnicodeText;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The newest statement on one purpose. Of two statements at the same time a denial wins.
 *
 * @param words see {@link io.tracklayer.contract.consent.ConsentWords}
 * @param at when the event that made it was received, epoch milliseconds; of a denial that survived
 *     a union, until when the profiles had been seen
 * @param unitedBy of such a denial, the message id of the event by which two profiles became one
 */
public record ConsentRegister(
    ConsentState state, String source, @Nullable String words, long at, @Nullable String unitedBy) {

  /** So that long ids do not fill a profile. */
  private static final int MAX_LENGTH_OF_ID = 64;

  private static final Comparator<ConsentRegister> LATER =
      Comparator.comparingLong(ConsentRegister::at)
          .thenComparing(register -> register.state() == ConsentState.DENIED)
          .thenComparing(ConsentRegister::state)
          .thenComparing(ConsentRegister::source)
          .thenComparing(ConsentRegister::words, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(
              ConsentRegister::unitedBy, Comparator.nullsFirst(Comparator.naturalOrder()));

  /** A statement as it was made. */
  public ConsentRegister(ConsentState state, String source, @Nullable String words, long at) {
    this(state, source, words, at, null);
  }

  /**
   * The statement of a person who was two profiles until now. If the two said different things, a
   * denial wins, and is as new as the newer statement, so that the person has to state it anew.
   * Commutative, idempotent, and associative except for which of several denials it names.
   *
   * @param messageId of the event that unites them
   */
  static ConsentRegister ofUnion(ConsentRegister one, ConsentRegister other, String messageId) {
    ConsentRegister newest = newest(one, other);
    ConsentRegister older = newest.equals(one) ? other : one;
    boolean deniedBefore =
        older.state == ConsentState.DENIED && newest.state != ConsentState.DENIED;
    return deniedBefore ? older.restatedAt(newest.at, messageId) : newest;
  }

  /** The same statement, except that a denial is at least as new as this time. */
  ConsentRegister deniedAnew(long time, String messageId) {
    return state == ConsentState.DENIED && at < time ? restatedAt(time, messageId) : this;
  }

  /** What was said and where, without the words, which only explain it. */
  ConsentRegister withoutWords() {
    return words == null && unitedBy == null
        ? this
        : new ConsentRegister(state, source, null, at, null);
  }

  private ConsentRegister restatedAt(long time, String messageId) {
    String id = UnicodeText.cut(messageId, MAX_LENGTH_OF_ID);
    return new ConsentRegister(state, source, words, time, id);
  }

  /** Commutative, associative, idempotent. */
  public static ConsentRegister newest(ConsentRegister one, ConsentRegister other) {
    return LATER.compare(one, other) >= 0 ? one : other;
  }
}
