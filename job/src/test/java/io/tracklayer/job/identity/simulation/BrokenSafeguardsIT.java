package io.tracklayer.job.identity.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.config.IdentityConfig.SharedDevices;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.contract.identity.IdentityChange;
import io.tracklayer.contract.identity.IdentityChange.ChangeType;
import io.tracklayer.job.identity.loop.LoopRecord;
import io.tracklayer.job.identity.profile.ConsentRegister;
import io.tracklayer.job.identity.profile.Limits;
import io.tracklayer.job.identity.profile.Member;
import io.tracklayer.job.identity.profile.Profile;
import io.tracklayer.job.identity.profile.Refusals;
import io.tracklayer.job.identity.profile.Register;
import io.tracklayer.job.identity.profile.Standing;
import io.tracklayer.job.identity.profile.Unlisted;
import io.tracklayer.job.identity.protocol.Disordered;
import io.tracklayer.job.identity.protocol.LocalNodes;
import io.tracklayer.job.identity.protocol.Message;
import io.tracklayer.job.identity.protocol.MessageType;
import io.tracklayer.job.identity.protocol.NodeState;
import io.tracklayer.job.identity.protocol.Protocol;
import io.tracklayer.job.identity.protocol.Resolved;
import io.tracklayer.job.identity.protocol.TurnResult;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.Sighting;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The properties notice when a safeguard is missing: a simulation that holds without one proves
 * nothing about it.
 */
class BrokenSafeguardsIT {

  private static final int RUNS = 500;

  @Test
  void withoutTheFenceAPastThatNoLongerHappenedIsHandled() {
    assertNoticed(admitting((fence, record) -> true));
  }

  @Test
  void aFenceThatLetsPassWhatWasSentAfterTheRestoredCheckpointIsOneStampTooWide() {
    assertNoticed(
        admitting(
            (fence, record) ->
                Safeguards.FENCED.admits(fence, record)
                    || Safeguards.FENCED.admits(fence, withStamp(record, record.stamp() - 1))));
  }

  @Test
  void aRootThatDecidesWhileItWaitsForAnAnswerBreaksAProperty() {
    assertNoticed(broken(limits -> deciding(new Protocol(limits)::handle)));
  }

  @Test
  void parentsThatAreNotAlwaysSmallerBreakAProperty() {
    assertNoticed(
        broken(
            limits -> Disordered.protocol(limits, BrokenSafeguardsIT::sometimesReversed)::handle));
  }

  @Test
  void aLoserThatLetsGoOfItsProfileBeforeTheAnswerLosesIt() {
    assertNoticed(broken(limits -> forgetful(new Protocol(limits)::handle)));
  }

  @Test
  void aTraitThatKeepsItsFirstValueDependsOnTheOrder() {
    assertNoticed(broken(limits -> keepingFirstTraits(new Protocol(limits)::handle)));
  }

  @Test
  void aHintThatIsNotFencedLeadsIntoAPastThatNoLongerHappened() {
    assertNoticed(
        admitting((fence, record) -> record.isHint() || Safeguards.FENCED.admits(fence, record)));
  }

  @Test
  void aHintThatCallsAMemberWhatWasRefusedJoinsStrangers() {
    assertNoticed(broken(limits -> callingAllMembers(new Protocol(limits)::handle)));
  }

  @Test
  void aHintThatDoesNotSayWhichMembersAreNotListedSendsTheirEventsThroughTheLoopForEver() {
    assertNoticed(broken(limits -> tellingOfNoMembers(new Protocol(limits)::handle)));
  }

  @Test
  void aWinnerThatDoesNotJudgeExceedsALimit() {
    assertNoticed(
        broken(
            limits -> acceptingAll(new Protocol(limits)::handle, new Protocol(NO_LIMITS)::handle)));
  }

  @Test
  void aUnionInWhichTheNewestStatementWinsLosesADenial() {
    assertNoticed(broken(limits -> forgettingDenials(new Protocol(limits)::handle)));
  }

