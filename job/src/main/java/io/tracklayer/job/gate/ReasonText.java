package io.tracklayer.job.gate;

import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.state.Binary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The binary form of a reason: its text, which does not depend on the order of the enumeration. */
final class ReasonText {

  private ReasonText() {}

  static void write(@Nullable Reason reason, DataOutput out) throws IOException {
    Binary.writeText(reason == null ? null : reason.text(), out);
  }

  static @Nullable Reason read(DataInput in) throws IOException {
    String text = Binary.readText(in);
    return text == null ? null : Reason.of(text);
  }
}
