package io.tracklayer.job.identity;

import io.tracklayer.contract.delivery.DeliveryRecord;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.identity.loop.Epoch;
import io.tracklayer.job.identity.loop.LoopRecord;
import io.tracklayer.job.identity.protocol.Message;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.kafka.TopicTypes;
import io.tracklayer.job.state.CodecTypeInfo;
import io.tracklayer.job.state.NodeIdCodec;
import java.time.Duration;
import java.util.List;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** The step before the forest, over RocksDB. */
public final class RecogniseHarness
    extends KeyedTwoInputStreamOperatorTestHarness<NodeId, Draft, LoopRecord, Message> {

  private static final OutputTag<DeliveryRecord> DUPLICATES =
      new OutputTag<>("duplicates", TopicTypes.OUTCOME);

  /** Not opened yet. */
  public RecogniseHarness() throws Exception {
    super(
        new Recognise(Duration.ofDays(2), DUPLICATES),
        Draft::anchor,
        LoopRecord::to,
        new CodecTypeInfo<>(NodeId.class, new NodeIdCodec()));
    setStateBackend(new EmbeddedRocksDBStateBackend());
  }

  public void take(Draft draft) throws Exception {
    processElement1(new StreamRecord<>(draft));
  }

  /** A hint of this execution. */
  public void learn(Message.Hint hint) throws Exception {
    learn(epoch(), 0, hint);
  }

  void learn(Epoch epoch, long stamp, Message.Hint hint) throws Exception {
    processElement2(new StreamRecord<>(new LoopRecord(epoch, stamp, 0, hint)));
  }

  Epoch epoch() {
    return Epoch.of(getEnvironment().getExecutionId().toString());
  }

  public List<Message.Join> sent() {
    return extractOutputValues().stream().map(Message.Join.class::cast).toList();
  }

  List<DeliveryRecord> duplicates() {
    return getSideOutput(DUPLICATES).stream().map(StreamRecord::getValue).toList();
  }
}
