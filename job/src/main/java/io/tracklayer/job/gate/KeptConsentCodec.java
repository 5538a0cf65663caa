package io.tracklayer.job.gate;

import io.tracklayer.job.gate.consent.ProfileConsentCodec;
import io.tracklayer.job.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes and reads {@link KeptConsent}. */
public final class KeptConsentCodec implements Codec<KeptConsent> {

  private static final long serialVersionUID = 1L;

  private final ProfileConsentCodec consents = new ProfileConsentCodec();

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
    consents.writeVersioned(kept.consent(), out);
    out.writeLong(kept.at());
  }

  @Override
  public KeptConsent read(int version, DataInput in) throws IOException {
    return new KeptConsent(consents.readVersioned(in), in.readLong());
  }
}
