package io.tracklayer.job.identity.simulation;

import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.event.IdentityState;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.contract.identity.IdentityChange;
import io.tracklayer.contract.identity.IdentityChange.ChangeType;
import io.tracklayer.job.identity.profile.ConsentRegister;
import io.tracklayer.job.identity.profile.Member;
import io.tracklayer.job.identity.profile.Profile;
import io.tracklayer.job.identity.profile.Unlisted;
import io.tracklayer.job.identity.protocol.Message;
import io.tracklayer.job.identity.protocol.Protocol;
import io.tracklayer.job.identity.protocol.Resolved;
import io.tracklayer.job.identity.protocol.TurnResult;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.Sighting;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What must hold of a run at rest, whatever happened on the way. */
final class Properties {

  /** Each device of a large profile is asked for once, at the latest when it is not listed. */
  private static final int MOST_ROUNDS = 8;

  /** A profile that was refused more identifiers than this asks again for those it forgot. */
  private static final int MOST_REFUSALS = 64;

  private final Rest rest;
  private final Oracle oracle;

  /** By event id: what the past that counts made of it. */
  private final Map<String, Resolved> outcomes = new HashMap<>();

  private Properties(Rest rest) {
    this.rest = rest;
    this.oracle = new Oracle(rest.log());
  }

  /**
   * @throws Violation when one does not hold
   */
  static void check(Rest rest) {
    Properties properties = new Properties(rest);
    properties.nothingWaits();
    properties.everyEventIsResolved();
    properties.everyEventLeavesWithItsBody();
    properties.everyEventKnowsItsPerson();
    properties.treesAndProfilesAgree();
    properties.onePersonExactlyWhenConnected();
    properties.nothingThatWasSaidIsLost();
    properties.theOldestMemberGivesTheId();
    properties.everyUnionIsPublishedOnce();
    properties.theSameEventsWouldNowGoStraight();
    properties.aDeviceOfTwoPeopleIsNobodys();
    properties.refusalsEndWithTheirReason();
    properties.anAddressOfManyPeopleIsNobodys();
  }

  private void nothingWaits() {
    Violation.unless(rest.parked().isEmpty(), () -> rest.parked().size() + " messages are parked");
    rest.nodes()
        .forEach(
            (node, state) -> {
              if (state.isPending()) {
                throw new Violation(rest.name(node) + " still waits for an answer");
              }
              if (state.isRoot() == state.profile().isEmpty()) {
                throw new Violation(rest.name(node) + ": only a root has a profile, and always");
              }
            });
  }

  private void everyEventIsResolved() {
    Set<String> expected = new HashSet<>();
    rest.log().forEach(draft -> expected.add(draft.eventId()));
    for (Resolved one : rest.resolved()) {
      boolean isFirst = outcomes.put(one.event().eventId(), one) == null;
      if (!isFirst && !rest.has(Trouble.DUPLICATES)) {
        throw new Violation(one.event().messageId() + " was resolved twice");
      }
    }
    Violation.unless(
        outcomes.keySet().equals(expected),
        () -> "resolved were " + outcomes.keySet() + " of " + expected);
    Set<String> atTheGate = new HashSet<>();
    rest.gate().forEach(one -> atTheGate.add(one.event().eventId()));
    Violation.unless(
        atTheGate.equals(expected), () -> "the gate saw " + atTheGate + " of " + expected);
  }

  /** Also where it was too large to travel. */
  private void everyEventLeavesWithItsBody() {
    Map<String, Integer> sent = new HashMap<>();
    rest.log().forEach(draft -> sent.put(draft.eventId(), draft.body().length));
    for (Resolved one : rest.gate()) {
      Violation.unless(
          one.event().body().length == sent.get(one.event().eventId()),
          () -> one.event().messageId() + " left without its body");
    }
    Violation.unless(
        rest.has(Trouble.DUPLICATES) || rest.bodies() == 0,
        () -> rest.bodies() + " bodies were left behind");
  }

  /** Merging an event's own into its profile again adds nothing: merging is idempotent. */
  private void everyEventKnowsItsPerson() {
    for (Resolved one : rest.gate()) {
      Profile own = contribution(one);
      if (!one.profile().merge(own).equals(one.profile())) {
        throw new Violation(one.event().messageId() + " left without its own in its profile");
      }
    }
  }

