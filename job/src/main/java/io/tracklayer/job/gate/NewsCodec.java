package io.tracklayer.job.gate;

import io.tracklayer.job.gate.consent.Revocations;
import io.tracklayer.job.state.Binary;
import io.tracklayer.job.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes and reads {@link News}. */
public final class NewsCodec implements Codec<News> {

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
    if (news instanceof News.Withdrawn withdrawn) {
      out.writeByte(WITHDRAWN);
      Binary.writeText(withdrawn.profileId(), out);
      Revocations.write(withdrawn.what(), out);
    } else if (news instanceof News.CaughtUp caughtUp) {
      out.writeByte(CAUGHT_UP);
      Binary.writeCount(caughtUp.gate(), out);
      Binary.writeCount(caughtUp.gates(), out);
    }
  }

  @Override
  public News read(int version, DataInput in) throws IOException {
    int kind = in.readUnsignedByte();
    return switch (kind) {
      case WITHDRAWN -> new News.Withdrawn(Binary.readRequiredText(in), Revocations.read(in));
      case CAUGHT_UP -> new News.CaughtUp(Binary.readCount(in), Binary.readCount(in));
      default -> throw new IOException("no news of this release has the code " + kind);
    };
  }
}
