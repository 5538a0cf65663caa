package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.profile.ConsentRegister;
import io.tracklayer.job.identity.profile.Profile;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;

/**
 * After a start without state, gives nodes the denials that were recorded for them. Such a node is
 * a root without members: it counts as never seen, and the profile that its identifier is seen with
 * gets its denials.
 *
 * <p>Which identifiers are shared was forgotten, so what is denied where a shared identifier stands
 * for itself alone counts for the identifier as well. Not thread-safe.
 */
public final class Recalling {

  /** Where the nodes live, of which nothing else is known yet. */
  public interface Nodes {

    boolean contains(NodeId node);

    /** The state of one of them; {@link NodeState#FRESH} if it has none. */
    NodeState enter(NodeId node) throws Exception;

    /** Keeps the state of the node entered last. */
    void keep(NodeState state) throws Exception;
  }

  private final Nodes nodes;
  private final Map<NodeId, NodeDenials> shared = new HashMap<>();
  private int recalled;

  public Recalling(Nodes nodes) {
    this.nodes = nodes;
  }

  /** Takes one record, in the order in which they were written: the last one of a node counts. */
  public void hear(NodeDenials told) throws Exception {
    if (told.at().isApart()) {
      shared.put(told.at(), told);
    } else {
      become(told.at(), Profile.denying(told.denied()));
    }
  }

  /**
   * To be called after the last record.
   *
   * @return how many records there were of nodes that live here
   */
  public int end() throws Exception {
    for (NodeDenials told : shared.values()) {
      add(told.at(), told.denied());
      add(told.of(), told.denied());
    }
    return recalled;
  }

  private void add(NodeId node, SortedMap<String, ConsentRegister> denied) throws Exception {
    if (nodes.contains(node)) {
      become(node, nodes.enter(node).profile().merge(Profile.denying(denied)));
    }
  }

  private void become(NodeId node, Profile profile) throws Exception {
    if (!nodes.contains(node)) {
      return;
    }
    recalled++;
    NodeState known = nodes.enter(node);
    if (!known.profile().equals(profile)) {
      nodes.keep(known.with(profile));
    }
  }
}