  private void treesAndProfilesAgree() {
    Map<NodeId, NodeId> listedAt = new HashMap<>();
    rest.nodes()
        .forEach(
            (root, state) -> {
              for (NodeId member : state.profile().nodes()) {
                if (!rest.root(member).equals(root) || listedAt.put(member, root) != null) {
                  throw new Violation(
                      rest.name(member) + " is listed at " + rest.name(root) + ", not its root");
                }
              }
            });
    if (rest.has(Trouble.LARGE_PROFILES)) {
      return;
    }
    for (NodeId node : rest.nodes().keySet()) {
      if (!rest.root(node).equals(listedAt.get(node))) {
        throw new Violation(rest.name(node) + " is not listed at its root");
      }
    }
  }

  /**
   * Under limits: an event's identifiers are one person's, except those that were refused; and what
   * was refused would still exceed a limit, or has become one person's since.
   */
  private void onePersonExactlyWhenConnected() {
    for (Draft draft : rest.log()) {
      Resolved outcome = outcomes.get(draft.eventId());
      if (isAmbiguous(outcome)) {
        continue;
      }
      Set<NodeId> refused = outcome.refused();
      NodeId home = rootOf(outcome);
      Violation.unless(
          rest.mayRefuse() || refused.isEmpty(), () -> draft + " was refused something");
      for (Sighting sighting : draft.identifiers()) {
        NodeId node = sighting.node();
        boolean isOne = rest.root(node).equals(home);
        if (!refused.contains(node) && !isOne) {
          throw new Violation(
              draft + ": " + rest.name(node) + " is not of " + rest.name(draft.anchor()));
        }
        if (!isOne && !wasShared(node) && fit(home, draft, sighting)) {
          throw new Violation(draft + ": " + rest.name(node) + " was refused without need");
        }
      }
    }
    Map<NodeId, NodeId> connected = new HashMap<>();
    for (NodeId node : rest.nodes().keySet()) {
      NodeId known = connected.putIfAbsent(rest.root(node), oracle.find(node));
      if (known != null && !known.equals(oracle.find(node))) {
        throw new Violation(rest.name(node) + " and others of its root were never connected");
      }
    }
  }

  /** Others were seen with it, if not now then once. */
  private boolean wasShared(NodeId node) {
    Profile profile = rest.at(rest.root(node)).profile();
    Member member = profile.members().get(node);
    if (member != null) {
      return member.forgotOthers() || !member.others().isEmpty();
    }
    Unlisted unlisted = profile.unlisted().get(node);
    return unlisted == null ? profile.forgotShared() : unlisted.isShared();
  }

  private boolean fit(NodeId root, Draft draft, Sighting other) {
    Profile home = rest.at(root).profile();
    Profile known = rest.at(rest.root(other.node())).profile();
    Profile others = known.isEmpty() ? Profile.of(other, draft) : known;
    boolean provesNothing = !draft.explicitLink() && other.identifier().isDevice();
    return rest.census().isWithinLimits(List.of(home, others), draft.explicitLink() ? 1 : 0)
        && !(provesNothing && Census.haveAddressesOfTheirOwn(home, others));
  }

  /** Whatever the order: a profile is the merge of all that its events said. */
  private void nothingThatWasSaidIsLost() {
    expectedProfiles()
        .forEach(
            (root, told) -> {
              Profile found = rest.at(root).profile();
              // A copy may have come out at another root, when its first identifier was shared.
              Profile expected = rest.has(Trouble.DUPLICATES) ? found.merge(told) : told;
              same("traits", root, expected.traits(), found.traits());
              same("click ids", root, expected.clickIds(), found.clickIds());
              consent(root, expected.consent(), found.consent());
              Violation.unless(
                  expected.userAgent() == null || expected.userAgent().equals(found.userAgent()),
                  () -> "the user agent at " + rest.name(root) + " is another's");
              members(root, expected, found);
            });
  }

  /** The newest statement, or a denial that survived a union, which is as new at least. */
  private void consent(
      NodeId root,
      SortedMap<String, ConsentRegister> expected,
      SortedMap<String, ConsentRegister> found) {
    same("purposes", root, expected.keySet(), found.keySet());
    expected.forEach(
        (purpose, newest) -> {
          ConsentRegister register = found.get(purpose);
          boolean survived =
              register.state() == ConsentState.DENIED && register.at() >= newest.at();
          Violation.unless(
              register.equals(newest) || survived,
              () -> purpose + " at " + rest.name(root) + " is " + register + ", not " + newest);
        });
  }

