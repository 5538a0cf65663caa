package io.tracklayer.job.identity.protocol;

import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.protocol.Message.Adopted;
import io.tracklayer.job.identity.protocol.Message.Join;
import io.tracklayer.job.identity.protocol.Message.Propose;
import io.tracklayer.job.identity.protocol.Message.Reject;
import io.tracklayer.job.identity.protocol.Message.Seen;
import java.util.List;

/**
 * Handles messages whatever happens: one on which our own code fails would fail again after every
 * restart, and so end the job for good. It is given up, with the event that it carries.
 *
 * <p>Invariant: nothing waits for a message that is given up. A node waits only for the answer to
 * its proposal, so a proposal that fails is rejected. A node that was adopted stays a child; its
 * root does not list it, and asks it when it is seen again. The node's state is as before, since a
 * turn changes nothing until it is over. An answer is never given up: a node waits for it, and
 * nothing of an event is in it.
 */
public final class UnfailingProtocol implements LocalNodes.Rules {

  private final LocalNodes.Rules rules;
  private final Failures failures;

  /** Takes what was given up. */
  @FunctionalInterface
  public interface Failures {

    /**
     * @param message given up; if it carries an event, that is not resolved
     */
    void failed(Message message, Throwable fault);
  }

  public UnfailingProtocol(LocalNodes.Rules rules, Failures failures) {
    this.rules = rules;
    this.failures = failures;
  }

  // Whatever is thrown is about the message and the node: the rules reach nothing else.
  @SuppressWarnings("PMD.AvoidCatchingGenericException")
  @Override
  public TurnResult handle(NodeId self, NodeState state, Message message) {
    try {
      return rules.handle(self, state, message);
    } catch (RuntimeException | StackOverflowError fault) {
      if (!mayBeGivenUp(message)) {
        throw fault;
      }
      failures.failed(message, fault);
      return givenUp(self, state, message);
    }
  }

  private static boolean mayBeGivenUp(Message message) {
    return message instanceof Join
        || message instanceof Propose
        || message instanceof Adopted
        || message instanceof Seen;
  }

  private static TurnResult givenUp(NodeId self, NodeState state, Message message) {
    List<Message> sent =
        message instanceof Propose proposal
            ? List.of(
                new Reject(
                    proposal.from(),
                    self,
                    proposal.number(),
                    null,
                    proposal.walk().event().receivedAt()))
            : List.of();
    return new TurnResult(state, false, sent, List.of(), List.of(), List.of(), false, false);
  }
}
