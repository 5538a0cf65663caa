package io.tracklayer.job.canonical;

import io.tracklayer.job.identity.protocol.Resolved;
import io.tracklayer.job.intake.draft.Draft;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A canonical event on its way to the topic, with what dedup needs of it as fields.
 *
 * @param profileId none for an event without identifier
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
    @Nullable String profileId,
    @Nullable String businessKey,
    long receivedAt,
    byte[] json,
    List<String> deniedFor) {

  /**
   * An event as it is published; none of one without a name, which only told identity something.
   */
  public static Optional<CanonicalRecord> of(Resolved resolved, CanonicalWriter writer) {
    String name = resolved.event().name();
    return name == null ? Optional.empty() : Optional.of(named(name, resolved, writer));
  }

  private static CanonicalRecord named(String name, Resolved resolved, CanonicalWriter writer) {
    Draft event = resolved.event();
    return new CanonicalRecord(
        event.eventId(),
        event.messageId(),
        name,
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
}