  private static boolean isAmbiguous(Resolved outcome) {
    return outcome.state() == IdentityState.AMBIGUOUS;
  }

  private static Profile contribution(Resolved outcome) {
    Draft draft = outcome.event();
    return isAmbiguous(outcome)
        ? Profile.apart(draft.identifiers().get(0), draft, true)
        : Profile.of(draft, outcome.refused());
  }

  private static Profile remembered(Resolved outcome) {
    return isAmbiguous(outcome)
        ? Profile.apart(outcome.event().identifiers().get(0), outcome.event(), false)
        : contribution(outcome);
  }

  /** Of the profile that the event came out with. */
  private NodeId rootOf(Resolved outcome) {
    if (isAmbiguous(outcome)) {
      return outcome.event().anchor().apart();
    }
    return rest.root(home(outcome));
  }

  private static NodeId home(Resolved outcome) {
    return outcome.event().identifiers().stream()
        .map(Sighting::node)
        .filter(node -> !outcome.refused().contains(node))
        .findFirst()
        .orElse(outcome.event().anchor());
  }

  private Map<NodeId, Profile> expectedProfiles() {
    Map<NodeId, Profile> expected = new HashMap<>();
    for (Draft draft : rest.log()) {
      if (draft.anchor().standsForIdentifier()) {
        Resolved outcome = outcomes.get(draft.eventId());
        expected.merge(rootOf(outcome), remembered(outcome), Profile::merge);
      }
    }
    return expected;
  }

  private void members(NodeId root, Profile expected, Profile found) {
    if (rest.has(Trouble.LARGE_PROFILES)) {
      // When a member was seen last may be forgotten with it; that it was, is not held against it.
      return;
    }
    if (!rest.mayRefuse()) {
      same("members", root, expected.members(), found.members());
      return;
    }
    // An event that was refused an identifier may have been the first to show it all the same.
    SortedMap<NodeId, Member> both = new TreeMap<>(found.members());
    expected.members().forEach((node, member) -> both.merge(node, member, Member::merge));
    same("members", root, both, found.members());
  }

  private void same(String what, NodeId root, Object expected, Object found) {
    if (!expected.equals(found)) {
      throw new Violation(what + " at " + rest.name(root) + " are " + found + ", not " + expected);
    }
  }

  private void theOldestMemberGivesTheId() {
    expectedProfiles()
        .forEach(
            (root, expected) -> {
              NodeId found = rest.at(root).profile().id().orElseThrow();
              if (!rest.mayRefuse() && !found.equals(expected.id().orElseThrow())) {
                throw new Violation(
                    rest.name(found) + " gives the id, not " + rest.name(expected.id().get()));
              }
            });
  }

  private void everyUnionIsPublishedOnce() {
    if (rest.has(Trouble.DUPLICATES)) {
      return;
    }
    List<IdentityChange> unions =
        rest.published().stream()
            .filter(
                change ->
                    change.change() != ChangeType.CONFLICT
                        && change.change() != ChangeType.JUNK
                        && change.identifierType() != null)
            .toList();
    long children = rest.nodes().values().stream().filter(node -> node.parent() != null).count();
    Violation.unless(
        unions.size() == children,
        () -> unions.size() + " of " + children + " unions were published");
  }

  /**
   * Sooner or later all: also one that was refused something, which its profile remembers, and one
   * with a device that is not listed, which its anchor does. Else they would go through the loop
   * for ever. A statement asks again each time, and so does what is more than a shared device. In a
   * profile that has no room for all, a device that others were seen on is nobody's or this
   * person's by whether those others, who have become this person, are listed just now.
   */
  private void theSameEventsWouldNowGoStraight() {
    Replay replay = new Replay(rest);
    List<Draft> again =
        rest.log().stream()
            .filter(draft -> draft.anchor().standsForIdentifier() && !draft.explicitLink())
            .toList();
    List<Draft> asking = again;
    for (int round = 0; round < MOST_ROUNDS && !asking.isEmpty(); round++) {
      asking =
          again.stream()
              .filter(draft -> !replay.goesStraight(draft))
              .filter(draft -> !asksEachTime(draft, replay))
              .toList();
    }
    if (!asking.isEmpty()) {
      throw new Violation(asking.get(0) + " would go through the loop again and again");
    }
  }