  @Test
  void aDeviceOfTwoPeopleThatStaysTheFirstOnesTellsOfOneToTheOther() {
    assertNoticed(broken(limits -> new Protocol(ofFirstOwners(limits))::handle));
  }

  @Test
  void aRefusalThatTheDevicesRootIsNotToldOfLeavesTheDeviceWithItsFirstOwner() {
    assertNoticed(broken(limits -> keepingToThemselves(new Protocol(limits)::handle)));
  }

  @Test
  void aDeviceThatIsTakenForEvidenceUnitesStrangers() {
    assertNoticed(broken(limits -> believingDevices(new Protocol(limits)::handle)));
  }

  @Test
  void aGuestWhoIsRefusedBecauseOfADeviceIsNotRefusedWhenAnAddressBringsTheTwoTogether() {
    assertNoticed(broken(limits -> refusingGuests(limits, new Protocol(limits)::handle)));
  }

  @Test
  void profilesThatRefuseEachOtherAfterTheyAreOneKeepAPersonApart() {
    assertNoticed(broken(limits -> holdingGrudges(new Protocol(limits)::handle)));
  }

  @Test
  void aNodeThatIsAdoptedAlthoughItKnowsSomethingLosesIt() {
    assertNoticed(broken(limits -> forgettingItself(new Protocol(limits)::handle)));
  }

  @Test
  void aNodeOfALimitedTypeThatIsAdoptedEscapesTheJudge() {
    assertNoticed(
        broken(
            limits ->
                adoptingAll(new Protocol(limits)::handle, new Protocol(NOTHING_LIMITED)::handle)));
  }

  @Test
  void aRootThatIsNotToldWhomItHasAdoptedDoesNotKnowThem() {
    assertNoticed(broken(limits -> tellingNobody(new Protocol(limits)::handle)));
  }

  @Test
  void aProfileWithoutRoomThatForgetsWhatCountsExceedsALimit() {
    assertNoticed(broken(limits -> keepingRoots(BrokenSafeguardsIT::withoutUnlisted, limits)));
  }

  @Test
  void aProfileWithoutRoomThatForgetsWhichDevicesAreSharedTellsOfOneToTheOther() {
    assertNoticed(broken(limits -> keepingRoots(BrokenSafeguardsIT::withoutMarks, limits)));
  }

  @Test
  void aDeviceOfWhichItIsForgottenThatItIsSharedIsNobodysWhenItIsListedAgain() {
    assertNoticed(broken(limits -> keepingRoots(BrokenSafeguardsIT::listingAnew, limits)));
  }

  @Test
  void aCacheThatIsNotFlushedBeforeACheckpointLosesWhatItHolds() {
    assertNoticed(new Safeguards(Safeguards.ALL.rules(), Safeguards.ALL.admission(), cache -> {}));
  }

  @Test
  void junkThatIsNotPublishedIsLearnedInSilence() {
    assertNoticed(broken(limits -> keepingJunkSecret(new Protocol(limits)::handle)));
  }

  @Test
  void aMadeUpAddressThatIsNotMarkedWhenAnEventLeavesIsToldToEverybody() {
    assertNoticed(broken(limits -> tellingOfJunk(new Protocol(limits)::handle)));
  }

  @Test
  void anAddressWhoseOtherPeopleAreForgottenIsNeverLearnedAsJunk() {
    assertNoticed(
        broken(limits -> keepingRoots(BrokenSafeguardsIT::withoutOthersOfAddresses, limits)));
  }

  @Test
  void statementsInTheOrderOfClientsClocksLoseTheNewest() {
    assertNoticed(broken(limits -> believingClocks(new Protocol(limits)::handle)));
  }

  @Test
  void aDenialThatIsNotMadeAsNewAsTheUnionEndsWithAGrantFromBefore() {
    assertNoticed(broken(limits -> denyingAsBefore(new Protocol(limits)::handle)));
  }

  private static final Limits NOTHING_LIMITED = new Limits(Map.of());

