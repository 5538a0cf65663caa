package io.tracklayer.job.gate.consent;

import io.tracklayer.job.state.Binary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The last denial of each purpose, with the words in which it was stated. They are kept by purpose,
 * so that a later grant of one purpose does not hide the denial of another. Immutable.
 */
public record Denials(SortedMap<String, Statement> last) {

  private static final Comparator<@Nullable String> NONE_FIRST =
      Comparator.nullsFirst(Comparator.naturalOrder());

  private static final Comparator<Statement> LATER =
      Comparator.comparingLong(Statement::at)
          .thenComparing(Statement::source, NONE_FIRST)
          .thenComparing(Statement::words, NONE_FIRST)
          .thenComparing(Statement::unitedBy, NONE_FIRST);

  public static final Denials NONE = new Denials(new TreeMap<>());

  public static Denials of(String purpose, Statement denial) {
    return new Denials(new TreeMap<>(Map.of(purpose, denial)));
  }

  public boolean isEmpty() {
    return last.isEmpty();
  }

  /** The later one for each purpose. */
  public Denials and(Denials other) {
    if (other.isEmpty() || equals(other)) {
      return this;
    }
    SortedMap<String, Statement> latest = new TreeMap<>(last);
    other.last.forEach((purpose, denial) -> latest.merge(purpose, denial, Denials::later));
    return new Denials(latest);
  }

  /** Of two at the same time one that has words, whatever the order in which they come. */
  private static Statement later(Statement one, Statement other) {
    return LATER.compare(one, other) >= 0 ? one : other;
  }

  /**
   * Whether the purpose was denied at or after the time of the statement. A statement made later
   * than the denial lifts it.
   */
  public boolean overrule(String purpose, Statement statement) {
    Statement denied = last.get(purpose);
    return denied != null && denied.at() >= statement.at();
  }

  public static void write(Denials denials, DataOutput out) throws IOException {
    Binary.writeMap(denials.last, Statement::write, out);
  }

  public static Denials read(DataInput in) throws IOException {
    Map<String, Statement> last = Binary.readMap(Statement::read, in);
    return last.isEmpty() ? NONE : new Denials(new TreeMap<>(last));
  }
}
