package io.tracklayer.contract.reason;

import org.jspecify.annotations.Nullable;

/**
 * A reason and the detail of one case.
 *
 * @param detail one short word or code: the consent purpose, the vendor's own code, the kind of id
 *     that a copy shares, never personal data; none where the reason says it all
 */
public record Cause(Reason reason, @Nullable String detail) {

  public static Cause of(Reason reason) {
    return new Cause(reason, null);
  }

  public static Cause of(Reason reason, @Nullable String detail) {
    return new Cause(reason, detail);
  }

  /** {@code no_consent (marketing)}, for people to read. */
  @Override
  public String toString() {
    return detail == null ? reason.text() : reason.text() + " (" + detail + ")";
  }
}