  private static final Limits NO_LIMITS =
      new Limits(Map.of("user_id", 99, "email", 99, "phone", 99, "crm_id", 99, "anonymous_id", 99));

  private static void assertNoticed(Safeguards broken) {
    String noticed =
        LongStream.range(0, RUNS)
            .mapToObj(seed -> Runs.failure(seed, broken, Trace.NONE).orElse(null))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    assertThat(noticed).as("what is wrong in one of %d runs", RUNS).isNotNull();
    System.out.println(noticed);
  }

  private static Safeguards broken(Function<Limits, LocalNodes.Rules> rules) {
    return new Safeguards(rules, Safeguards.ALL.admission(), Safeguards.ALL.barrier());
  }

  private static Safeguards admitting(Safeguards.Admission admission) {
    return new Safeguards(Safeguards.ALL.rules(), admission, Safeguards.ALL.barrier());
  }

  private static LoopRecord withStamp(LoopRecord record, long stamp) {
    return new LoopRecord(record.epoch(), stamp, record.sentAt(), record.message());
  }

  /** Still waits, but handles what comes as if it did not. */
  private static LocalNodes.Rules deciding(LocalNodes.Rules real) {
    return (self, state, message) -> {
      if (!state.isPending()
          || message.type() == MessageType.ACCEPT
          || message.type() == MessageType.REJECT) {
        return real.handle(self, state, message);
      }
      TurnResult step =
          real.handle(self, new NodeState(null, null, state.proposals(), state.profile()), message);
      NodeState after = step.state();
      boolean waitsForAnother = after.isPending();
      return with(
          waitsForAnother
              ? after
              : new NodeState(null, state.pending(), after.proposals(), after.profile()),
          step);
    };
  }

  private static int sometimesReversed(NodeId one, NodeId other) {
    boolean reversed = ((one.low() ^ other.low()) & 1) == 0;
    return reversed ? other.compareTo(one) : one.compareTo(other);
  }

  private static LocalNodes.Rules forgetful(LocalNodes.Rules real) {
    return (self, state, message) -> {
      TurnResult step = real.handle(self, state, message);
      NodeState after = step.state();
      return !state.isPending() && after.isPending()
          ? with(new NodeState(null, after.pending(), after.proposals(), Profile.EMPTY), step)
          : step;
    };
  }

  private static LocalNodes.Rules keepingFirstTraits(LocalNodes.Rules real) {
    return (self, state, message) -> {
      TurnResult step = real.handle(self, state, message);
      NodeState after = step.state();
      if (!after.isRoot() || state.profile().traits().isEmpty()) {
        return step;
      }
      SortedMap<String, Register> traits = new TreeMap<>(after.profile().traits());
      traits.putAll(state.profile().traits());
      return with(
          new NodeState(
              null, after.pending(), after.proposals(), withTraits(traits, after.profile())),
          step);
    };
  }

  private static LocalNodes.Rules forgettingDenials(LocalNodes.Rules real) {
    return (self, state, message) -> {
      TurnResult step = real.handle(self, state, message);
      NodeState after = step.state();
      if (!(message instanceof Message.Propose proposal) || !Watch.isAccepted(proposal, step)) {
        return step;
      }
      Profile merged = state.profile().merge(proposal.profile());
      SortedMap<String, ConsentRegister> newest =
          step.sent().stream().anyMatch(sent -> sent.type() == MessageType.JOIN)
              ? merged.consent()
              : merged.merge(Profile.of(proposal.walk().event())).consent();
      return with(
          new NodeState(
              null, after.pending(), after.proposals(), withConsent(newest, after.profile())),
          step);
    };
  }

  private static LocalNodes.Rules denyingAsBefore(LocalNodes.Rules real) {
    return (self, state, message) -> {
      TurnResult step = real.handle(self, state, message);
      if (!(message instanceof Message.Propose proposal)
          || !Watch.isAccepted(proposal, step)
          || proposal.walk().event().explicitLink()) {
        return step;
      }
      Profile both = state.profile().unite(proposal.profile(), proposal.walk().event().messageId());
      return step.resolved().isEmpty() ? keeping(both.consent(), step) : step;
    };
  }

