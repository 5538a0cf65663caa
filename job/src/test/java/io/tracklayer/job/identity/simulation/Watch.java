package io.tracklayer.job.identity.simulation;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.event.IdentityState;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.contract.identity.IdentityChange;
import io.tracklayer.contract.identity.IdentityChange.ChangeType;
import io.tracklayer.job.identity.profile.ConsentRegister;
import io.tracklayer.job.identity.profile.Limits;
import io.tracklayer.job.identity.profile.Member;
import io.tracklayer.job.identity.profile.Profile;
import io.tracklayer.job.identity.protocol.LocalNodes;
import io.tracklayer.job.identity.protocol.Message;
import io.tracklayer.job.identity.protocol.MessageType;
import io.tracklayer.job.identity.protocol.NodeState;
import io.tracklayer.job.identity.protocol.Resolved;
import io.tracklayer.job.identity.protocol.TurnResult;
import io.tracklayer.job.identity.protocol.Walk;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.Sighting;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What must hold of a node at every moment, not only at rest. */
final class Watch {

  private final Limits limits;
  private final Census census;
  private final Trace trace;

  Watch(Limits limits, Census census, Trace trace) {
    this.limits = limits;
    this.census = census;
    this.trace = trace;
  }

  /** As the rules say, but watched. */
  LocalNodes.Rules over(LocalNodes.Rules rules) {
    return (self, before, message) -> {
      TurnResult step = rules.handle(self, before, message);
      if (message instanceof Message.Propose proposal && isAccepted(proposal, step)) {
        devicesProveNothing(self, before.profile(), proposal);
        grudgesEnd(self, proposal, step.state().profile());
        denialsSurvive(self, before.profile(), proposal, step.state().profile());
        denialsAreStatedAnew(self, before.profile(), proposal, step.state().profile());
      } else if (message.type() != MessageType.ACCEPT && message.type() != MessageType.REJECT) {
        junkIsPublished(self, before.profile(), step);
      }
      step.resolved().forEach(event -> junkIsToldToNobody(event, step.state().profile()));
      if (message instanceof Message.Join join && join.walk().index() == 0) {
        step.resolved().forEach(event -> isNoOwners(event, before.profile()));
      }
      return step;
    };
  }

  /** At the moment at which it is one stranger too many. */
  private void junkIsPublished(NodeId root, Profile before, TurnResult step) {
    Profile after = step.state().profile();
    after
        .members()
        .forEach(
            (node, member) -> {
              Member known = before.members().get(node);
              boolean isLearned =
                  Census.isJunk(member, after) && (known == null || !Census.isJunk(known, before));
              Violation.unless(
                  !isLearned || step.published().stream().anyMatch(change -> isOf(member, change)),
                  () -> trace.name(node) + " became junk in silence at " + trace.name(root));
            });
  }

  private static boolean isOf(Member member, IdentityChange change) {
    return change.change() == ChangeType.JUNK
        && member.identifier().type().equals(change.identifierType());
  }

  /** Whoever leaves with a made-up address among its members knows it for one. */
  private void junkIsToldToNobody(Resolved event, Profile root) {
    event
        .profile()
        .members()
        .forEach(
            (node, member) -> {
              Member known = root.members().get(node);
              boolean isMadeUp =
                  known != null
                      && Census.isAddress(known.identifier().type())
                      && Census.isJunk(known, root);
              Violation.unless(
                  !isMadeUp || event.profile().isMadeUp(member),
                  () -> event.event().messageId() + " is told of " + trace.name(node));
            });
  }

  /** What nobody in particular did comes out with nothing of anybody. */
  private void isNoOwners(Resolved event, Profile owner) {
    boolean allShared =
        !event.event().explicitLink()
            && !event.event().identifiers().isEmpty()
            && event.event().identifiers().stream().allMatch(s -> owner.isShared(s, limits));
    Violation.unless(
        !allShared, () -> event.event().messageId() + " came out as the owner's of what is shared");
    if (event.state() == IdentityState.AMBIGUOUS) {
      Violation.unless(
          event.profile().members().size() == 1,
          () -> event.event().messageId() + " is ambiguous and knows somebody");
    }
  }

