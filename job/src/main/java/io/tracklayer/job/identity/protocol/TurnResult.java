package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.identity.IdentityChange;
import java.util.List;

/**
 * What handling one message led to.
 *
 * @param state of the node afterwards
 * @param changes whether that is another state than before
 * @param sent through the loop
 * @param published links, merges and conflicts
 * @param denials to be told to a later start without state
 * @param parks whether the message must be kept until the node's proposal is answered
 * @param releases whether what was kept is to be handled now, in the order in which it was kept
 */
public record TurnResult(
    NodeState state,
    boolean changes,
    List<Message> sent,
    List<Resolved> resolved,
    List<IdentityChange> published,
    List<NodeDenials> denials,
    boolean parks,
    boolean releases) {}
