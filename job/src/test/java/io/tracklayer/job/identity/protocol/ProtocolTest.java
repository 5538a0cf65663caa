package io.tracklayer.job.identity.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tracklayer.contract.config.IdentityConfig.SharedDevices;
import io.tracklayer.contract.event.IdentityState;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.contract.identity.IdentityChange;
import io.tracklayer.contract.identity.IdentityChange.ChangeType;
import io.tracklayer.job.identity.profile.Limits;
import io.tracklayer.job.identity.profile.Profile;
import io.tracklayer.job.identity.protocol.Message.Accept;
import io.tracklayer.job.identity.protocol.Message.Hint;
import io.tracklayer.job.identity.protocol.Message.Join;
import io.tracklayer.job.identity.protocol.Message.Propose;
import io.tracklayer.job.identity.protocol.Message.Reject;
import io.tracklayer.job.intake.draft.Contribution;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.Drafts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Tests one message at a time; {@code SimulationIT} tests any order, and crashes. */
class ProtocolTest {

  private static final Limits LIMITS = new Limits(Map.of("user_id", 1, "email", 2, "phone", 5));
  private static final Identifier ADA = new Identifier("user_id", "ada");
  private static final Identifier BOB = new Identifier("user_id", "bob");
  private static final Identifier MAIL = new Identifier("email", "ada@example.com");
  private static final Identifier DEVICE = new Identifier("anonymous_id", "device");

  private final Protocol protocol = new Protocol(LIMITS);
  private final ForestInMemory forest = new ForestInMemory(LIMITS);
  private int events;

  @Nested
  class Events {

    @Test
    void anEventWhoseRootListsAllOfItsIdentifiersTakesOneTurnAndNoMessage() {
      forest.resolve(event(ADA, DEVICE));
      TurnResult step =
          protocol.handle(node(ADA), state(ADA), Join.begin(event(ADA, DEVICE), null));
      assertThat(step.sent()).isEmpty();
      assertThat(step.resolved()).hasSize(1);
      assertThat(step.resolved().get(0).hops()).isZero();
      assertThat(step.resolved().get(0).state()).isEqualTo(IdentityState.RECOGNISED);
    }

    @Test
    void anEventOfNobodyIsResolvedAndLeavesNoState() {
      Draft nobodys = event();
      TurnResult step =
          protocol.handle(nobodys.anchor(), NodeState.FRESH, Join.begin(nobodys, null));
      assertThat(step.changes()).isFalse();
      assertThat(step.resolved()).extracting(Resolved::state).containsExactly(IdentityState.NONE);
    }

    @Test
    void whatAnEventFoundOutIsItsIdentityState() {
      assertThat(forest.resolve(event(DEVICE)).state()).isEqualTo(IdentityState.CREATED);
      assertThat(forest.resolve(event(DEVICE)).state()).isEqualTo(IdentityState.RECOGNISED);
      assertThat(forest.resolve(event(MAIL, DEVICE)).state()).isEqualTo(IdentityState.MERGED);
      assertThat(forest.resolve(event(ADA)).state()).isEqualTo(IdentityState.CREATED);
      assertThat(forest.resolve(event(ADA, MAIL)).state()).isEqualTo(IdentityState.MERGED);
      assertThat(forest.resolve(event(BOB, DEVICE)).state()).isEqualTo(IdentityState.CONFLICT);
    }

    @Test
    void aLinkIsOfAnIdentifierThatNobodyHadAndAMergeIsOfTwoProfiles() {
      forest.resolve(event(MAIL, DEVICE));
      forest.resolve(event(ADA));
      forest.resolve(event(ADA, DEVICE));
      assertThat(forest.changes())
          .extracting(IdentityChange::change, IdentityChange::identifierType)
          .containsExactly(
              tuple(ChangeType.LINK, "anonymous_id"), tuple(ChangeType.MERGE, "anonymous_id"));
      assertThat(forest.changes().get(1).profileId()).isEqualTo(node(MAIL).hex());
      assertThat(forest.changes().get(1).before())
          .containsExactlyInAnyOrder(node(MAIL).hex(), node(ADA).hex());
    }

    @Test
    void aChildForwardsAnEventToItsParent() {
      forest.resolve(event(ADA, DEVICE));
      TurnResult step =
          protocol.handle(node(DEVICE), state(DEVICE), Join.begin(event(DEVICE), null));
      assertThat(step.changes()).isFalse();
      assertThat(step.sent()).extracting(Message::to).containsExactly(node(ADA));
    }

