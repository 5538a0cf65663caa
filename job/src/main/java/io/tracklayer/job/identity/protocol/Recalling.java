package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.profile.ConsentRegister;
import io.tracklayer.job.identity.profile.Profile;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;

/**
 * Gives nodes what was denied there before a start without state. Such a node is a root of which
 * nobody has an identifier yet: it counts as never seen, and whoever is seen with it gets its
 * denials.
 *
 * <p>That an identifier is shared was forgotten, so what is denied where it stands for itself alone
 * counts for the identifier as well. Not thread-safe.
 */
public final class Recalling {

  /** Where nodes live that nothing was heard of yet. */
  public interface Nodes {

    boolean contains(NodeId node);

    /** The state of one of them; {@link NodeState#FRESH} if it has none. */
    NodeState enter(NodeId node) throws Exception;

    /** Of the one entered last. */
    void keep(NodeState state) throws Exception;
  }

  private final Nodes nodes;
  private final Map<NodeId, NodeDenials> shared = new HashMap<>();
  private int recalled;

  public Recalling(Nodes nodes) {
    this.nodes = nodes;
  }

  /** In the order in which they were told: of one node the last counts. */
  public void hear(NodeDenials told) throws Exception {
    if (told.at().isApart()) {
      shared.put(told.at(), told);
    } else {
      become(told.at(), Profile.denying(told.denied()));
    }
  }

  /**
   * After the last.
   *
   * @return how many there were of nodes that live here
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
