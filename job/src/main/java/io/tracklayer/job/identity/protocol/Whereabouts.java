package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.identifier.NodeId;

/**
 * What is known of an anchor when one of its events arrives.
 *
 * @param root the root at which the anchor was found last
 * @param isCrowded whether further members are remembered, since its profile does not list them all
 */
public record Whereabouts(NodeId root, boolean isCrowded) {}
