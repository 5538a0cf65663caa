package io.tracklayer.rudderstack.envelope;

import io.tracklayer.contract.delivery.Rejection;
import io.tracklayer.contract.event.RawEvent;
import org.jspecify.annotations.Nullable;

/** What the receiver decided about one event. */
public sealed interface EnvelopeResult {

  /**
   * The event goes on.
   *
   * @param canonicalEvent null for an alias or a merge, which carry only identity
   */
  record Accepted(RawEvent event, @Nullable String canonicalEvent) implements EnvelopeResult {}

  /** The event is refused, and this record of it is kept. */
  record Refused(Rejection rejection) implements EnvelopeResult {}
}
