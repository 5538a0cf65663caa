package io.tracklayer.rudderstack;

import io.tracklayer.contract.delivery.Rejection;
import io.tracklayer.contract.event.RawEvent;
import org.jspecify.annotations.Nullable;

/** What became of one event at the door. */
public sealed interface EnvelopeResult {

  /**
   * It goes on.
   *
   * @param canonicalEvent which an alias and a merge, carrying identity only, do not have
   */
  record Accepted(RawEvent event, @Nullable String canonicalEvent) implements EnvelopeResult {}

  /** It does not, and this is kept of it. */
  record Refused(Rejection rejection) implements EnvelopeResult {}
}
