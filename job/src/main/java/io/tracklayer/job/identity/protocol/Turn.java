package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.contract.identity.IdentityChange;
import io.tracklayer.job.identity.profile.Limits;
import io.tracklayer.job.identity.profile.Profile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** One node's handling of one message; collects the results. */
final class Turn {

  private final NodeId self;
  private final Limits limits;
  private final Comparator<NodeId> order;
  private final List<Message> sent = new ArrayList<>(2);
  private final List<Resolved> resolved = new ArrayList<>(1);
  private final List<IdentityChange> published = new ArrayList<>(1);
  private final List<NodeDenials> denials = new ArrayList<>(0);
  private final Set<NodeId> forgotten = new TreeSet<>();
  private NodeState state;
  private boolean changes;
  private boolean parks;
  private boolean releases;

  Turn(NodeId self, NodeState state, Limits limits, Comparator<NodeId> order) {
    this.self = self;
    this.state = state;
    this.limits = limits;
    this.order = order;
  }

  NodeId self() {
    return self;
  }

  Limits limits() {
    return limits;
  }

  NodeState state() {
    return state;
  }

  Profile profile() {
    return state.profile();
  }

  boolean isSmallerThan(NodeId other) {
    return order.compare(self, other) < 0;
  }

  void become(NodeState other) {
    state = other;
    changes = true;
  }

  void keep(Profile profile) {
    keep(profile, Set.of());
  }

  /**
   * @param listed members that must not be forgotten, whatever room they take
   */
  void keep(Profile profile, Set<NodeId> listed) {
    become(state.with(profile.bounded(limits, listed)));
  }

  /** Keeps a profile which this member has just joined. */
  void keepWith(NodeId joined, Profile profile) {
    keep(profile, Set.of(joined));
    forgotten.addAll(profile.members().keySet());
    forgotten.removeAll(profile().nodes());
  }

  /** Members that had to give way to one that joined. */
  Set<NodeId> forgotten() {
    return forgotten;
  }

  void send(Message message) {
    sent.add(message);
  }

  void resolve(Resolved event) {
    resolved.add(event);
  }

  void publish(IdentityChange change) {
    published.add(change);
  }

  void tell(NodeDenials denied) {
    denials.add(denied);
  }

  void park() {
    parks = true;
  }

  void release() {
    releases = true;
  }

  TurnResult end() {
    return new TurnResult(state, changes, sent, resolved, published, denials, parks, releases);
  }
}