    @Test
    void aRootThatWaitsForAnAnswerParksWhateverItWouldDecide() {
      NodeState waiting = proposing().state();
      for (Message message : List.of(Join.begin(event(DEVICE), null), proposeTo(DEVICE))) {
        TurnResult step = protocol.handle(node(DEVICE), waiting, message);
        assertThat(step.parks()).isTrue();
        assertThat(step.changes()).isFalse();
        assertThat(step.sent()).isEmpty();
      }
    }

    @Test
    void aLateEventOfAnOlderMemberGivesTheProfileItsIdAndTellsSo() {
      forest.resolve(event(ADA, DEVICE));
      Draft late = Drafts.draft("late", 1, List.of(ADA, DEVICE), nothing());
      Draft device = Drafts.draft("later", 0, List.of(DEVICE), nothing());
      forest.resolve(late);
      assertThat(forest.resolve(device).profile().profileId()).contains(node(DEVICE).hex());
      IdentityChange last = forest.changes().get(forest.changes().size() - 1);
      assertThat(last.change()).isEqualTo(ChangeType.MERGE);
      assertThat(last.before()).containsExactly(node(ADA).hex());
      assertThat(last.profileId()).isEqualTo(node(DEVICE).hex());
    }
  }

  @Nested
  class Hints {

    @Test
    void aPersonOfMoreDevicesThanAreListedTakesTheStraightPathWithEach() {
      List<Identifier> devices = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        devices.add(new Identifier("anonymous_id", "device " + i));
        forest.resolve(event(ADA, devices.get(i)));
      }
      devices.forEach(device -> forest.resolve(event(ADA, device)));
      for (Identifier device : devices) {
        Resolved again = forest.resolve(event(ADA, device));
        assertThat(again.hops()).isZero();
        assertThat(again.state()).isEqualTo(IdentityState.RECOGNISED);
        assertThat(again.profile().lists(node(device))).isTrue();
      }
      devices.forEach(device -> forest.resolve(event(device)));
      int before = forest.messages();
      devices.forEach(device -> assertThat(forest.resolve(event(device)).hops()).isZero());
      assertThat(forest.messages()).isEqualTo(before);
    }

    @Test
    void aDeviceThatGaveWayToNewOnesIsNotAskedWhenItComesBack() {
      for (int i = 0; i < 300; i++) {
        forest.resolve(event(ADA, new Identifier("anonymous_id", "device " + i)));
      }
      int before = forest.messages();
      for (int i = 0; i < 200; i++) {
        forest.resolve(event(ADA, new Identifier("anonymous_id", "device " + i)));
      }
      assertThat(forest.messages()).isEqualTo(before);
    }

    @Test
    void aRootTellsTheAnchorWhatItHadToAskFor() {
      forest.resolve(event(ADA, DEVICE));
      NodeState crowded = new NodeState(null, null, 0, profile(ADA));
      Walk walk = Join.begin(event(ADA, DEVICE), null).walk().passed(true);
      Join back = new Join(node(ADA), walk, sideOf(ADA), false);
      assertThat(protocol.handle(node(ADA), crowded, back).sent())
          .containsExactly(new Hint(node(ADA), node(ADA), new TreeSet<>(Set.of(node(DEVICE)))));
    }

    @Test
    void whatIsOfTheAnchorsPersonIsNothingToAnotherWhoseDeviceTheAnchorIs() {
      Identifier other = new Identifier("anonymous_id", "another device");
      Draft event = event(DEVICE, other);
      NodeId first = event.anchor();
      NodeId second = event.identifiers().get(1).node();
      Walk walk = Join.begin(event, first, new TreeSet<>(Set.of(second))).walk().sharedNext();
      assertThat(walk.isMember(second)).isFalse();
    }

    private Message.Side sideOf(Identifier identifier) {
      return new Message.Side(
          node(identifier),
          node(identifier),
          profile(identifier).standing(LIMITS),
          /* isHome= */ true,
          /* nextIsKnown= */ false);
    }

