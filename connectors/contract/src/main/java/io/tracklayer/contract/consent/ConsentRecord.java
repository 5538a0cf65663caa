package io.tracklayer.contract.consent;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the person of an identifier denies: the record of the consent topic, keyed by the place
 * where that is known, a node id. The last record of a key holds; one without value says that
 * nothing is denied any more. It names identifiers by their keyed hashes only.
 *
 * @param node of the identifier; the key itself, but for one that several people were seen with
 *     where it stands for itself alone
 * @param denied by purpose; never empty
 */
public record ConsentRecord(int schema, String node, Map<String, Denial> denied) {

  public static final int SCHEMA = 1;

  public ConsentRecord {
    requireNonNull(node, "node");
    requireNonNull(denied, "denied");
  }

  /**
   * The newest statement on one purpose.
   *
   * @param source where it was found, as in {@link ConsentEvidence}
   * @param words see {@link ConsentWords}
   * @param at when it was received
   * @param unitedBy as in {@link ConsentEvidence}
   */
  public record Denial(
      String source, @Nullable String words, Instant at, @Nullable String unitedBy) {

    public Denial {
      requireNonNull(source, "source");
      requireNonNull(at, "at");
    }
  }
}
