package io.tracklayer.job.delivery;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.job.state.Binary;
import io.tracklayer.job.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The newest state of one purpose that is known for a profile.
 *
 * @param source null when nobody ever said anything
 * @param at epoch milliseconds; {@link Long#MIN_VALUE} when nobody ever said anything
 */
public record KnownConsent(ConsentState state, String source, long at) {

  public static final KnownConsent NOTHING =
      new KnownConsent(ConsentState.UNKNOWN, null, Long.MIN_VALUE);

  /** The later of two; of two at the same time the one that permits less. */
  public static KnownConsent newest(KnownConsent one, KnownConsent other) {
    if (one.at != other.at) {
      return one.at > other.at ? one : other;
    }
    return permissiveness(one) <= permissiveness(other) ? one : other;
  }

  static void write(KnownConsent consent, DataOutput out) throws IOException {
    Binary.writeEnum(consent.state, out);
    Binary.writeText(consent.source, out);
    out.writeLong(consent.at);
  }

  static KnownConsent read(DataInput in) throws IOException {
    return new KnownConsent(
        Binary.readEnum(ConsentState.class, in), Binary.readText(in), in.readLong());
  }

  private static int permissiveness(KnownConsent consent) {
    return switch (consent.state) {
      case DENIED -> 0;
      case UNKNOWN -> 1;
      case GRANTED -> 2;
    };
  }

  /** The binary form in state. */
  public static final class BinaryForm implements Codec<KnownConsent> {

    private static final long serialVersionUID = 1L;

    @Override
    public String id() {
      return "known-consent";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(KnownConsent consent, DataOutput out) throws IOException {
      KnownConsent.write(consent, out);
    }

    @Override
    public KnownConsent read(int version, DataInput in) throws IOException {
      return KnownConsent.read(in);
    }
  }
}