    @Test
    void aHintIsNoMessageForTheForest() {
      assertThatThrownBy(
              () -> protocol.handle(node(ADA), NodeState.FRESH, new Hint(node(ADA), node(ADA))))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Nested
  class Proposals {

    @Test
    void theLargerOfTwoRootsOffersItselfAndKeepsItsProfileUntilItIsAnswered() {
      TurnResult step = proposing();
      assertThat(step.state().isPending()).isTrue();
      assertThat(step.state().profile().lists(node(DEVICE))).isTrue();
      assertThat(step.sent()).hasSize(1);
      Propose proposal = (Propose) step.sent().get(0);
      assertThat(proposal.to()).isEqualTo(node(ADA));
      assertThat(proposal.profile()).isEqualTo(step.state().profile());
    }

    @Test
    void theSmallerOfTwoRootsAsksTheOtherBack() {
      forest.resolve(event(ADA));
      forest.resolve(event(DEVICE));
      Walk walk = Join.begin(event(ADA, DEVICE), null).walk().passed(true);
      Message.Side device =
          new Message.Side(
              node(DEVICE), node(DEVICE), state(DEVICE).profile().standing(LIMITS), false, true);
      TurnResult step =
          protocol.handle(node(ADA), state(ADA), new Join(node(ADA), walk, device, false));
      assertThat(step.state().isPending()).isFalse();
      Join back = (Join) step.sent().get(0);
      assertThat(back.to()).isEqualTo(node(DEVICE));
      assertThat(back.side().root()).isEqualTo(node(ADA));
    }

    @Test
    void aProposalThatComesTwiceIsAcceptedTwiceAndAddsNothing() {
      Propose proposal = (Propose) proposing().sent().get(0);
      TurnResult first = protocol.handle(node(ADA), state(ADA), proposal);
      TurnResult second = protocol.handle(node(ADA), first.state(), proposal);
      assertThat(first.sent()).contains(new Accept(node(DEVICE), node(ADA), 1));
      assertThat(second.sent()).contains(new Accept(node(DEVICE), node(ADA), 1));
      assertThat(second.state()).isEqualTo(first.state());
      assertThat(second.resolved()).hasSize(1);
    }

    @Test
    void aProposalToAChildIsForwardedToItsParent() {
      forest.resolve(event(ADA, MAIL));
      TurnResult step = protocol.handle(node(MAIL), state(MAIL), proposeTo(MAIL));
      assertThat(step.changes()).isFalse();
      assertThat(step.sent()).extracting(Message::to).containsExactly(node(ADA));
    }

    @Test
    void aProposalThatWasRefusedIsRefusedAgainAlsoAfterAStatementAboutUserIds() {
      Limits two = new Limits(Map.of("user_id", 2));
      Protocol protocolOfTwo = new Protocol(two);
      Profile full = profile(ADA).merge(profile(BOB));
      Propose proposal =
          proposal(event(ADA, DEVICE), profile(DEVICE, new Identifier("user_id", "eve")));
      NodeState root = new NodeState(null, null, 0, full);
      TurnResult first = protocolOfTwo.handle(node(ADA), root, proposal);
      assertThat(first.sent()).extracting(Message::type).contains(MessageType.REJECT);
      Draft statement = Drafts.draft("statement", 9_000, List.of(ADA, BOB), nothing(), true);
      TurnResult stated =
          protocolOfTwo.handle(node(ADA), first.state(), Join.begin(statement, null));
      assertThat(stated.resolved()).hasSize(1);
      TurnResult second = protocolOfTwo.handle(node(ADA), stated.state(), proposal);
      assertThat(second.sent()).extracting(Message::type).contains(MessageType.REJECT);
    }
  }

  @Nested
  class Adoptions {

    @Test
    void aDeviceThatNobodyKnewIsLinkedWithTwoMessagesAndIsAChildAtOnce() {
      forest.resolve(event(ADA));
      int before = forest.messages();
      Resolved linked = forest.resolve(event(ADA, DEVICE));
      assertThat(forest.messages() - before).isEqualTo(2);
      assertThat(linked.state()).isEqualTo(IdentityState.MERGED);
      assertThat(state(DEVICE)).isEqualTo(NodeState.childOf(node(ADA)));
      assertThat(state(ADA).profile().lists(node(DEVICE))).isTrue();
      assertThat(forest.changes())
          .extracting(IdentityChange::change, IdentityChange::identifierType)
          .containsExactly(tuple(ChangeType.LINK, "anonymous_id"));
    }

    @Test
    void aDeviceThatComesBackAloneIsFoundAndHintedThen() {
      forest.resolve(event(ADA, DEVICE));
      assertThat(forest.resolve(event(DEVICE)).state()).isEqualTo(IdentityState.RECOGNISED);
      assertThat(forest.resolve(event(DEVICE)).hops()).isZero();
    }

    @Test
    void aNodeThatKnowsSomethingAndOneOfALimitedTypeProposeThemselves() {
      forest.resolve(event(DEVICE));
      assertThat(asked(DEVICE).sent()).extracting(Message::type).contains(MessageType.PROPOSE);
      assertThat(asked(MAIL).sent()).extracting(Message::type).contains(MessageType.PROPOSE);
    }

    @Test
    void theNewsIsForwardedByAChildAndWaitsWhereAProposalIsUnderWay() {
      Message.Adopted news = adoption();
      TurnResult child = protocol.handle(node(ADA), NodeState.childOf(node(BOB)), news);
      assertThat(child.sent()).containsExactly(new Message.Adopted(node(BOB), news.walk()));
      NodeState waiting = state(ADA).proposingTo(node(BOB));
      assertThat(protocol.handle(node(ADA), waiting, news).parks()).isTrue();
    }

    @Test
    void newsThatComesTwiceAddsNothing() {
      Message.Adopted news = adoption();
      NodeState once = protocol.handle(node(ADA), state(ADA), news).state();
      assertThat(protocol.handle(node(ADA), once, news).state()).isEqualTo(once);
    }

    @Test
    void aDeviceThatIsAdoptedTwiceAtOnceIsOnlyOnes() {
      forest.resolve(event(ADA));
      forest.resolve(event(BOB));
      TurnResult first = asked(DEVICE);
      Draft bobs = event(BOB, DEVICE);
      Message second = protocol.handle(node(BOB), state(BOB), Join.begin(bobs, null)).sent().get(0);
      TurnResult then = protocol.handle(node(DEVICE), first.state(), second);
      assertThat(then.changes()).isFalse();
      assertThat(then.sent()).extracting(Message::to).containsExactly(node(ADA));
    }

    private Message.Adopted adoption() {
      forest.resolve(event(ADA));
      return (Message.Adopted) asked(DEVICE).sent().get(0);
    }

    /** The identifier's turn, when an event brings it together with Ada. */
    private TurnResult asked(Identifier identifier) {
      TurnResult home =
          protocol.handle(node(ADA), state(ADA), Join.begin(event(ADA, identifier), null));
      return protocol.handle(node(identifier), state(identifier), home.sent().get(0));
    }
  }

  @Nested
  class AnswersToAProposal {

    @Test
    void whoIsAcceptedBecomesAChildAndReleasesWhatItParked() {
      NodeState waiting = proposing().state();
      TurnResult step =
          protocol.handle(node(DEVICE), waiting, new Accept(node(DEVICE), node(ADA), 1));
      assertThat(step.state()).isEqualTo(NodeState.childOf(node(ADA)));
      assertThat(step.releases()).isTrue();
    }

    @Test
    void whoIsRejectedStaysARootWithItsProfileRemembersAndReleases() {
      NodeState waiting = proposing().state();
      TurnResult step = protocol.handle(node(DEVICE), waiting, reject(1));
      assertThat(step.state().isRoot()).isTrue();
      assertThat(step.state().isPending()).isFalse();
      assertThat(step.state().profile().members()).isEqualTo(waiting.profile().members());
      assertThat(step.state().profile().remembersRefusal(node(ADA), LIMITS)).isTrue();
      assertThat(step.releases()).isTrue();
    }

    @Test
    void anAnswerThatComesTwiceIsIgnored() {
      NodeState waiting = proposing().state();
      for (Message answer : List.of(new Accept(node(DEVICE), node(ADA), 1), reject(1))) {
        NodeState answered = protocol.handle(node(DEVICE), waiting, answer).state();
        assertIgnored(answered, new Accept(node(DEVICE), node(ADA), 1));
        assertIgnored(answered, reject(1));
      }
    }

    @Test
    void theAnswerToAnotherProposalIsIgnored() {
      NodeState waiting = proposing().state();
      NodeState again =
          protocol.handle(node(DEVICE), waiting, reject(1)).state().proposingTo(node(ADA));
      assertIgnored(again, reject(1));
      assertIgnored(again, new Accept(node(DEVICE), node(ADA), 1));
      assertIgnored(NodeState.FRESH, reject(1));
    }
  }

  @Nested
  class LimitsOfAProfile {

    @Test
    void twoPeopleOnOneDeviceStayApartAndTheirNextEventGoesStraight() {
      forest.resolve(event(ADA, DEVICE));
      Resolved bobs = forest.resolve(event(BOB, DEVICE));
      assertThat(bobs.refused()).containsExactly(node(DEVICE));
      assertThat(bobs.profile().lists(node(DEVICE))).isFalse();
      assertThat(forest.changes())
          .extracting(IdentityChange::change)
          .containsExactly(ChangeType.LINK, ChangeType.CONFLICT);
      IdentityChange conflict = forest.changes().get(1);
      assertThat(conflict.limit()).isEqualTo("user_id");
      assertThat(conflict.profileId()).isEqualTo(node(BOB).hex());
      Resolved next = forest.resolve(event(BOB, DEVICE));
      assertThat(next.hops()).isZero();
      assertThat(next.state()).isEqualTo(IdentityState.CONFLICT);
      assertThat(forest.changes()).hasSize(2);
    }

    @Test
    void nobodyWaitsForADeviceThatManyPeopleShare() {
      forest.resolve(event(ADA, DEVICE));
      Map<NodeId, NodeState> nodes = new HashMap<>(forest.nodes());
      for (int i = 0; i < 100; i++) {
        List<Message> sent = run(nodes, event(new Identifier("user_id", "user " + i), DEVICE));
        assertThat(sent).extracting(Message::type).containsOnly(MessageType.JOIN);
      }
    }

    @Test
    void eachTypeHasALimitOfItsOwn() {
      for (String type : List.of("user_id", "email", "phone", "loyalty_id")) {
        int limit = Map.of("user_id", 1, "email", 2, "phone", 5, "loyalty_id", 5).get(type);
        ForestInMemory own = new ForestInMemory(LIMITS);
        Identifier common = new Identifier("crm_id", "of " + type);
        for (int i = 0; i < limit; i++) {
          Resolved fits = own.resolve(event(new Identifier(type, "value " + i), common));
          assertThat(fits.refused()).as("%s %d", type, i).isEmpty();
        }
        Resolved oneMore = own.resolve(event(new Identifier(type, "one more"), common));
        assertThat(oneMore.refused()).as(type).hasSize(1);
      }
    }

    @Test
    void devicesHaveNoLimit() {
      for (int i = 0; i < 50; i++) {
        Resolved fits = forest.resolve(event(ADA, new Identifier("anonymous_id", "device " + i)));
        assertThat(fits.refused()).isEmpty();
      }
    }
  }

  @Nested
  class AddressesOnOneDevice {

    private static final Identifier PHONE = new Identifier("phone", "+16505550101");
    private static final Identifier OTHER_MAIL = new Identifier("email", "bob@example.com");
    private static final Identifier TABLET = new Identifier("advertising_id", "tablet");

    @Test
    void aDeviceDoesNotUniteTwoAddressesAndTheNextEventGoesStraight() {
      forest.resolve(event(MAIL, DEVICE));
      for (Identifier other : List.of(OTHER_MAIL, PHONE)) {
        Resolved guest = forest.resolve(event(other, DEVICE));
        assertThat(guest.refused()).containsExactly(node(DEVICE));
        assertThat(guest.profile().members()).containsOnlyKeys(node(other));
        assertThat(guest.shared()).isTrue();
        assertThat(forest.resolve(event(other, DEVICE)).hops()).isZero();
      }
      IdentityChange conflict = forest.changes().get(1);
      assertThat(conflict.change()).isEqualTo(ChangeType.CONFLICT);
      assertThat(conflict.limit()).isEqualTo("address");
    }

    @Test
    void twoDevicesOfOneEventDoNotUniteTheirOwnersEither() {
      forest.resolve(event(MAIL, DEVICE));
      forest.resolve(event(OTHER_MAIL, TABLET));
      assertThat(forest.resolve(event(DEVICE, TABLET)).refused()).hasSize(1);
      assertThat(root(MAIL)).isNotEqualTo(root(OTHER_MAIL));
    }

    @Test
    void aUserIdDoesNotUniteTheAddressesOfTwoDevices() {
      forest.resolve(event(MAIL, DEVICE));
      forest.resolve(event(OTHER_MAIL, TABLET));
      assertThat(forest.resolve(event(ADA, DEVICE)).refused()).isEmpty();
      assertThat(forest.resolve(event(ADA, TABLET)).refused()).containsExactly(node(TABLET));
    }

    @Test
    void theWinnerRefusesAlsoIfTheAddressCameAfterItWasAsked() {
      forest.resolve(event(OTHER_MAIL, DEVICE));
      Draft ada = event(ADA, DEVICE);
      Profile guest = state(OTHER_MAIL).profile();
      Propose proposal =
          new Propose(
              node(ADA),
              node(OTHER_MAIL),
              1,
              guest,
              Join.begin(ada, null).walk().passed(true),
              false,
              true);
      NodeState withAddress = new NodeState(null, null, 0, profile(ADA, MAIL));
      TurnResult step = protocol.handle(node(ADA), withAddress, proposal);
      assertThat(step.sent())
          .extracting(Message::type)
          .containsExactly(MessageType.REJECT, MessageType.SEEN);
      assertThat(((Reject) step.sent().get(0)).other()).isNull();
      assertThat(protocol.handle(node(ADA), step.state(), proposal).sent())
          .extracting(Message::type)
          .contains(MessageType.REJECT);
    }

    @Test
    void anEventThatNamesBothAddressesUnitesThemAllTheSame() {
      forest.resolve(event(MAIL, DEVICE));
      forest.resolve(event(OTHER_MAIL, DEVICE));
      Resolved both = forest.resolve(event(MAIL, OTHER_MAIL));
      assertThat(both.refused()).isEmpty();
      Resolved again = forest.resolve(event(OTHER_MAIL, DEVICE));
      assertThat(again.state()).isEqualTo(IdentityState.RECOGNISED);
      assertThat(again.shared()).isFalse();
    }

    @Test
    void theSourceIsBelievedIfItStatesThatTheDeviceIsTheirs() {
      forest.resolve(event(MAIL, DEVICE));
      forest.resolve(event(OTHER_MAIL, DEVICE));
      assertThat(forest.resolve(statement(OTHER_MAIL, DEVICE)).refused()).isEmpty();
      assertThat(root(MAIL)).isEqualTo(root(OTHER_MAIL));
    }

    @Test
    void withFirstOwnersTheSecondGuestStaysApartUntilAnAddressUnitesThem() {
      Limits limits = LIMITS.withSharedDevices(SharedDevices.FIRST_OWNER);
      ForestInMemory ofFirstOwners = new ForestInMemory(limits);
      ofFirstOwners.resolve(event(MAIL, DEVICE));
      Resolved second = ofFirstOwners.resolve(event(OTHER_MAIL, DEVICE));
      assertThat(second.refused()).containsExactly(node(DEVICE));
      assertThat(second.profile().remembersRefusal(node(DEVICE), limits)).isTrue();
      assertThat(ofFirstOwners.resolve(event(DEVICE)).profile().lists(node(MAIL))).isTrue();
      Resolved both = ofFirstOwners.resolve(event(MAIL, OTHER_MAIL));
      assertThat(both.refused()).isEmpty();
      assertThat(both.profile().remembersRefusal(node(DEVICE), limits)).isFalse();
    }

    private NodeId root(Identifier identifier) {
      NodeId node = node(identifier);
      while (!forest.nodes().get(node).isRoot()) {
        node = forest.nodes().get(node).parent();
      }
      return node;
    }
  }

  @Nested
  class StatedLinks {

    /** As other names of one person they are too many; as ids of their own they would not be. */
    @Test
    void whatAStatementWasRefusedAnEventMayStillFind() {
      ForestInMemory threeUsers = new ForestInMemory(new Limits(Map.of("user_id", 3)));
      threeUsers.resolve(statement(ADA, new Identifier("user_id", "ada-1")));
      threeUsers.resolve(statement(ADA, new Identifier("user_id", "ada-2")));
      threeUsers.resolve(event(BOB));
      threeUsers.resolve(event(ADA, new Identifier("user_id", "ada-3")));

      assertThat(threeUsers.resolve(statement(ADA, BOB)).refused()).hasSize(1);
      assertThat(threeUsers.resolve(event(ADA, BOB)).refused()).isEmpty();
    }

    @Test
    void aStatedLinkBetweenTwoUserIdsIsAcceptedAndTheyCountAsOne() {
      forest.resolve(event(ADA, DEVICE));
      forest.resolve(event(BOB, MAIL));
      Resolved stated = forest.resolve(statement(ADA, BOB));
      assertThat(stated.state()).isEqualTo(IdentityState.MERGED);
      assertThat(stated.profile().members()).containsKeys(node(ADA), node(BOB), node(DEVICE));
      Resolved third = forest.resolve(event(new Identifier("user_id", "eve"), DEVICE));
      assertThat(third.state()).isEqualTo(IdentityState.CONFLICT);
    }

    @Test
    void aStatementAsksAgainForWhatWasRefused() {
      forest.resolve(event(ADA, DEVICE));
      forest.resolve(event(BOB, DEVICE));
      assertThat(forest.resolve(statement(BOB, DEVICE)).refused()).isEmpty();
      assertThat(forest.resolve(event(ADA, BOB)).state()).isEqualTo(IdentityState.RECOGNISED);
    }

    @Test
    void theSameStatementForEverybodyDoesNotJoinEverybody() {
      Resolved last = null;
      for (int i = 0; i < 40; i++) {
        last = forest.resolve(statement(ADA, new Identifier("user_id", "user " + i)));
      }
      assertThat(last.state()).isEqualTo(IdentityState.CONFLICT);
      assertThat(forest.resolve(event(ADA)).profile().members()).hasSize(3);
    }
  }

  /** All messages that one event leads to, each handled at once. */
  private List<Message> run(Map<NodeId, NodeState> nodes, Draft draft) {
    List<Message> sent = new ArrayList<>();
    Deque<Message> loop = new ArrayDeque<>(List.of(Join.begin(draft, null)));
    while (!loop.isEmpty()) {
      Message message = loop.poll();
      NodeState before = nodes.getOrDefault(message.to(), NodeState.FRESH);
      TurnResult step = protocol.handle(message.to(), before, message);
      nodes.put(message.to(), step.state());
      sent.addAll(step.sent());
      loop.addAll(step.sent());
    }
    return sent;
  }

  private void assertIgnored(NodeState state, Message answer) {
    TurnResult step = protocol.handle(node(DEVICE), state, answer);
    assertThat(step.changes()).isFalse();
    assertThat(step.releases()).isFalse();
    assertThat(step.sent()).isEmpty();
  }

  /** The device's turn, when an event brings it together with Ada. */
  private TurnResult proposing() {
    forest.resolve(event(ADA));
    forest.resolve(event(DEVICE));
    TurnResult home = protocol.handle(node(ADA), state(ADA), Join.begin(event(ADA, DEVICE), null));
    return protocol.handle(node(DEVICE), state(DEVICE), home.sent().get(0));
  }

  private Propose proposeTo(Identifier identifier) {
    Identifier other = new Identifier("anonymous_id", "another device");
    Propose proposal = proposal(event(identifier, other), profile(other));
    return proposal.forwardedTo(node(identifier));
  }

  /** To the event's anchor, from the node of its second identifier. */
  private static Propose proposal(Draft event, Profile profile) {
    return new Propose(
        event.anchor(),
        event.identifiers().get(1).node(),
        1,
        profile,
        Join.begin(event, null).walk().passed(true),
        false,
        true);
  }

  private static Reject reject(long number) {
    return new Reject(node(DEVICE), node(ADA), number, node(ADA), 1_000);
  }

  private NodeState state(Identifier identifier) {
    return forest.nodes().getOrDefault(node(identifier), NodeState.FRESH);
  }

  private Profile profile(Identifier... identifiers) {
    return Profile.of(event(identifiers));
  }

  private Draft event(Identifier... identifiers) {
    return draft(false, identifiers);
  }

  private Draft statement(Identifier... identifiers) {
    return draft(true, identifiers);
  }

  private Draft draft(boolean explicit, Identifier... identifiers) {
    int number = events++;
    return Drafts.draft("m" + number, 1_000 + number, List.of(identifiers), nothing(), explicit);
  }

  private static Contribution nothing() {
    return Drafts.contribution(Map.of(), Map.of());
  }

  private static NodeId node(Identifier identifier) {
    return Drafts.NODES.of("acct", "production", identifier);
  }
}
