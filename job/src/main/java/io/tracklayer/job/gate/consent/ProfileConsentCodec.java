package io.tracklayer.job.gate.consent;

import io.tracklayer.job.state.Binary;
import io.tracklayer.job.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes and reads {@link ProfileConsent}. */
public final class ProfileConsentCodec implements Codec<ProfileConsent> {

  private static final long serialVersionUID = 1L;

  @Override
  public String id() {
    return "profile-consent";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(ProfileConsent consent, DataOutput out) throws IOException {
    Binary.writeMap(consent.statements(), Statement::write, out);
    Denials.write(consent.denied(), out);
    out.writeBoolean(consent.hasOrder());
  }

  @Override
  public ProfileConsent read(int version, DataInput in) throws IOException {
    return new ProfileConsent(
        Binary.readMap(Statement::read, in), Denials.read(in), in.readBoolean());
  }
}
