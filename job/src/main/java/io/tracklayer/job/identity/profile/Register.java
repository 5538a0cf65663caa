package io.tracklayer.job.identity.profile;

import java.util.Comparator;

/**
 * One value of a profile with the event that set it. The later event wins; of two at the same time
 * the one whose message id has the greater hash, then the greater value, so that any order of
 * merging gives the same.
 *
 * @param at when the event occurred, epoch milliseconds
 * @param messageHash the hash of the message id, which itself may be as long as a source likes
 */
public record Register(String value, long at, int messageHash) {

  private static final Comparator<Register> LATER =
      Comparator.comparingLong(Register::at)
          .thenComparingInt(Register::messageHash)
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
