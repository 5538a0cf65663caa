package io.tracklayer.job.copies;

import io.tracklayer.job.state.Binary;
import io.tracklayer.job.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes and reads {@link KnownCopies}. */
public final class KnownCopiesCodec implements Codec<KnownCopies> {

  private static final long serialVersionUID = 1L;

  @Override
  public String id() {
    return "known-copies";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(KnownCopies copies, DataOutput out) throws IOException {
    Binary.writeText(copies.eventId(), out);
    Binary.writeText(copies.firstMessageId(), out);
    Binary.writeList(copies.messageIds(), Binary::writeText, out);
  }

  @Override
  public KnownCopies read(int version, DataInput in) throws IOException {
    return new KnownCopies(
        Binary.readRequiredText(in),
        Binary.readRequiredText(in),
        Binary.readList(Binary::readRequiredText, in));
  }
}