  private boolean asksEachTime(Draft draft, Replay replay) {
    Sighting anchor = draft.identifiers().get(0);
    Profile profile = replay.rootOf(anchor.node()).profile();
    boolean isShared = draft.identifiers().size() > 1 && profile.isShared(anchor, rest.limits());
    boolean isSharedAtTimes = rest.has(Trouble.LARGE_PROFILES) && wasShared(anchor.node());
    return isShared || isSharedAtTimes || profile.refusals().at().size() == MOST_REFUSALS;
  }

  /** What became one person's is not refused any more, also where it is not listed. */
  private void refusalsEndWithTheirReason() {
    Protocol protocol = new Protocol(rest.limits());
    for (Draft draft : rest.log()) {
      if (!draft.anchor().standsForIdentifier() || draft.explicitLink()) {
        continue;
      }
      NodeId root = rest.root(draft.anchor());
      TurnResult step = protocol.handle(root, rest.at(root), Message.Join.begin(draft, root));
      Stream.concat(
              step.resolved().stream().flatMap(event -> event.refused().stream()),
              step.sent().stream()
                  .filter(sent -> sent.carried() != null)
                  .flatMap(sent -> sent.carried().refused().stream()))
          .filter(node -> rest.root(node).equals(root))
          .filter(node -> !wasShared(node))
          .forEach(
              node -> {
                throw new Violation(draft + " is refused " + rest.name(node) + " of its own");
              });
    }
  }

  /**
   * Only where nothing but a user id and the address itself tells people apart, so that each of
   * them is counted at its first refusal.
   */
  private void anAddressOfManyPeopleIsNobodys() {
    if (!rest.has(Trouble.MANY_STRANGERS)) {
      return;
    }
    Map<NodeId, Set<NodeId>> strangers = new HashMap<>();
    for (Resolved outcome : outcomes.values()) {
      NodeId home = home(outcome);
      for (Sighting sighting : outcome.event().identifiers()) {
        NodeId address = sighting.node();
        boolean isApart =
            outcome.refused().contains(address) && !rest.root(address).equals(rest.root(home));
        if (isApart && sighting.identifier().isAddress() && home.rank() == 0) {
          strangers.computeIfAbsent(address, node -> new HashSet<>()).add(rest.root(home));
        }
      }
    }
    strangers.forEach(
        (address, people) ->
            Violation.unless(
                people.size() <= Census.MOST_OTHER_USERS_OF_AN_ADDRESS || wasMadeUp(address),
                () -> rest.name(address) + " was seen with " + people.size() + " others"));
  }

  private boolean wasMadeUp(NodeId address) {
    Profile profile = rest.at(rest.root(address)).profile();
    Member member = profile.members().get(address);
    return member == null ? profile.unlisted().get(address).isShared() : profile.isMadeUp(member);
  }

  private boolean isShared(Sighting sighting) {
    return rest.at(rest.root(sighting.node())).profile().isShared(sighting, rest.limits());
  }

  /**
   * Its root knows of each device that stays apart from another person. Statements and addresses
   * may have made one person of all who were seen with it: then it is theirs, but what came in the
   * meantime stays apart.
   */
  private void aDeviceOfTwoPeopleIsNobodys() {
    if (rest.hasLimitOf(Identifier.ANONYMOUS_ID)) {
      return;
    }
    boolean ended = rest.log().stream().anyMatch(Draft::explicitLink) || rest.namesTwoAddresses();
    for (Resolved outcome : outcomes.values()) {
      for (Sighting sighting : outcome.event().identifiers()) {
        boolean isApart =
            outcome.refused().contains(sighting.node())
                && !rest.root(sighting.node()).equals(rootOf(outcome));
        boolean isKnown = isShared(sighting) || (ended && wasShared(sighting.node()));
        if (isApart && sighting.identifier().isDevice() && !isKnown) {
          throw new Violation(
              rest.name(sighting.node()) + " was seen with another in " + outcome.event());
        }
      }
    }
  }
}
