package io.tracklayer.job.intake.draft;

import io.tracklayer.contract.event.AboutEvent;
import io.tracklayer.contract.event.EventRef;
import io.tracklayer.contract.identifier.NodeId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event after intake: what identity, dedup and the canonical step need of it as fields, the
 * rest already written as JSON, so that no later step parses it again.
 *
 * @param anchor the event's smallest node; for an event without identifier, the node of its message
 *     id, which stands for nobody
 * @param identifiers ascending by node, without repeats
 * @param businessKey {@link io.tracklayer.job.intake.commerce.BusinessKey#text}; none for an event
 *     without one
 * @param receivedAt epoch milliseconds
 * @param occurredAt epoch milliseconds; when it was received, if the device's clock cannot be right
 * @param explicitLink whether the source stated that the identifiers are one person (alias, merge)
 * @param body the canonical event without what identity adds: one JSON object, see {@link
 *     EventBody}; empty when it {@linkplain #carriesIdentityOnly carries identity only}
 */
public record Draft(
    NodeId anchor,
    List<Sighting> identifiers,
    EventRef ref,
    @Nullable String businessKey,
    long receivedAt,
    long occurredAt,
    boolean explicitLink,
    Contribution contribution,
    byte[] body)
    implements AboutEvent {

  /** The same event with another body, or without one. */
  public Draft withBody(byte[] other) {
    return new Draft(
        anchor,
        identifiers,
        ref,
        businessKey,
        receivedAt,
        occurredAt,
        explicitLink,
        contribution,
        other);
  }

  /** Whether it is an alias or a merge, which is for identity only and is not delivered. */
  public boolean carriesIdentityOnly() {
    return body.length == 0;
  }

  /** Names the event only: the rest is personal data. */
  @Override
  public String toString() {
    return "Draft[" + ref + "]";
  }
}
