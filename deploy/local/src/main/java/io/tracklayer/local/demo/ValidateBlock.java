package io.tracklayer.local.demo;

import org.jspecify.annotations.Nullable;

/**
 * What was really observed of one order, in the documented form.
 *
 * @param delivered whether the source was answered with success
 * @param canonicalEvent if it was accepted
 * @param identityState if a destination received it
 */
record ValidateBlock(
    boolean delivered,
    boolean accepted,
    @Nullable String canonicalEvent,
    @Nullable String identityState,
    boolean downstreamReady) {

  @Override
  public String toString() {
    return String.join(
        System.lineSeparator(),
        "validate:",
        "  rudderstack: " + (delivered ? "delivered" : "failed"),
        "  tracklayer:",
        "    accepted: " + accepted,
        "    canonical_event: " + canonicalEvent,
        "    identity_state: " + identityState,
        "    downstream_ready: " + downstreamReady);
  }
}
