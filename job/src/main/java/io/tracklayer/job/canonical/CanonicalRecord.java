package io.tracklayer.job.canonical;

import io.tracklayer.contract.event.AboutEvent;
import io.tracklayer.contract.event.EventRef;
import io.tracklayer.job.identity.protocol.Resolved;
import io.tracklayer.job.intake.draft.Draft;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A canonical event on its way to the copies steps, with what they need of it as fields.
 *
 * @param profileId none for an event without identifier
 * @param businessKey see {@link io.tracklayer.job.intake.draft.Draft#businessKey}
 * @param receivedAt epoch milliseconds
 * @param json the canonical event, without the fields that {@link ClaimNaming} puts in front
 * @param deniedFor see {@link OtherProfiles}
 */
public record CanonicalRecord(
    EventRef ref,
    @Nullable String profileId,
    @Nullable String businessKey,
    long receivedAt,
    byte[] json,
    List<String> deniedFor)
    implements AboutEvent {

  /** A resolved event as it is published; empty for an event that was for identity only. */
  public static Optional<CanonicalRecord> of(Resolved resolved, CanonicalWriter writer) {
    return resolved.event().carriesIdentityOnly()
        ? Optional.empty()
        : Optional.of(named(resolved, writer));
  }

  private static CanonicalRecord named(Resolved resolved, CanonicalWriter writer) {
    Draft event = resolved.event();
    return new CanonicalRecord(
        event.ref(),
        resolved.profile().profileId().orElse(null),
        event.businessKey(),
        event.receivedAt(),
        writer.write(resolved),
        OtherProfiles.of(resolved.profile()));
  }

  /** The same with another JSON. */
  public CanonicalRecord with(byte[] otherJson) {
    return new CanonicalRecord(ref, profileId, businessKey, receivedAt, otherJson, deniedFor);
  }

  @Override
  public String toString() {
    return "CanonicalRecord[" + ref + "]";
  }
}
