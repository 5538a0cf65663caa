package io.tracklayer.job.gate;

import io.tracklayer.job.copies.CopyRefCodec;
import io.tracklayer.job.gate.consent.Denials;
import io.tracklayer.job.gate.consent.Statement;
import io.tracklayer.job.state.Binary;
import io.tracklayer.job.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes and reads {@link Copy}. */
public final class CopyCodec implements Codec<Copy> {

  private static final long serialVersionUID = 1L;

  /** The first version that says whether the copy is a test by the command {@code validate}. */
  private static final int WITH_VALIDATION = 2;

  private static final CopyRefCodec REF = new CopyRefCodec();

  @Override
  public String id() {
    return "copy";
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public void write(Copy copy, DataOutput out) throws IOException {
    REF.writeVersioned(copy.ref(), out);
    out.writeLong(copy.occurredAt());
    out.writeLong(copy.receivedAt());
    Binary.writeMap(copy.consent(), Statement::write, out);
    Denials.write(copy.denied(), out);
    out.writeBoolean(copy.isPermitted());
    CauseText.write(copy.refusal(), out);
    Binary.writeBytes(copy.json(), out);
    out.writeBoolean(copy.liftedAt() != null);
    if (copy.liftedAt() != null) {
      out.writeLong(copy.liftedAt());
    }
    RefundOf.write(copy.refundOf(), out);
    out.writeBoolean(copy.isValidation());
  }

  @Override
  public Copy read(int version, DataInput in) throws IOException {
    return new Copy(
        REF.readVersioned(in),
        in.readLong(),
        in.readLong(),
        Binary.readMap(Statement::read, in),
        Denials.read(in),
        in.readBoolean(),
        CauseText.read(in),
        Binary.readBytes(in),
        in.readBoolean() ? (Long) in.readLong() : null,
        RefundOf.read(in),
        version >= WITH_VALIDATION && in.readBoolean());
  }
}
