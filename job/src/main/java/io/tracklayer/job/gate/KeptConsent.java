package io.tracklayer.job.gate;

import io.tracklayer.job.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A profile's consent as a gate keeps it in state.
 *
 * @param at when it was written, epoch milliseconds
 */
record KeptConsent(ProfileConsent consent, long at) {

  /** The binary form in state. */
  public static final class BinaryForm implements Codec<KeptConsent> {

    private static final long serialVersionUID = 1L;

    private final ProfileConsent.BinaryForm consents = new ProfileConsent.BinaryForm();

    @Override
    public String id() {
      return "kept-consent";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(KeptConsent kept, DataOutput out) throws IOException {
      consents.writeVersioned(kept.consent, out);
      out.writeLong(kept.at);
    }

    @Override
    public KeptConsent read(int version, DataInput in) throws IOException {
      return new KeptConsent(consents.readVersioned(in), in.readLong());
    }
  }
}