  private static LocalNodes.Rules believingClocks(LocalNodes.Rules real) {
    return (self, state, message) -> {
      TurnResult step = real.handle(self, state, message);
      SortedMap<String, ConsentRegister> consent = new TreeMap<>(state.profile().consent());
      step.resolved().stream()
          .map(Resolved::event)
          .forEach(
              event ->
                  event
                      .contribution()
                      .consent()
                      .forEach(
                          (purpose, said) ->
                              consent.merge(
                                  purpose,
                                  new ConsentRegister(
                                      said.state(),
                                      said.source(),
                                      said.words(),
                                      event.occurredAt()),
                                  ConsentRegister::newest)));
      return step.resolved().isEmpty() ? step : keeping(consent, step);
    };
  }

  private static TurnResult keeping(SortedMap<String, ConsentRegister> consent, TurnResult step) {
    NodeState after = step.state();
    return after.isRoot()
        ? with(
            new NodeState(
                null, after.pending(), after.proposals(), withConsent(consent, after.profile())),
            step)
        : step;
  }

  private static LocalNodes.Rules keepingJunkSecret(LocalNodes.Rules real) {
    return (self, state, message) -> {
      TurnResult step = real.handle(self, state, message);
      return new TurnResult(
          step.state(),
          step.changes(),
          step.sent(),
          step.resolved(),
          step.published().stream().filter(change -> change.change() != ChangeType.JUNK).toList(),
          step.denials(),
          step.parks(),
          step.releases());
    };
  }

  private static LocalNodes.Rules tellingOfJunk(LocalNodes.Rules real) {
    return (self, state, message) -> {
      TurnResult step = real.handle(self, state, message);
      return new TurnResult(
          step.state(),
          step.changes(),
          step.sent(),
          step.resolved().stream().map(BrokenSafeguardsIT::knowingNoOthers).toList(),
          step.published(),
          step.denials(),
          step.parks(),
          step.releases());
    };
  }

  private static Resolved knowingNoOthers(Resolved event) {
    return new Resolved(
        event.event(),
        withoutOthersOfAddresses(event.profile()),
        event.state(),
        event.refused(),
        event.shared(),
        event.hops());
  }

  private static Profile withoutOthersOfAddresses(Profile profile) {
    SortedMap<NodeId, Member> members = new TreeMap<>(profile.members());
    members.replaceAll(
        (node, member) ->
            member.identifier().isAddress()
                ? new Member(
                    member.identifier(),
                    member.firstSeen(),
                    member.lastSeen(),
                    member.givenAwayAt(),
                    new TreeSet<>(),
                    false)
                : member);
    return withMembers(members, profile.unlisted(), profile.forgotShared(), profile);
  }

  private static Profile withConsent(SortedMap<String, ConsentRegister> consent, Profile profile) {
    return new Profile(
        profile.members(),
        profile.unlisted(),
        profile.traits(),
        profile.clickIds(),
        consent,
        profile.userAgent(),
        profile.aliases(),
        profile.refusals(),
        profile.forgotShared());
  }

  private static Profile withTraits(SortedMap<String, Register> traits, Profile profile) {
    return new Profile(
        profile.members(),
        profile.unlisted(),
        traits,
        profile.clickIds(),
        profile.consent(),
        profile.userAgent(),
        profile.aliases(),
        profile.refusals(),
        profile.forgotShared());
  }

  private static LocalNodes.Rules callingAllMembers(LocalNodes.Rules real) {
    return (self, state, message) -> {
      TurnResult step = real.handle(self, state, message);
      return step.resolved().isEmpty()
          ? step
          : hinting(hint -> with(nodesOf(step.resolved().get(0)), hint), step);
    };
  }

  private static SortedSet<NodeId> nodesOf(Resolved event) {
    return new TreeSet<>(event.event().identifiers().stream().map(Sighting::node).toList());
  }

