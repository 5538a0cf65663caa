package io.tracklayer.job.gate.consent;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.consent.ConsentWords;
import io.tracklayer.job.state.Binary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A statement on one purpose, and when it was received.
 *
 * @param source where it was found; null if no statement was ever made
 * @param words the words in which it was made, see {@link
 *     io.tracklayer.contract.consent.ConsentWords}; null if they are not known
 * @param at when it was received, epoch milliseconds; {@link Long#MIN_VALUE} if no statement was
 *     ever made
 * @param unitedBy of a denial that survived a union, see {@link
 *     io.tracklayer.contract.consent.ConsentEvidence}
 */
public record Statement(
    ConsentState state,
    @Nullable String source,
    @Nullable String words,
    long at,
    @Nullable String unitedBy) {

  public static final Statement NONE = new Statement(ConsentState.UNKNOWN, null, Long.MIN_VALUE);

  /** A statement whose words are not known. */
  public Statement(ConsentState state, @Nullable String source, long at) {
    this(state, source, null, at);
  }

  /** A statement as it was made. */
  public Statement(ConsentState state, @Nullable String source, @Nullable String words, long at) {
    this(state, source, words, at, null);
  }

  /** The same statement, taken for this state. */
  Statement as(ConsentState other) {
    return state == other ? this : new Statement(other, source, words, at, unitedBy);
  }

  /** Whether it counts as a denial because it could not be read. */
  public boolean isUnreadable() {
    return ConsentWords.areUnreadable(words);
  }

  /** The later of two statements; of two at the same time, the one that permits less. */
  public static Statement newest(Statement one, Statement other) {
    if (one.at != other.at) {
      return one.at > other.at ? one : other;
    }
    return permissiveness(one) <= permissiveness(other) ? one : other;
  }

  /**
   * The statement that counts after two profiles have become one. If one denies and the other
   * grants, it is the denial, as of the later time, so that nothing granted to either may still be
   * sent.
   */
  public static Statement ofUnion(Statement one, Statement other) {
    boolean disagree =
        one.state != other.state
            && one.state != ConsentState.UNKNOWN
            && other.state != ConsentState.UNKNOWN;
    if (!disagree) {
      return newest(one, other);
    }
    Statement denial = one.state == ConsentState.DENIED ? one : other;
    return new Statement(
        ConsentState.DENIED, denial.source, denial.words, Math.max(one.at, other.at));
  }

  /** Whether a statement was made at all. */
  public boolean isMade() {
    return at != Long.MIN_VALUE;
  }

  public boolean permits(boolean grantedWhenUnknown) {
    return switch (state) {
      case GRANTED -> true;
      case DENIED -> false;
      case UNKNOWN -> grantedWhenUnknown;
    };
  }

  private static int permissiveness(Statement statement) {
    return switch (statement.state) {
      case DENIED -> 0;
      case UNKNOWN -> 1;
      case GRANTED -> 2;
    };
  }

  public static void write(Statement statement, DataOutput out) throws IOException {
    Binary.writeEnum(statement.state, out);
    Binary.writeText(statement.source, out);
    Binary.writeText(statement.words, out);
    out.writeLong(statement.at);
    Binary.writeText(statement.unitedBy, out);
  }

  public static Statement read(DataInput in) throws IOException {
    return new Statement(
        Binary.readEnum(ConsentState.class, in),
        Binary.readText(in),
        Binary.readText(in),
        in.readLong(),
        Binary.readText(in));
  }
}
