package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.identifier.NodeId;

/**
 * What is known of an anchor before its event is sent on.
 *
 * @param root where it was found last
 * @param isCrowded whether further members are remembered, since its profile does not list them all
 */
public record Whereabouts(NodeId root, boolean isCrowded) {}
