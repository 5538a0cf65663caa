package io.tracklayer.job.graph;

import io.tracklayer.contract.Topics;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.delivery.DeadLetter;
import io.tracklayer.contract.delivery.DeliveryRecord;
import io.tracklayer.job.delivery.Candidate;
import io.tracklayer.job.delivery.DeliveriesLog;
import io.tracklayer.job.delivery.DeliveryFactory;
import io.tracklayer.job.delivery.Ledger;
import io.tracklayer.job.delivery.OutcomeLog;
import io.tracklayer.job.delivery.RealOutlet;
import io.tracklayer.job.delivery.Select;
import io.tracklayer.job.gate.CanonicalReader;
import io.tracklayer.job.kafka.ContractJson;
import io.tracklayer.job.kafka.JobKafka;
import io.tracklayer.job.state.CodecTypeInfo;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;

/**
 * From the canonical topic to one destination: a pipeline of its own, with a position of its own.
 */
public final class DeliverGraph {

  private static final TypeInformation<Candidate> CANDIDATE =
      new CodecTypeInfo<>(Candidate.class, new Candidate.BinaryForm());

  private static final OutputTag<DeliveryRecord> COPIES =
      new OutputTag<>("copies", TopicTypes.OUTCOME);
  private static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", TopicTypes.DEAD_LETTER);

  private final TrackLayerConfig config;
  private final JobKafka kafka;
  private final Topics topics;

  public DeliverGraph(TrackLayerConfig config, JobKafka kafka) {
    this.config = config;
    this.kafka = kafka;
    this.topics = config.kafka().topics();
  }

  /** The consumer group whose position and lag are this destination's. */
  public static String group(DestinationConfig destination) {
    return "deliver." + destination.name();
  }

  /**
   * Adds one destination's pipeline.
   *
   * @param start where it begins when it is not restored
   */
  public void addTo(
      StreamExecutionEnvironment env, DestinationConfig destination, OffsetsInitializer start) {
    String name = destination.name();
    String uid = "deliver-" + name + "-";
    SingleOutputStreamOperator<Candidate> selected =
        env.fromSource(
                kafka.source(topics.canonical(), group(destination), start, new CanonicalReader()),
                WatermarkStrategy.noWatermarks(),
                name + ": canonical events")
            .uid(uid + "source")
            .process(new Select(destination))
            .returns(CANDIDATE)
            .uid(uid + "select")
            .name(name + ": select");
    SingleOutputStreamOperator<Candidate> first = ledger(selected, destination, uid);
    Duration window = config.dedup().deliveryWindow();
    SingleOutputStreamOperator<DeliveryRecord> outcomes =
        first
            .keyBy(Candidate::profileKey, Types.STRING)
            .transform(
                name + ": delivery",
                TopicTypes.OUTCOME,
                new DeliveryFactory(
                    destination,
                    config.consent().grantedWhenUnknown(),
                    window,
                    outcomeLog(),
                    new RealOutlet(destination),
                    DEAD_LETTERS))
            .uid(uid + "delivery");
    outcomes
        .union(first.getSideOutput(COPIES))
        .sinkTo(kafka.sink(topics.deliveries(), DeliveryRecord::eventId, ContractJson.schema()))
        .uid(uid + "outcomes")
        .name(name + ": outcomes to " + topics.deliveries());
    outcomes
        .getSideOutput(DEAD_LETTERS)
        .sinkTo(kafka.sink(topics.deadLetters(), DeadLetter::destination, ContractJson.schema()))
        .uid(uid + "dead-letters")
        .name(name + ": dead letters to " + topics.deadLetters());
  }

  private SingleOutputStreamOperator<Candidate> ledger(
      SingleOutputStreamOperator<Candidate> selected, DestinationConfig destination, String uid) {
    return selected
        .keyBy(Candidate::eventKey, Types.STRING)
        .transform(
            destination.name() + ": ledger",
            CANDIDATE,
            new Ledger(
                destination.name(),
                destination.delivery().mode(),
                config.dedup().deliveryWindow(),
                outcomeLog(),
                COPIES))
        .uid(uid + "ledger");
  }

  private OutcomeLog.Opener outcomeLog() {
    Properties properties = kafka.clientProperties();
    String topic = topics.deliveries();
    return () -> new DeliveriesLog(properties, topic);
  }
}
