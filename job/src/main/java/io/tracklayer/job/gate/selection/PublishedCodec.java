package io.tracklayer.job.gate.selection;

import io.tracklayer.job.state.Binary;
import io.tracklayer.job.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes and reads {@link Published}. */
public final class PublishedCodec implements Codec<Published> {

  private static final long serialVersionUID = 1L;

  @Override
  public String id() {
    return "published";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Published event, DataOutput out) throws IOException {
    Binary.writeCount(event.partition(), out);
    out.writeLong(event.offset());
    Binary.writeBytes(event.json(), out);
    out.writeBoolean(event.redrive() != null);
    if (event.redrive() != null) {
      Binary.writeText(event.redrive().destination(), out);
      out.writeLong(event.redrive().liftedAt());
    }
    Binary.writeList(event.deniedFor(), Binary::writeText, out);
  }

  @Override
  public Published read(int version, DataInput in) throws IOException {
    return new Published(
        Binary.readCount(in),
        in.readLong(),
        Binary.readBytes(in),
        in.readBoolean() ? new Redrive(Binary.readRequiredText(in), in.readLong()) : null,
        Binary.readList(Binary::readRequiredText, in));
  }
}
