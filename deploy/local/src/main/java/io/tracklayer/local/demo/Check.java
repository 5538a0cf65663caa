package io.tracklayer.local.demo;

import io.tracklayer.cli.output.Colours;
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

  /** As it is told to a person. */
  String line(Colours colours) {
    return isRight()
        ? "  " + colours.good("ok") + "     " + claim
        : "  " + colours.bad("FAILED") + " " + claim + ": " + detail;
  }
}
