package io.tracklayer.job.canonical;

import io.tracklayer.job.identity.protocol.Resolved;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.state.Binary;
import io.tracklayer.job.state.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * A canonical event on its way to the topic, with what dedup needs of it as fields.
 *
 * @param profileId null for an event without identifier
 * @param businessKey see {@link io.tracklayer.job.intake.draft.Draft#businessKey}
 * @param receivedAt epoch milliseconds
 * @param json the canonical event
 * @param deniedFor see {@link OtherProfiles}
 */
public record CanonicalRecord(
    String eventId,
    String messageId,
    String name,
    String account,
    String environment,
    String profileId,
    String businessKey,
    long receivedAt,
    byte[] json,
    List<String> deniedFor) {

  /**
   * An event as it is published.
   *
   * @param resolved its event has a name
   */
  public static CanonicalRecord of(Resolved resolved, CanonicalWriter writer) {
    Draft event = resolved.event();
    return new CanonicalRecord(
        event.eventId(),
        event.messageId(),
        event.name(),
        event.account(),
        event.environment(),
        resolved.profile().profileId().orElse(null),
        event.businessKey(),
        event.receivedAt(),
        writer.write(resolved),
        OtherProfiles.of(resolved.profile()));
  }

  /** The profile id, or the event id of an event of nobody. */
  public String topicKey() {
    return profileId != null ? profileId : eventId;
  }

  @Override
  public String toString() {
    return "CanonicalRecord[" + eventId + ", " + name + "]";
  }

  /** The binary form, on its way between operators. */
  public static final class BinaryForm implements Codec<CanonicalRecord> {

    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
      return 2;
    }

    @Override
    public void write(CanonicalRecord event, DataOutput out) throws IOException {
      Binary.writeText(event.eventId, out);
      Binary.writeText(event.messageId, out);
      Binary.writeText(event.name, out);
      Binary.writeText(event.account, out);
      Binary.writeText(event.environment, out);
      Binary.writeText(event.profileId, out);
      Binary.writeText(event.businessKey, out);
      out.writeLong(event.receivedAt);
      Binary.writeBytes(event.json, out);
      Binary.writeList(event.deniedFor, Binary::writeText, out);
    }

    @Override
    public CanonicalRecord read(int version, DataInput in) throws IOException {
      return new CanonicalRecord(
          Binary.readText(in),
          Binary.readText(in),
          Binary.readText(in),
          Binary.readText(in),
          Binary.readText(in),
          Binary.readText(in),
          Binary.readText(in),
          in.readLong(),
          Binary.readBytes(in),
          version >= 2 ? Binary.readList(Binary::readText, in) : List.of());
    }
  }
}
