package io.tracklayer.job.copies;

import io.tracklayer.job.state.Binary;
import io.tracklayer.job.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Names one copy of one claim, in canonical events and in every outcome.
 *
 * @param claim see {@link ClaimKey#claim()}
 * @param eventId the claim's: the same on every copy
 * @param sourceEventId what the copy itself said
 * @param messageId tells copies apart
 * @param profileId none for an event of nobody
 * @param duplicateOf the message id of the claim's first copy; none on the first copy itself
 */
public record CopyRef(
    String claim,
    String eventId,
    String sourceEventId,
    String messageId,
    String name,
    String account,
    String environment,
    @Nullable String profileId,
    @Nullable String duplicateOf) {

  /** As it is told when it went out under another id than the copies step had fixed. */
  public CopyRef under(String otherEventId) {
    return new CopyRef(
        claim,
        otherEventId,
        sourceEventId,
        messageId,
        name,
        account,
        environment,
        profileId,
        duplicateOf);
  }

  /** The binary form, between operators and inside state. */
  public static final class BinaryForm implements Codec<CopyRef> {

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
      Binary.writeText(ref.claim, out);
      Binary.writeText(ref.eventId, out);
      Binary.writeText(ref.sourceEventId, out);
      Binary.writeText(ref.messageId, out);
      Binary.writeText(ref.name, out);
      Binary.writeText(ref.account, out);
      Binary.writeText(ref.environment, out);
      Binary.writeText(ref.profileId, out);
      Binary.writeText(ref.duplicateOf, out);
    }

    @Override
    public CopyRef read(int version, DataInput in) throws IOException {
      return new CopyRef(
          Binary.readRequiredText(in),
          Binary.readRequiredText(in),
          Binary.readRequiredText(in),
          Binary.readRequiredText(in),
          Binary.readRequiredText(in),
          Binary.readRequiredText(in),
          Binary.readRequiredText(in),
          Binary.readText(in),
          Binary.readText(in));
    }
  }
}
