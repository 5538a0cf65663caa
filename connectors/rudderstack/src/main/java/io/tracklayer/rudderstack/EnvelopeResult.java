package io.tracklayer.rudderstack;

import io.tracklayer.contract.delivery.Rejection;
import io.tracklayer.contract.event.RawEvent;

/** What became of one event at the door. */
public sealed interface EnvelopeResult {

  /**
   * It goes on.
   *
   * @param canonicalEvent null for an alias or a merge, which only carry identity
   */
  record Accepted(RawEvent event, String canonicalEvent) implements EnvelopeResult {}

  /** It does not, and this is kept of it. */
  record Refused(Rejection rejection) implements EnvelopeResult {}
}
