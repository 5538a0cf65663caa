package io.tracklayer.job.identity.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.contract.identity.IdentityChange;
import io.tracklayer.job.identity.profile.Limits;
import io.tracklayer.job.identity.protocol.Message.Accept;
import io.tracklayer.job.identity.protocol.Message.Join;
import io.tracklayer.job.identity.protocol.Message.Propose;
import io.tracklayer.job.identity.protocol.Message.Reject;
import io.tracklayer.job.identity.protocol.Message.Return;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.Drafts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a fault in our own code does to the forest: it costs its event, and nothing else. */
class UnfailingProtocolTest {

  private static final int RUNS = 300;
  private static final int EVENTS = 40;
  private static final Limits LIMITS = new Limits(Map.of("user_id", 1, "email", 3, "phone", 5));
  private static final List<String> TYPES = List.of("user_id", "email", "anonymous_id");
  private static final Protocol PROTOCOL = new Protocol(LIMITS);

  private final List<String> failed = new ArrayList<>();

  static IntStream seeds() {
    return IntStream.range(0, RUNS);
  }

  /**
   * Events of people who become one or stay apart, whose messages come in any order; every fifth
   * event meets a fault at some of its turns.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void aFaultCostsItsEventAndNoOtherEventWaitsForIt(int seed) throws Exception {
    Random random = new Random(seed);
    Network network = new Network(random);
    LocalNodes nodes =
        new LocalNodes(
            new UnfailingProtocol(
                faulty(random),
                (message, fault) -> failed.add(message.carried().event().messageId())),
            network);
    List<String> all = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      String messageId = (i % 5 == 0 ? "unlucky-" : "lucky-") + i;
      all.add(messageId);
      network.loop.add(Join.begin(event(messageId, i, random), null));
    }

    network.comeToRest(nodes);

    List<String> done = new ArrayList<>(network.resolved);
    done.addAll(failed);
    assertThat(done).containsExactlyInAnyOrderElementsOf(all);
    assertThat(failed).allMatch(messageId -> messageId.startsWith("unlucky"));
    assertThat(network.parked.values()).allMatch(List::isEmpty);
    assertThat(network.nodes.values()).noneMatch(NodeState::isPending);
    assertThat(network.roots()).as("each tree has one root").doesNotContainNull();
  }

  @Test
  void faultsDoCostEventsAtEveryKindOfTurn() throws Exception {
    Set<MessageType> kinds = new HashSet<>();
    for (int seed = 0; seed < RUNS; seed++) {
      Random random = new Random(seed);
      Network network = new Network(random);
      LocalNodes nodes =
          new LocalNodes(
              new UnfailingProtocol(faulty(random), (message, fault) -> kinds.add(message.type())),
              network);
      for (int i = 0; i < EVENTS; i++) {
        network.loop.add(Join.begin(event("unlucky-" + i, i, random), null));
      }
      network.comeToRest(nodes);
    }
    assertThat(kinds).contains(MessageType.JOIN, MessageType.PROPOSE, MessageType.ADOPTED);
  }

  @Test
  void whoMadeAProposalThatFailsGoesOnAsTheRootThatItWas() {
    NodeId winner = node("email", 1);
    Propose proposal = (Propose) Messages.of(MessageType.PROPOSE, new Random(7));

    TurnResult step = failing().handle(winner, NodeState.FRESH, proposal);

    assertThat(step.changes()).isFalse();
    assertThat(step.sent())
        .containsExactly(
            new Reject(
                proposal.from(),
                winner,
                proposal.number(),
                null,
                proposal.walk().event().receivedAt()));
  }

  @Test
  void anAnswerIsNotGivenUpSinceANodeWaitsForIt() {
    NodeId node = node("email", 1);
    for (Message answer :
        List.of(new Accept(node, node, 1), new Reject(node, node, 1, null, 1_000))) {
      assertThatThrownBy(() -> failing().handle(node, NodeState.FRESH, answer))
          .isInstanceOf(StackOverflowError.class);
    }
  }

  private UnfailingProtocol failing() {
    return new UnfailingProtocol(
        (self, state, message) -> {
          throw new StackOverflowError();
        },
        (message, fault) -> failed.add(message.carried().event().messageId()));
  }

  /** Fails before the turn or at its end. */
  private static LocalNodes.Rules faulty(Random random) {
    return (self, state, message) -> {
      boolean fails = isUnlucky(message) && random.nextInt(4) == 0;
      if (fails && random.nextBoolean()) {
        throw new StackOverflowError();
      }
      TurnResult step = PROTOCOL.handle(self, state, message);
      if (fails) {
        throw new IllegalArgumentException("a mistake of ours");
      }
      return step;
    };
  }

  private static boolean isUnlucky(Message message) {
    return message.carried() != null && message.carried().event().messageId().startsWith("unlucky");
  }

  private static Draft event(String messageId, int at, Random random) {
    List<Identifier> identifiers = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      identifiers.add(identifier(TYPES.get(random.nextInt(TYPES.size())), random.nextInt(5)));
    }
    return Drafts.draft(
        messageId, 1_000 + at, identifiers, Drafts.contribution(Map.of(), Map.of()));
  }

  private static Identifier identifier(String type, int number) {
    return new Identifier(type, type + "-" + number + "@example.com");
  }

  private static NodeId node(String type, int number) {
    return Drafts.NODES.of("acct", "production", identifier(type, number));
  }

  /** Every node lives elsewhere, and messages come in any order. */
  private static final class Network extends NodesInMemory {

    private static final int MOST_TURNS = 100_000;

    private final Random random;
    private final List<Message> loop = new ArrayList<>();
    private final List<String> resolved = new ArrayList<>();

    private Network(Random random) {
      this.random = random;
    }

    private void comeToRest(LocalNodes local) throws Exception {
      for (int turns = 0; !loop.isEmpty(); turns++) {
        assertThat(turns).as("turns until nothing is under way").isLessThan(MOST_TURNS);
        Message next = loop.remove(random.nextInt(loop.size()));
        if (next.type() != MessageType.HINT) {
          local.handle(next);
        }
      }
    }

    /** Of each node that is a child, the root that its parents lead to. */
    private List<NodeState> roots() {
      List<NodeState> roots = new ArrayList<>();
      for (NodeState node : nodes.values()) {
        NodeState at = node;
        while (at != null && at.parent() != null) {
          at = nodes.get(at.parent());
        }
        roots.add(at);
      }
      return roots;
    }

    @Override
    public void resolved(Resolved event) {
      resolved.add(event.event().messageId());
    }

    @Override
    public void published(IdentityChange change) {
      // Not looked at.
    }

    @Override
    public void denied(NodeDenials denials) {
      // Not looked at.
    }

    @Override
    public void leaveBody(String messageId, byte[] body) {
      throw new IllegalStateException("no body is that large");
    }

    @Override
    public byte[] takeBody(String messageId) {
      throw new IllegalStateException("no " + Return.class.getSimpleName() + " is sent");
    }

    @Override
    public boolean livesHere(Message message) {
      return false;
    }

    @Override
    public void sendAway(Message message) {
      loop.add(message.oneHopOn());
    }
  }
}
