package io.tracklayer.job.gate;

import io.tracklayer.job.state.Binary;
import io.tracklayer.job.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;

/**
 * What a gate knows of one profile's consent. Immutable.
 *
 * @param statements the newest by purpose, at most {@value #MOST_PURPOSES}
 * @param denied when each required purpose was last denied, even if it was granted since
 * @param hasOrder whether a copy of an order came under this profile; other copies may come under
 *     others
 */
public record ProfileConsent(Map<String, Statement> statements, Denials denied, boolean hasOrder) {

  /** Configurations have a handful. A further purpose is only kept if it is required. */
  static final int MOST_PURPOSES = 32;

  /** The consent of a profile that is not in state. */
  public static final ProfileConsent NOTHING = new ProfileConsent(Map.of(), Denials.NONE, false);

  public ProfileConsent {
    statements = Map.copyOf(statements);
  }

  ProfileConsent withOrder() {
    return hasOrder ? this : new ProfileConsent(statements, denied, true);
  }

  public Statement of(String purpose) {
    return statements.getOrDefault(purpose, Statement.NONE);
  }

  /** The binary form in state. */
  public static final class BinaryForm implements Codec<ProfileConsent> {

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
      Binary.writeMap(consent.statements, Statement::write, out);
      Denials.write(consent.denied, out);
      out.writeBoolean(consent.hasOrder);
    }

    @Override
    public ProfileConsent read(int version, DataInput in) throws IOException {
      return new ProfileConsent(
          Binary.readMap(Statement::read, in), Denials.read(in), in.readBoolean());
    }
  }
}
