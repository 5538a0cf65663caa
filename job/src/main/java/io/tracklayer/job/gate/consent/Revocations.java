package io.tracklayer.job.gate.consent;

import io.tracklayer.contract.consent.ConsentState;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * What is not permitted any longer, by purpose, with the statement that ended it. Immutable.
 *
 * @param denied purposes that were denied
 * @param takenBack purposes of which a granted answer was taken back to unknown, which is no denial
 */
public record Revocations(Denials denied, Denials takenBack) {

  public static final Revocations NONE = new Revocations(Denials.NONE, Denials.NONE);

  public static Revocations ofDenial(String purpose, Statement denial) {
    return new Revocations(Denials.of(purpose, denial), Denials.NONE);
  }

  public static Revocations ofAnswerTakenBack(String purpose, Statement empty) {
    return new Revocations(Denials.NONE, Denials.of(purpose, empty));
  }

  public boolean isEmpty() {
    return denied.isEmpty() && takenBack.isEmpty();
  }

  /** The later time for each purpose. */
  public Revocations and(Revocations other) {
    return other.isEmpty()
        ? this
        : new Revocations(denied.and(other.denied), takenBack.and(other.takenBack));
  }

  /** These and further denials. */
  public Revocations and(Denials denials) {
    return new Revocations(denied.and(denials), takenBack);
  }

  /** What is left of consent: each statement that is not later is replaced. */
  public Map<String, Statement> over(Map<String, Statement> consent) {
    if (isEmpty()) {
      return consent;
    }
    Map<String, Statement> left = new HashMap<>(consent);
    replace(denied, ConsentState.DENIED, left);
    replace(takenBack, ConsentState.UNKNOWN, left);
    return left;
  }

  /** A denial stays, with its words, and so does a statement that says the same. */
  private static void replace(Denials later, ConsentState state, Map<String, Statement> consent) {
    later
        .last()
        .forEach(
            (purpose, statement) -> {
              Statement said = consent.getOrDefault(purpose, Statement.NONE);
              boolean saysMore = said.state() != ConsentState.DENIED && said.state() != state;
              if (saysMore && later.overrule(purpose, said)) {
                consent.put(purpose, statement.as(state));
              }
            });
  }

  public static void write(Revocations revocations, DataOutput out) throws IOException {
    Denials.write(revocations.denied, out);
    Denials.write(revocations.takenBack, out);
  }

  public static Revocations read(DataInput in) throws IOException {
    return new Revocations(Denials.read(in), Denials.read(in));
  }
}
