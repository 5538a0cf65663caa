package io.tracklayer.job.gate;

import io.tracklayer.job.state.Binary;
import io.tracklayer.job.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A message to every delivery subtask of a destination. */
public sealed interface News {

  /**
   * What a profile permits no longer. Its order against copies does not matter: only times are
   * compared.
   *
   * @param what denials that took grants away, or that denied what an order under this profile may
   *     have been granted under another one; and granted answers that were taken back
   */
  record Withdrawn(String profileId, Revocations what) implements News {}

  /**
   * This gate has handled everything that the canonical topic held when the job started.
   *
   * @param gate the subtask that reports it
   * @param gates how many gates there are
   */
  record CaughtUp(int gate, int gates) implements News {}

  /** The binary form, between operators. */
  final class BinaryForm implements Codec<News> {

    private static final long serialVersionUID = 1L;

    private static final int WITHDRAWN = 1;
    private static final int CAUGHT_UP = 2;

    @Override
    public String id() {
      return "news";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(News news, DataOutput out) throws IOException {
      if (news instanceof Withdrawn withdrawn) {
        out.writeByte(WITHDRAWN);
        Binary.writeText(withdrawn.profileId, out);
        Revocations.write(withdrawn.what, out);
      } else if (news instanceof CaughtUp caughtUp) {
        out.writeByte(CAUGHT_UP);
        Binary.writeCount(caughtUp.gate, out);
        Binary.writeCount(caughtUp.gates, out);
      }
    }

    @Override
    public News read(int version, DataInput in) throws IOException {
      int kind = in.readUnsignedByte();
      return switch (kind) {
        case WITHDRAWN -> new Withdrawn(Binary.readRequiredText(in), Revocations.read(in));
        case CAUGHT_UP -> new CaughtUp(Binary.readCount(in), Binary.readCount(in));
        default -> throw new IOException("no news of this release has the code " + kind);
      };
    }
  }
}
