package io.tracklayer.job.identity;

import static io.tracklayer.job.identity.ForestHarness.draft;
import static io.tracklayer.job.identity.ForestHarness.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.delivery.DeliveryRecord;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.loop.Epoch;
import io.tracklayer.job.identity.loop.Letter;
import io.tracklayer.job.identity.loop.LoopRecord;
import io.tracklayer.job.identity.protocol.Message.Hint;
import io.tracklayer.job.identity.protocol.Message.Join;
import io.tracklayer.job.identity.protocol.MessageType;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecogniseTest {

  private static final Identifier EMAIL = new Identifier("email", "a@example.com");
  private static final Identifier DEVICE = new Identifier("anonymous_id", "device");
  private static final Identifier OTHER_DEVICE = new Identifier("anonymous_id", "other device");
  private static final NodeId ANCHOR = node(EMAIL);
  private static final NodeId ROOT = node(new Identifier("user_id", "u-1"));

  private RecogniseHarness harness;

  @BeforeEach
  void open() throws Exception {
    harness = new RecogniseHarness();
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void anEventIsSentToItsAnchorUntilAHintTellsWhereThatIsFound() throws Exception {
    harness.take(draft("m1", EMAIL));
    harness.learn(new Hint(ANCHOR, ROOT));
    harness.take(draft("m2", EMAIL));
    assertThat(harness.sent()).extracting(Join::to).containsExactly(ANCHOR, ROOT);
    assertThat(harness.sent()).extracting(Join::hinted).containsExactly(false, true);
  }

  @Test
  void aHintThatAnAnchorIsItsOwnRootForgetsTheOneBefore() throws Exception {
    harness.learn(new Hint(ANCHOR, ROOT));
    harness.learn(new Hint(ANCHOR, ANCHOR));
    harness.take(draft("m1", EMAIL));
    assertThat(harness.sent()).extracting(Join::to).containsExactly(ANCHOR);
    assertThat(harness.sent()).extracting(Join::hinted).containsExactly(false);
  }

  @Test
  void anEventCarriesWhichOfItsIdentifiersAreMembersThatAreNotListed() throws Exception {
    harness.learn(new Hint(ANCHOR, ANCHOR, members(DEVICE)));
    harness.learn(new Hint(ANCHOR, ROOT));
    harness.take(draft("m1", EMAIL, DEVICE, OTHER_DEVICE));
    assertThat(harness.sent()).extracting(Join::to).containsExactly(ROOT);
    assertThat(harness.sent().get(0).walk().members()).containsExactly(node(DEVICE));
  }

  @Test
  void whatOneAnchorWasToldIsNothingToAnother() throws Exception {
    harness.learn(new Hint(ANCHOR, ROOT, members(DEVICE)));
    harness.take(draft("m1", new Identifier("email", "b@example.com"), DEVICE));
    assertThat(harness.sent().get(0).walk().members()).isEmpty();
  }

  @Test
  void afterARestoreHintsOfThePastBelongToTheCheckpointOrAreDropped() throws Exception {
    harness.learn(new Hint(ANCHOR, ANCHOR, members(DEVICE)));
    Epoch past = harness.epoch();
    OperatorSubtaskState checkpoint = harness.snapshot(7, 1);
    harness.close();
    harness = new RecogniseHarness();
    harness.initializeState(checkpoint);
    harness.open();

    harness.learn(past, 6, new Hint(ANCHOR, ROOT));
    harness.learn(past, 7, new Hint(ANCHOR, ANCHOR, members(OTHER_DEVICE)));
    harness.learn(new Epoch(ROOT, 0), 0, new Hint(ANCHOR, ANCHOR, members(OTHER_DEVICE)));

    harness.take(draft("m1", EMAIL, DEVICE, OTHER_DEVICE));
    assertThat(harness.sent()).extracting(Join::to).containsExactly(ROOT);
    assertThat(harness.sent().get(0).walk().members()).containsExactly(node(DEVICE));
  }

  @Test
  void aHintOfAnotherReleaseIsNoLoss() throws Exception {
    Letter unreadable = new Letter.Sealed(ANCHOR, MessageType.HINT.code(), new byte[] {77});
    harness.processElement2(new StreamRecord<>(new LoopRecord(harness.epoch(), 0, 0, unreadable)));
    harness.take(draft("m1", EMAIL));
    assertThat(harness.sent()).extracting(Join::to).containsExactly(ANCHOR);
  }

  @Test
  void aMessageIdThatWasSeenIsAnsweredAndGoesNoFurther() throws Exception {
    harness.take(draft("m1", EMAIL));
    harness.take(draft("m1", EMAIL));
    assertThat(harness.sent()).hasSize(1);
    assertThat(harness.duplicates())
        .extracting(DeliveryRecord::outcome)
        .containsExactly(Outcome.DUPLICATE);
  }

  private static SortedSet<NodeId> members(Identifier... identifiers) {
    return new TreeSet<>(List.of(identifiers).stream().map(ForestHarness::node).toList());
  }
}
