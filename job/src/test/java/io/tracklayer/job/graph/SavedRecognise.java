package io.tracklayer.job.graph;

import static io.tracklayer.job.identity.ForestHarness.draft;
import static io.tracklayer.job.identity.ForestHarness.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.delivery.DeliveryRecord;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.Recognise;
import io.tracklayer.job.identity.protocol.Message;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.state.CodecTypeInfo;
import io.tracklayer.job.state.NodeIdCodec;
import java.time.Duration;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** A message that was seen, and where its anchor was found. */
final class SavedRecognise
    implements SavedOperator<
        KeyedTwoInputStreamOperatorTestHarness<NodeId, Draft, Message, Message>> {

  private static final OutputTag<DeliveryRecord> DUPLICATES =
      new OutputTag<>("duplicates", TopicTypes.OUTCOME);
  private static final Identifier EMAIL = new Identifier("email", "a@example.com");
  private static final NodeId ROOT = node(new Identifier("user_id", "u-1"));

  @Override
  public String uid() {
    return "recognise";
  }

  @Override
  public KeyedTwoInputStreamOperatorTestHarness<NodeId, Draft, Message, Message> harness()
      throws Exception {
    var harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new KeyedCoProcessOperator<>(new Recognise(Duration.ofDays(2), DUPLICATES)),
            Draft::anchor,
            Message::to,
            new CodecTypeInfo<>(NodeId.class, new NodeIdCodec()));
    harness.setStateBackend(new EmbeddedRocksDBStateBackend());
    return harness;
  }

  @Override
  public void fill(KeyedTwoInputStreamOperatorTestHarness<NodeId, Draft, Message, Message> operator)
      throws Exception {
    operator.processElement1(new StreamRecord<>(draft("m1", EMAIL)));
    operator.processElement2(new StreamRecord<>(new Message.Hint(node(EMAIL), ROOT)));
  }

  @Override
  public void check(
      KeyedTwoInputStreamOperatorTestHarness<NodeId, Draft, Message, Message> operator)
      throws Exception {
    operator.processElement1(new StreamRecord<>(draft("m1", EMAIL)));
    assertThat(operator.extractOutputValues()).as("the message was seen").isEmpty();
    operator.processElement1(new StreamRecord<>(draft("m2", EMAIL)));
    assertThat(operator.extractOutputValues())
        .as("the hint leads to the root")
        .extracting(Message::to)
        .containsExactly(ROOT);
  }
}
