package io.tracklayer.job.graph;

import io.tracklayer.contract.Topics;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.destinations.Destinations;
import io.tracklayer.job.delivery.DeliveryFactory;
import io.tracklayer.job.delivery.RealOutlet;
import io.tracklayer.job.delivery.RemovedStep;
import io.tracklayer.job.delivery.claim.ClaimTerms;
import io.tracklayer.job.gate.GateStep;
import io.tracklayer.job.gate.Incoming;
import io.tracklayer.job.gate.IncomingCodec;
import io.tracklayer.job.gate.News;
import io.tracklayer.job.gate.NewsCodec;
import io.tracklayer.job.gate.Outgoing;
import io.tracklayer.job.gate.OutgoingCodec;
import io.tracklayer.job.gate.selection.CanonicalReader;
import io.tracklayer.job.gate.selection.IntegrationNames;
import io.tracklayer.job.gate.selection.SelectStep;
import io.tracklayer.job.kafka.JobKafka;
import io.tracklayer.job.kafka.KafkaRecordLog;
import io.tracklayer.job.kafka.RecordLog;
import io.tracklayer.job.state.CodecTypeInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.TwoInputTransformation;
import org.apache.flink.util.OutputTag;
import org.apache.kafka.common.TopicPartition;

/**
 * Builds the pipeline from the canonical topic to one destination. Each destination has its own
 * pipeline, which reads the topic at its own position.
 */
public final class DeliverGraph {

  private static final TypeInformation<Incoming> INCOMING =
      new CodecTypeInfo<>(Incoming.class, new IncomingCodec());
  private static final TypeInformation<Outgoing> OUTGOING =
      new CodecTypeInfo<>(Outgoing.class, new OutgoingCodec());
  private static final String DELIVERY = "delivery";

  private static final OutputTag<News> NEWS =
      new OutputTag<>("news", new CodecTypeInfo<>(News.class, new NewsCodec()));

  private final TrackLayerConfig config;
  private final JobKafka kafka;
  private final Topics topics;

  public DeliverGraph(TrackLayerConfig config, JobKafka kafka) {
    this.config = config;
    this.kafka = kafka;
    this.topics = config.kafka().topics();
  }

  /** The destination's consumer group, which shows its position and lag. */
  public static String group(String destination) {
    return "deliver." + destination;
  }

  /**
   * Adds one destination's pipeline.
   *
   * @param start the offset at which reading starts in each partition when the pipeline is not
   *     restored from state
   */
  public void addTo(
      StreamExecutionEnvironment env, DestinationConfig destination, Map<Integer, Long> start) {
    String name = destination.name();
    String uid = uid(name);
    ClaimTerms terms = ClaimTerms.of(config, destination);
    SingleOutputStreamOperator<Outgoing> copies =
        env.fromSource(
                kafka.source(
                    topics.canonical(),
                    group(name),
                    OffsetsInitializer.offsets(offsets(topics.canonical(), start)),
                    new CanonicalReader()),
                WatermarkStrategy.noWatermarks(),
                name + ": canonical events")
            .uid(uid + "source")
            .transform(
                name + ": select",
                INCOMING,
                new SelectStep(
                    destination,
                    IntegrationNames.of(config, destination, new Destinations().specs()),
                    canonicalLog(),
                    start))
            .uid(uid + "select")
            .keyBy(Incoming::key, Types.STRING)
            .transform(
                name + ": gate",
                OUTGOING,
                new GateStep(terms.required(), config.dedup().deliveryWindow(), NEWS))
            .uid(uid + "gate");
    TwoInputTransformation<Outgoing, News, Void> delivery =
        new TwoInputTransformation<>(
            copies.keyBy(Outgoing::key, Types.STRING).getTransformation(),
            copies.getSideOutput(NEWS).broadcast().getTransformation(),
            name + ": delivery",
            DeliveryFactory.of(
                destination, terms, new RealOutlet(destination), kafka.clientProperties(), topics),
            Types.VOID,
            env.getParallelism(),
            false);
    delivery.setStateKeySelectors(Outgoing::key, null);
    delivery.setStateKeyType(Types.STRING);
    delivery.setUid(uid + DELIVERY);
    env.addOperator(delivery);
  }

  private static String uid(String destination) {
    return "deliver-" + destination + "-";
  }

  /**
   * Adds the rest of the pipeline of a destination that was removed from the configuration, so that
   * copies that still wait for it become dead letters and are not lost silently.
   *
   * <p>The operator has an input only because Flink requires one. Reading it keeps the position of
   * the destination's consumer group, by which the next start knows that the destination existed.
   * Without that, Flink would find state that belongs to no operator.
   */
  public void addRemoved(StreamExecutionEnvironment env, String name) {
    env.fromSource(
            kafka.source(
                topics.control(),
                group(name),
                OffsetsInitializer.offsets(offsets(topics.control(), Map.of(0, 0L)))),
            WatermarkStrategy.noWatermarks(),
            name + ": removed")
        .uid("removed-" + name + "-source")
        .setParallelism(1)
        .keyBy(control -> name, Types.STRING)
        .transform(
            name + ": dead letters of what waits",
            Types.VOID,
            RemovedStep.of(name, config.dedup(), kafka.clientProperties(), topics))
        .uid(uid(name) + DELIVERY)
        .setParallelism(1);
  }

  private static Map<TopicPartition, Long> offsets(String topic, Map<Integer, Long> start) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    start.forEach((partition, offset) -> offsets.put(new TopicPartition(topic, partition), offset));
    return offsets;
  }

  private RecordLog.Opener canonicalLog() {
    Properties properties = kafka.clientProperties();
    String topic = topics.canonical();
    return () -> new KafkaRecordLog(properties, topic);
  }
}
