package io.tracklayer.job.delivery.journal;

import io.tracklayer.job.delivery.claim.Sender;
import io.tracklayer.job.state.Binary;
import io.tracklayer.job.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The binary form of a {@link SenderStart} in state. */
public final class SenderStartCodec implements Codec<SenderStart> {

  private static final long serialVersionUID = 1L;

  @Override
  public String id() {
    return "started";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(SenderStart started, DataOutput out) throws IOException {
    Binary.writeText(started.destination(), out);
    out.writeLong(started.sender().epoch());
    Binary.writeText(started.sender().id(), out);
    Binary.writeCount(started.firstKeyGroup(), out);
    Binary.writeCount(started.lastKeyGroup(), out);
  }

  @Override
  public SenderStart read(int version, DataInput in) throws IOException {
    return new SenderStart(
        Binary.readRequiredText(in),
        new Sender(in.readLong(), Binary.readRequiredText(in)),
        Binary.readCount(in),
        Binary.readCount(in));
  }
}
