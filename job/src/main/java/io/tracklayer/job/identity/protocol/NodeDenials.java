package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.profile.ConsentRegister;
import java.util.SortedMap;

/**
 * The denials at one node, recorded for a start without state. Each node of a profile has a record
 * of its own: an event that meets one of these nodes again meets its denials too, and the rules of
 * a union do the rest.
 *
 * @param at the node
 * @param of the node of the identifier: the same, except where a shared identifier stands for
 *     itself alone ({@link NodeId#apart})
 * @param denied by purpose; empty when nothing is denied any more
 */
public record NodeDenials(NodeId at, NodeId of, SortedMap<String, ConsentRegister> denied) {}