  /** A device alone does not unite two that have addresses. */
  private void devicesProveNothing(NodeId root, Profile one, Message.Propose proposal) {
    boolean isEvidence = proposal.walk().event().explicitLink() || !isByDevice(proposal.walk());
    Violation.unless(
        isEvidence || !Census.haveAddressesOfTheirOwn(one, proposal.profile()),
        () -> "a device united two who have addresses at " + trace.name(root));
  }

  /**
   * Two that a source states to be one remember nothing that they refused each other, and two that
   * are united by more than a device no device.
   */
  private void grudgesEnd(NodeId root, Message.Propose proposal, Profile both) {
    Walk walk = proposal.walk();
    Set<NodeId> left = new HashSet<>(both.refusals().at().keySet());
    walk.event().identifiers().forEach(sighting -> left.remove(sighting.node()));
    if (!walk.event().explicitLink()) {
      left.removeIf(node -> isByDevice(walk) || !isDevice(node));
    }
    Violation.unless(left.isEmpty(), () -> trace.name(root) + " still refuses what may be its own");
  }

  /** Whether a device is what brings two sides together. */
  static boolean isByDevice(Walk walk) {
    List<Sighting> identifiers = walk.event().identifiers();
    return walk.index() < identifiers.size() && isDevice(identifiers.get(walk.index()).node());
  }

  private static boolean isDevice(NodeId node) {
    return node.rank() == Identifier.RANK_OF_DEVICES;
  }

  static boolean isAccepted(Message.Propose proposal, TurnResult step) {
    return step.sent().stream()
        .anyMatch(
            sent ->
                sent instanceof Message.Accept answer
                    && answer.to().equals(proposal.from())
                    && answer.number() == proposal.number());
  }

  /** Of two profiles that become one without a statement, unless the event itself says anew. */
  private void denialsSurvive(NodeId root, Profile one, Message.Propose proposal, Profile both) {
    Draft event = proposal.walk().event();
    one.consent()
        .forEach(
            (purpose, statement) -> {
              ConsentRegister other = proposal.profile().consent().get(purpose);
              boolean oneDenies =
                  other != null
                      && (statement.state() == ConsentState.DENIED
                          || other.state() == ConsentState.DENIED);
              if (oneDenies
                  && !event.explicitLink()
                  && !event.contribution().consent().containsKey(purpose)
                  && both.consent().get(purpose).state() != ConsentState.DENIED) {
                throw new Violation("a denial was lost in the union at " + trace.name(root));
              }
            });
  }

  /**
   * When two known profiles became one without a statement, whoever denied has to grant anew: no
   * grant that was received before counts, even if it is handled later.
   */
  private void denialsAreStatedAnew(
      NodeId root, Profile one, Message.Propose proposal, Profile both) {
    Draft event = proposal.walk().event();
    if (event.explicitLink() || !proposal.nextIsKnown() || proposal.walk().homeIsNew()) {
      return;
    }
    long seenBefore =
        Stream.of(one, proposal.profile())
            .flatMap(profile -> profile.members().values().stream())
            .mapToLong(Member::lastSeen)
            .filter(at -> at != event.receivedAt())
            .max()
            .orElse(Long.MIN_VALUE);
    both.denied()
        .forEach(
            (purpose, denial) ->
                Violation.unless(
                    denial.at() >= seenBefore
                        || event.contribution().consent().containsKey(purpose),
                    () -> "a denial is older than the union at " + trace.name(root)));
  }

  void updated(NodeId node, NodeState state) {
    if (!state.isRoot() && state.parent().compareTo(node) >= 0) {
      throw new Violation(trace.name(node) + " has a parent that is not smaller");
    }
    if (state.isPending() && state.pending().to().compareTo(node) >= 0) {
      throw new Violation(trace.name(node) + " waits for a node that is not smaller");
    }
    if (!census.isWithinLimits(state.profile())) {
      throw new Violation("the profile at " + trace.name(node) + " exceeds a limit");
    }
  }
}
