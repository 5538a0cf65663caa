package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.profile.ConsentRegister;
import java.util.SortedMap;

/**
 * What is denied at one node, for a start without state. Of a profile each node is told by itself:
 * who meets one of them again, meets the denial with it, and the rules of a union do the rest.
 *
 * @param at the node
 * @param of the node of the identifier: the same, but for one of a shared identifier alone ({@link
 *     NodeId#apart})
 * @param denied by purpose; empty when nothing is denied any more
 */
public record NodeDenials(NodeId at, NodeId of, SortedMap<String, ConsentRegister> denied) {}
