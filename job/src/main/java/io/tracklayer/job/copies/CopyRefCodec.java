package io.tracklayer.job.copies;

import io.tracklayer.job.state.Binary;
import io.tracklayer.job.state.Codec;
import io.tracklayer.job.state.EventRefForm;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes and reads {@link CopyRef}. */
public final class CopyRefCodec implements Codec<CopyRef> {

  private static final long serialVersionUID = 1L;

  @Override
  public String id() {
    return "copy-ref";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(CopyRef ref, DataOutput out) throws IOException {
    Binary.writeText(ref.claim(), out);
    EventRefForm.write(ref.event(), out);
    Binary.writeText(ref.sourceEventId(), out);
    Binary.writeText(ref.profileId(), out);
    Binary.writeText(ref.duplicateOf(), out);
  }

  @Override
  public CopyRef read(int version, DataInput in) throws IOException {
    return new CopyRef(
        Binary.readRequiredText(in),
        EventRefForm.read(in),
        Binary.readRequiredText(in),
        Binary.readText(in),
        Binary.readText(in));
  }
}
