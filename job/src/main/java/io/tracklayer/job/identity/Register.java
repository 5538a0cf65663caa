package io.tracklayer.job.identity;

import java.util.Comparator;

/**
 * One value of a profile with the event that set it. The later event wins; of two at the same time
 * the one with the greater message id, then the greater value, so that any order of merging gives
 * the same.
 *
 * @param at when the event occurred, epoch milliseconds
 */
public record Register(String value, long at, String messageId) {

  private static final Comparator<Register> LATER =
      Comparator.comparingLong(Register::at)
          .thenComparing(Register::messageId)
          .thenComparing(Register::value);

  /** Commutative, associative, idempotent. */
  public static Register newest(Register one, Register other) {
    return LATER.compare(one, other) >= 0 ? one : other;
  }

  @Override
  public String toString() {
    return "Register[at " + at + "]";
  }
}