  private static LocalNodes.Rules tellingOfNoMembers(LocalNodes.Rules real) {
    return (self, state, message) ->
        hinting(hint -> with(new TreeSet<>(), hint), real.handle(self, state, message));
  }

  private static Message.Hint with(SortedSet<NodeId> members, Message.Hint hint) {
    return new Message.Hint(hint.to(), hint.root(), members);
  }

  private static TurnResult hinting(UnaryOperator<Message.Hint> other, TurnResult step) {
    return new TurnResult(
        step.state(),
        step.changes(),
        step.sent().stream()
            .map(sent -> sent instanceof Message.Hint hint ? other.apply(hint) : sent)
            .toList(),
        step.resolved(),
        step.published(),
        step.denials(),
        step.parks(),
        step.releases());
  }

  private static LocalNodes.Rules acceptingAll(LocalNodes.Rules real, LocalNodes.Rules unlimited) {
    return (self, state, message) ->
        (message instanceof Message.Propose ? unlimited : real).handle(self, state, message);
  }

  private static Limits ofFirstOwners(Limits limits) {
    return limits.withSharedDevices(SharedDevices.FIRST_OWNER);
  }

  private static LocalNodes.Rules keepingToThemselves(LocalNodes.Rules real) {
    return (self, state, message) -> {
      TurnResult step = real.handle(self, state, message);
      return new TurnResult(
          step.state(),
          step.changes(),
          step.sent().stream().filter(sent -> sent.type() != MessageType.SEEN).toList(),
          step.resolved(),
          step.published(),
          step.denials(),
          step.parks(),
          step.releases());
    };
  }

  private static LocalNodes.Rules holdingGrudges(LocalNodes.Rules real) {
    return (self, state, message) -> {
      TurnResult step = real.handle(self, state, message);
      NodeState after = step.state();
      if (!(message instanceof Message.Propose proposal) || !Watch.isAccepted(proposal, step)) {
        return step;
      }
      Refusals both = state.profile().merge(proposal.profile()).refusals();
      return with(
          new NodeState(
              null, after.pending(), after.proposals(), withRefusals(both, after.profile())),
          step);
    };
  }

  /** Shows the other side without its addresses to whoever judges because of a device. */
  private static LocalNodes.Rules believingDevices(LocalNodes.Rules real) {
    return (self, state, message) ->
        real.handle(
            self,
            state,
            message.carried() != null && Watch.isByDevice(message.carried())
                ? withoutAddresses(message, state.profile())
                : message);
  }

  private static Message withoutAddresses(Message message, Profile own) {
    if (message instanceof Message.Join join && join.side() != null) {
      Message.Side side = join.side();
      SortedMap<NodeId, String> counted = new TreeMap<>(side.standing().counted());
      counted.values().removeIf(Census::isAddress);
      Standing left = new Standing(counted, side.standing().aliases());
      return new Message.Join(
          join.to(),
          join.walk(),
          new Message.Side(side.root(), side.profileId(), left, side.isHome(), side.nextIsKnown()),
          join.hinted());
    }
    if (message instanceof Message.Propose proposal
        && Census.haveAddressesOfTheirOwn(own, proposal.profile())) {
      SortedMap<NodeId, Member> members = new TreeMap<>(proposal.profile().members());
      members.values().removeIf(member -> Census.isAddress(member.identifier().type()));
      return members.isEmpty()
          ? proposal
          : new Message.Propose(
              proposal.to(),
              proposal.from(),
              proposal.number(),
              withMembers(members, new TreeMap<>(), false, proposal.profile()),
              proposal.walk(),
              proposal.isFromHome(),
              proposal.nextIsKnown());
    }
    return message;
  }

