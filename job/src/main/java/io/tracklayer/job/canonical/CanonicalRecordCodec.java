package io.tracklayer.job.canonical;

import io.tracklayer.job.state.Binary;
import io.tracklayer.job.state.Codec;
import io.tracklayer.job.state.EventRefForm;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The binary form of a {@link CanonicalRecord}, between operators. */
public final class CanonicalRecordCodec implements Codec<CanonicalRecord> {

  private static final long serialVersionUID = 1L;

  @Override
  public String id() {
    return "canonical-record";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(CanonicalRecord event, DataOutput out) throws IOException {
    EventRefForm.write(event.ref(), out);
    Binary.writeText(event.profileId(), out);
    Binary.writeText(event.businessKey(), out);
    out.writeLong(event.receivedAt());
    Binary.writeBytes(event.json(), out);
    Binary.writeList(event.deniedFor(), Binary::writeText, out);
  }

  @Override
  public CanonicalRecord read(int version, DataInput in) throws IOException {
    return new CanonicalRecord(
        EventRefForm.read(in),
        Binary.readText(in),
        Binary.readText(in),
        in.readLong(),
        Binary.readBytes(in),
        Binary.readList(Binary::readRequiredText, in));
  }
}
