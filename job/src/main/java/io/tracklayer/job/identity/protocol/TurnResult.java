package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.identity.IdentityChange;
import java.util.List;

/**
 * What handling one message led to.
 *
 * @param state the node's state afterwards
 * @param changes whether the state has changed
 * @param sent messages to nodes
 * @param published links, merges and conflicts
 * @param denials those that a later start without state has to know
 * @param parks whether the message must be kept until the node's proposal is answered
 * @param releases whether the parked messages are to be handled now, in the order in which they
 *     were parked
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
