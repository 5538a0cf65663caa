package io.tracklayer.job;

import io.tracklayer.contract.Topics;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.delivery.DeliveryRecord;
import io.tracklayer.contract.delivery.Rejection;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.job.canonical.CanonicalRecord;
import io.tracklayer.job.dedup.Dedup;
import io.tracklayer.job.identity.Forest;
import io.tracklayer.job.identity.NodeIdCodec;
import io.tracklayer.job.identity.Recognise;
import io.tracklayer.job.intake.Draft;
import io.tracklayer.job.intake.DraftCodec;
import io.tracklayer.job.intake.IntakeStep;
import io.tracklayer.job.kafka.ContractJson;
import io.tracklayer.job.kafka.JobKafka;
import io.tracklayer.job.serde.CodecTypeInfo;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;

/** From the raw topic to the canonical topic: intake, identity, dedup. */
final class ResolveGraph {

  private static final TypeInformation<NodeId> NODE =
      new CodecTypeInfo<>(NodeId.class, new NodeIdCodec());
  private static final TypeInformation<Draft> DRAFT =
      new CodecTypeInfo<>(Draft.class, new DraftCodec());
  private static final TypeInformation<CanonicalRecord> CANONICAL =
      new CodecTypeInfo<>(CanonicalRecord.class, new CanonicalRecord.BinaryForm());

  private static final OutputTag<Rejection> REJECTED =
      new OutputTag<>("rejected", TopicTypes.REJECTION);
  private static final OutputTag<DeliveryRecord> DUPLICATES =
      new OutputTag<>("duplicates", TopicTypes.OUTCOME);

  private final TrackLayerConfig config;
  private final JobKafka kafka;
  private final Topics topics;

  ResolveGraph(TrackLayerConfig config, JobKafka kafka) {
    this.config = config;
    this.kafka = kafka;
    this.topics = config.kafka().topics();
  }

  void addTo(StreamExecutionEnvironment env) {
    SingleOutputStreamOperator<Draft> drafts = intake(env);
    SingleOutputStreamOperator<Draft> recognised =
        drafts
            .keyBy(Draft::anchor, NODE)
            .process(new Recognise(config.dedup().messageWindow(), DUPLICATES))
            .returns(DRAFT)
            .uid("recognise")
            .name("Recognise");
    SingleOutputStreamOperator<CanonicalRecord> resolved =
        recognised
            .keyBy(Draft::anchor, NODE)
            .process(new Forest(config.consent()))
            .returns(CANONICAL)
            .uid("forest")
            .name("Forest");
    SingleOutputStreamOperator<CanonicalRecord> first = dedup(resolved);
    publish(resolved.filter(event -> !Dedup.applies(event)).uid("others").name("Others"), first);
    recognised
        .getSideOutput(DUPLICATES)
        .union(first.getSideOutput(DUPLICATES))
        .sinkTo(kafka.sink(topics.deliveries(), DeliveryRecord::eventId, ContractJson.schema()))
        .uid("duplicates")
        .name("Duplicates to " + topics.deliveries());
  }

  private SingleOutputStreamOperator<Draft> intake(StreamExecutionEnvironment env) {
    SingleOutputStreamOperator<Draft> drafts =
        env.fromSource(
                kafka.source(topics.raw(), "resolve", OffsetsInitializer.earliest()),
                WatermarkStrategy.noWatermarks(),
                "Raw events")
            .uid("raw")
            .process(new IntakeStep(config, REJECTED))
            .returns(DRAFT)
            .uid("intake")
            .name("Intake");
    drafts
        .getSideOutput(REJECTED)
        .sinkTo(kafka.sink(topics.rejected(), Rejection::messageId, ContractJson.schema()))
        .uid("rejected")
        .name("Rejected to " + topics.rejected());
    return drafts;
  }

  private SingleOutputStreamOperator<CanonicalRecord> dedup(DataStream<CanonicalRecord> resolved) {
    return resolved
        .filter(Dedup::applies)
        .uid("with-business-key")
        .name("With business key")
        .keyBy(Dedup::key, Types.STRING)
        .process(new Dedup(config.dedup().businessWindow(), DUPLICATES))
        .returns(CANONICAL)
        .uid("dedup")
        .name("Dedup");
  }

  private void publish(DataStream<CanonicalRecord> others, DataStream<CanonicalRecord> first) {
    others
        .union(first)
        .sinkTo(kafka.sink(topics.canonical(), CanonicalRecord::topicKey, CanonicalRecord::json))
        .uid("canonical")
        .name("Canonical to " + topics.canonical());
  }
}
