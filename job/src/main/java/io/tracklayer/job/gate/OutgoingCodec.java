package io.tracklayer.job.gate;

import io.tracklayer.job.state.Binary;
import io.tracklayer.job.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes and reads {@link Outgoing}. */
public final class OutgoingCodec implements Codec<Outgoing> {

  private static final long serialVersionUID = 1L;

  private static final int COPY = 1;
  private static final int CAUGHT_UP = 2;

  private final CopyCodec copies = new CopyCodec();

  @Override
  public String id() {
    return "gate-outgoing";
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public void write(Outgoing outgoing, DataOutput out) throws IOException {
    if (outgoing instanceof Outgoing.OfCopy copy) {
      out.writeByte(COPY);
      copies.writeVersioned(copy.copy(), out);
    } else if (outgoing instanceof Outgoing.CaughtUp caughtUp) {
      out.writeByte(CAUGHT_UP);
      Binary.writeCount(caughtUp.gate(), out);
      Binary.writeCount(caughtUp.gates(), out);
      Binary.writeText(caughtUp.key(), out);
    }
  }

  @Override
  public Outgoing read(int version, DataInput in) throws IOException {
    int kind = in.readUnsignedByte();
    return switch (kind) {
      case COPY -> new Outgoing.OfCopy(copies.readVersioned(in));
      case CAUGHT_UP ->
          new Outgoing.CaughtUp(
              Binary.readCount(in), Binary.readCount(in), Binary.readRequiredText(in));
      default -> throw new IOException("no record from a gate has the code " + kind);
    };
  }
}
