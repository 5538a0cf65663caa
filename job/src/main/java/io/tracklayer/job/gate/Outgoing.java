package io.tracklayer.job.gate;

import io.tracklayer.job.state.Binary;
import io.tracklayer.job.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A record that a gate passes on to delivery, in order. */
public sealed interface Outgoing {

  /** The key under which delivery handles it. */
  String key();

  /** A copy, keyed by the claim that it is delivered with. */
  record OfCopy(Copy copy) implements Outgoing {
    @Override
    public String key() {
      return copy.home();
    }
  }

  /**
   * Comes behind every copy that this gate passed on before it had {@link News.CaughtUp caught up}.
   *
   * @param key routes the report to a delivery subtask
   */
  record CaughtUp(int gate, int gates, String key) implements Outgoing {}

  /** The binary form, between operators. */
  final class BinaryForm implements Codec<Outgoing> {

    private static final long serialVersionUID = 1L;

    private static final int COPY = 1;
    private static final int CAUGHT_UP = 2;

    private final Copy.BinaryForm copies = new Copy.BinaryForm();

    @Override
    public String id() {
      return "gate-outgoing";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(Outgoing outgoing, DataOutput out) throws IOException {
      if (outgoing instanceof OfCopy copy) {
        out.writeByte(COPY);
        copies.writeVersioned(copy.copy, out);
      } else if (outgoing instanceof CaughtUp caughtUp) {
        out.writeByte(CAUGHT_UP);
        Binary.writeCount(caughtUp.gate, out);
        Binary.writeCount(caughtUp.gates, out);
        Binary.writeText(caughtUp.key, out);
      }
    }

    @Override
    public Outgoing read(int version, DataInput in) throws IOException {
      int kind = in.readUnsignedByte();
      return switch (kind) {
        case COPY -> new OfCopy(copies.readVersioned(in));
        case CAUGHT_UP ->
            new CaughtUp(Binary.readCount(in), Binary.readCount(in), Binary.readRequiredText(in));
        default -> throw new IOException("no record from a gate has the code " + kind);
      };
    }
  }
}