  /** Remembers also those whom only a device brought here. */
  private static LocalNodes.Rules refusingGuests(Limits limits, LocalNodes.Rules real) {
    return (self, state, message) -> {
      TurnResult step = real.handle(self, state, message);
      NodeState after = step.state();
      boolean wereGuests =
          step.published().stream()
              .anyMatch(change -> IdentityChange.ADDRESS.equals(change.limit()));
      if (!wereGuests || !after.isRoot()) {
        return step;
      }
      Draft event = message.carried().event();
      SortedSet<NodeId> apart =
          event.identifiers().stream()
              .filter(sighting -> !sighting.identifier().isDevice())
              .map(Sighting::node)
              .filter(node -> !after.profile().lists(node))
              .collect(Collectors.toCollection(TreeSet::new));
      Profile refusing = after.profile().refusing(apart, event.receivedAt(), limits);
      return with(new NodeState(null, after.pending(), after.proposals(), refusing), step);
    };
  }

  private static Profile withRefusals(Refusals refusals, Profile profile) {
    return new Profile(
        profile.members(),
        profile.unlisted(),
        profile.traits(),
        profile.clickIds(),
        profile.consent(),
        profile.userAgent(),
        profile.aliases(),
        refusals,
        profile.forgotShared());
  }

  /** As if nothing had been known of it. */
  private static LocalNodes.Rules forgettingItself(LocalNodes.Rules real) {
    return (self, state, message) -> {
      TurnResult asFresh = real.handle(self, NodeState.FRESH, message);
      boolean isDecided = !state.isRoot() || state.isPending();
      return isDecided || asFresh.state().isRoot() ? real.handle(self, state, message) : asFresh;
    };
  }

  private static LocalNodes.Rules adoptingAll(LocalNodes.Rules real, LocalNodes.Rules unlimited) {
    return (self, state, message) ->
        (state.equals(NodeState.FRESH) ? unlimited : real).handle(self, state, message);
  }

  /** The event goes on at the root as if its identifier had been a member. */
  private static LocalNodes.Rules tellingNobody(LocalNodes.Rules real) {
    return (self, state, message) ->
        message instanceof Message.Adopted news
            ? real.handle(self, state, new Message.Join(news.to(), news.walk(), null, false))
            : real.handle(self, state, message);
  }

  /** A root's profile is kept as another. */
  private static LocalNodes.Rules keepingRoots(UnaryOperator<Profile> other, Limits limits) {
    return (self, state, message) -> {
      TurnResult step = new Protocol(limits).handle(self, state, message);
      NodeState after = step.state();
      return after.isRoot() && step.changes()
          ? with(
              new NodeState(null, after.pending(), after.proposals(), other.apply(after.profile())),
              step)
          : step;
    };
  }

  private static Profile withoutUnlisted(Profile profile) {
    return withMembers(profile.members(), new TreeMap<>(), profile.forgotShared(), profile);
  }

  private static Profile withoutMarks(Profile profile) {
    SortedMap<NodeId, Unlisted> unlisted = new TreeMap<>(profile.unlisted());
    unlisted.replaceAll((node, member) -> new Unlisted(member.type(), false));
    return withMembers(profile.members(), unlisted, false, profile);
  }

  private static Profile listingAnew(Profile profile) {
    SortedMap<NodeId, Member> members = new TreeMap<>(profile.members());
    members.replaceAll(
        (node, member) ->
            new Member(
                member.identifier(),
                member.firstSeen(),
                member.lastSeen(),
                member.givenAwayAt(),
                member.others(),
                false));
    return withMembers(members, profile.unlisted(), profile.forgotShared(), profile);
  }

  private static Profile withMembers(
      SortedMap<NodeId, Member> members,
      SortedMap<NodeId, Unlisted> unlisted,
      boolean forgotShared,
      Profile profile) {
    return new Profile(
        members,
        unlisted,
        profile.traits(),
        profile.clickIds(),
        profile.consent(),
        profile.userAgent(),
        profile.aliases(),
        profile.refusals(),
        forgotShared);
  }

  private static TurnResult with(NodeState state, TurnResult step) {
    return new TurnResult(
        state,
        true,
        step.sent(),
        step.resolved(),
        step.published(),
        step.denials(),
        step.parks(),
        step.releases());
  }
}
