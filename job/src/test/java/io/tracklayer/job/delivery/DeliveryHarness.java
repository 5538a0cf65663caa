package io.tracklayer.job.delivery;

import io.tracklayer.job.gate.News;
import io.tracklayer.job.gate.Outgoing;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/** Flink's own harness for two inputs takes no factory. */
final class DeliveryHarness extends AbstractStreamOperatorTestHarness<Void> {

  DeliveryHarness(DeliveryFactory factory) throws Exception {
    super(factory, 1, 1, 0);
    config.setStateKeySerializer(Types.STRING.createSerializer(new SerializerConfigImpl()));
    config.setStatePartitioner(0, (Outgoing outgoing) -> outgoing.key());
    config.serializeAllConfigs();
  }

  void processElement1(Outgoing outgoing) throws Exception {
    StreamRecord<Outgoing> element = new StreamRecord<>(outgoing);
    delivery().setKeyContextElement1(element);
    delivery().processElement1(element);
  }

  void processElement2(News news) throws Exception {
    delivery().processElement2(new StreamRecord<>(news));
  }

  @SuppressWarnings("unchecked")
  private TwoInputStreamOperator<Outgoing, News, Void> delivery() {
    return (TwoInputStreamOperator<Outgoing, News, Void>) operator;
  }
}
