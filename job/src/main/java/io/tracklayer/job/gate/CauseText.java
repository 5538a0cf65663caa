package io.tracklayer.job.gate;

import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.state.Binary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The binary form of a cause: the text of its reason, which does not depend on the order of the
 * enumeration, and its detail.
 */
final class CauseText {

  private CauseText() {}

  static void write(@Nullable Cause cause, DataOutput out) throws IOException {
    Binary.writeText(cause == null ? null : cause.reason().text(), out);
    if (cause != null) {
      Binary.writeText(cause.detail(), out);
    }
  }

  static @Nullable Cause read(DataInput in) throws IOException {
    String text = Binary.readText(in);
    if (text == null) {
      return null;
    }
    Reason reason = Reason.of(text);
    if (reason == null) {
      throw new IOException("there is no reason called " + text);
    }
    return new Cause(reason, Binary.readText(in));
  }
}
