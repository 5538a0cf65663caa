package io.tracklayer.local.demo;

/**
 * What was really seen of one order on its way, in the form that is documented.
 *
 * @param delivered whether the source got its answer
 * @param canonicalEvent null when it was not accepted
 * @param identityState null when no destination received it
 */
record ValidateBlock(
    boolean delivered,
    boolean accepted,
    String canonicalEvent,
    String identityState,
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
