package io.tracklayer.job.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.delivery.DeliveryRecord;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.graph.TopicTypes;
import io.tracklayer.job.identity.protocol.Message;
import io.tracklayer.job.identity.protocol.Message.Hint;
import io.tracklayer.job.identity.protocol.Message.Join;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.state.CodecTypeInfo;
import io.tracklayer.job.state.NodeIdCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecogniseTest {

  private static final OutputTag<DeliveryRecord> DUPLICATES =
      new OutputTag<>("duplicates", TopicTypes.OUTCOME);
  private static final Identifier EMAIL = new Identifier("email", "a@example.com");
  private static final NodeId ROOT = draft("any", new Identifier("user_id", "u-1")).anchor();

  private KeyedTwoInputStreamOperatorTestHarness<NodeId, Draft, Message, Message> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new KeyedCoProcessOperator<>(new Recognise(Duration.ofDays(2), DUPLICATES)),
            Draft::anchor,
            Message::to,
            new CodecTypeInfo<>(NodeId.class, new NodeIdCodec()));
    harness.setStateBackend(new EmbeddedRocksDBStateBackend());
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void anEventIsSentToItsAnchorUntilAHintTellsWhereThatIsFound() throws Exception {
    Draft first = draft("m1", EMAIL);
    harness.processElement1(new StreamRecord<>(first));
    harness.processElement2(new StreamRecord<>(new Hint(first.anchor(), ROOT)));
    harness.processElement1(new StreamRecord<>(draft("m2", EMAIL)));
    assertThat(sent()).extracting(Join::to).containsExactly(first.anchor(), ROOT);
    assertThat(sent()).extracting(Join::hinted).containsExactly(false, true);
  }

  @Test
  void aHintThatAnAnchorIsItsOwnRootForgetsTheOneBefore() throws Exception {
    NodeId anchor = draft("any", EMAIL).anchor();
    harness.processElement2(new StreamRecord<>(new Hint(anchor, ROOT)));
    harness.processElement2(new StreamRecord<>(new Hint(anchor, anchor)));
    harness.processElement1(new StreamRecord<>(draft("m1", EMAIL)));
    assertThat(sent()).extracting(Join::to).containsExactly(anchor);
    assertThat(sent()).extracting(Join::hinted).containsExactly(false);
  }

  @Test
  void aMessageIdThatWasSeenIsAnsweredAndGoesNoFurther() throws Exception {
    harness.processElement1(new StreamRecord<>(draft("m1", EMAIL)));
    harness.processElement1(new StreamRecord<>(draft("m1", EMAIL)));
    assertThat(sent()).hasSize(1);
    assertThat(harness.getSideOutput(DUPLICATES))
        .extracting(record -> record.getValue().outcome())
        .containsExactly(Outcome.DUPLICATE);
  }

  private List<Join> sent() {
    return harness.extractOutputValues().stream().map(Join.class::cast).toList();
  }

  private static Draft draft(String messageId, Identifier... identifiers) {
    return Drafts.draft(
        messageId, 1_000, List.of(identifiers), Drafts.contribution(Map.of(), Map.of()));
  }
}
