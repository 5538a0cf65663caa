package io.tracklayer.local.demo;

import org.jspecify.annotations.Nullable;

/**
 * A claim that must be true of a run.
 *
 * @param detail what was found instead, if the claim is wrong
 */
record Check(String claim, @Nullable String detail) {

  static Check right(String claim) {
    return new Check(claim, null);
  }

  static Check of(String claim, boolean right, String otherwise) {
    return new Check(claim, right ? null : otherwise);
  }

  boolean isRight() {
    return detail == null;
  }

  @Override
  public String toString() {
    return (isRight() ? "  ok     " : "  FAILED ") + claim + (isRight() ? "" : ": " + detail);
  }
}
