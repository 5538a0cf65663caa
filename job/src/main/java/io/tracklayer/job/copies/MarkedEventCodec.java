package io.tracklayer.job.copies;

import io.tracklayer.job.canonical.CanonicalRecordCodec;
import io.tracklayer.job.state.Binary;
import io.tracklayer.job.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes and reads {@link MarkedEvent}. */
public final class MarkedEventCodec implements Codec<MarkedEvent> {

  private static final long serialVersionUID = 1L;

  private static final CanonicalRecordCodec EVENT = new CanonicalRecordCodec();

  @Override
  public String id() {
    return "marked-event";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(MarkedEvent marked, DataOutput out) throws IOException {
    EVENT.writeVersioned(marked.event(), out);
    Binary.writeText(marked.claim(), out);
    Binary.writeText(marked.eventId(), out);
    Binary.writeText(marked.ownedId(), out);
    Binary.writeText(marked.duplicateOf(), out);
    Binary.writeText(marked.checkout(), out);
  }

  @Override
  public MarkedEvent read(int version, DataInput in) throws IOException {
    return new MarkedEvent(
        EVENT.readVersioned(in),
        Binary.readRequiredText(in),
        Binary.readRequiredText(in),
        Binary.readText(in),
        Binary.readText(in),
        Binary.readText(in));
  }
}
