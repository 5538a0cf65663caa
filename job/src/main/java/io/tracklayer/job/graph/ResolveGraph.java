package io.tracklayer.job.graph;

import io.tracklayer.contract.Topics;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.delivery.DeliveryRecord;
import io.tracklayer.contract.identity.IdentityChange;
import io.tracklayer.job.canonical.CanonicalRecord;
import io.tracklayer.job.canonical.CanonicalStep;
import io.tracklayer.job.copies.CheckoutStep;
import io.tracklayer.job.copies.CopiesStep;
import io.tracklayer.job.copies.FitStep;
import io.tracklayer.job.copies.MarkedEvent;
import io.tracklayer.job.copies.MarkedEventWriter;
import io.tracklayer.job.copies.OwnershipStep;
import io.tracklayer.job.identity.ConsentTopic;
import io.tracklayer.job.identity.Forest;
import io.tracklayer.job.identity.KeyFingerprint;
import io.tracklayer.job.identity.Recognise;
import io.tracklayer.job.identity.loop.LoopRecord;
import io.tracklayer.job.identity.loop.LoopTopic;
import io.tracklayer.job.identity.profile.Limits;
import io.tracklayer.job.identity.protocol.Message;
import io.tracklayer.job.identity.protocol.NodeDenials;
import io.tracklayer.job.identity.protocol.Resolved;
import io.tracklayer.job.intake.IntakeStep;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.kafka.ContractJson;
import io.tracklayer.job.kafka.JobKafka;
import io.tracklayer.job.kafka.KafkaRecordLog;
import io.tracklayer.job.kafka.RecordLimit;
import io.tracklayer.job.kafka.RecordLog;
import io.tracklayer.job.kafka.RejectedRecords;
import io.tracklayer.job.kafka.TopicTypes;
import io.tracklayer.job.topics.TopicPlan;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;

/**
 * Builds the half of the job from the raw topic to the canonical topic: intake, identity, copies.
 */
public final class ResolveGraph {

  private static final OutputTag<DeliveryRecord> DUPLICATES =
      new OutputTag<>("duplicates", TopicTypes.OUTCOME);

  private static final OutputTag<LoopRecord> LOOP = new OutputTag<>("loop", LoopTopic.RECORD);
  private static final OutputTag<IdentityChange> IDENTITY =
      new OutputTag<>("identity", TopicTypes.IDENTITY_CHANGE);
  private static final OutputTag<NodeDenials> DENIALS =
      new OutputTag<>("denials", ConsentTopic.RECORD);

  /**
   * How long a message of the loop waits for others, milliseconds: less than events do, since an
   * event that merges profiles waits several times.
   */
  private static final long LOOP_BUFFER_TIMEOUT_MS = 5;

  private final TrackLayerConfig config;
  private final JobKafka kafka;
  private final OffsetsInitializer loopStart;
  private final Topics topics;

  /**
   * @param loopStart where reading of the loop topic starts when the job is not restored from state
   */
  public ResolveGraph(TrackLayerConfig config, JobKafka kafka, OffsetsInitializer loopStart) {
    this.config = config;
    this.kafka = kafka;
    this.loopStart = loopStart;
    this.topics = config.kafka().topics();
  }

  public void addTo(StreamExecutionEnvironment env) {
    SingleOutputStreamOperator<Draft> drafts = intake(env);
    DataStream<LoopRecord> loop = loop(env);
    SingleOutputStreamOperator<Message> recognised = recognise(drafts, loop);
    SingleOutputStreamOperator<Resolved> resolved = forest(recognised, loop);
    SingleOutputStreamOperator<CanonicalRecord> events = canonical(resolved);
    SingleOutputStreamOperator<MarkedEvent> marked = copies(events);
    publish(single(events), marked);
    recognised
        .getSideOutput(DUPLICATES)
        .union(marked.getSideOutput(DUPLICATES))
        .sinkTo(kafka.bulkSink(topics.deliveries(), DeliveryRecord::eventId, ContractJson.schema()))
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
            .process(new IntakeStep(config, StepTypes.REJECTED))
            .returns(StepTypes.DRAFT)
            .uid("intake")
            .name("Intake");
    drafts
        .getSideOutput(StepTypes.REJECTED)
        .sinkTo(kafka.sink(rejectedRecords()))
        .uid("rejected")
        .name("Rejected to " + topics.rejected());
    return drafts;
  }

  private DataStream<LoopRecord> loop(StreamExecutionEnvironment env) {
    return env.fromSource(
            kafka.source(topics.loop(), "loop", loopStart, new LoopTopic.Reader()),
            WatermarkStrategy.noWatermarks(),
            "Loop")
        .uid("loop");
  }

  private SingleOutputStreamOperator<Message> recognise(
      DataStream<Draft> drafts, DataStream<LoopRecord> loop) {
    DataStream<LoopRecord> hints =
        loop.filter(LoopRecord::isHint)
            .uid("hints")
            .name("Hints")
            .setBufferTimeout(LOOP_BUFFER_TIMEOUT_MS);
    return drafts
        .connect(hints)
        .keyBy(Draft::anchor, LoopRecord::to, StepTypes.NODE)
        .transform(
            "Recognise",
            StepTypes.MESSAGE,
            new Recognise(config.dedup().messageWindow(), DUPLICATES))
        .uid("recognise");
  }

  /** The sinks are chained to the forest, which saves one hop for each message between nodes. */
  private SingleOutputStreamOperator<Resolved> forest(
      DataStream<Message> recognised, DataStream<LoopRecord> loop) {
    DataStream<LoopRecord> messages =
        loop.filter(record -> !record.isHint())
            .uid("messages")
            .name("Messages")
            .setBufferTimeout(LOOP_BUFFER_TIMEOUT_MS);
    SingleOutputStreamOperator<Resolved> resolved =
        recognised
            .connect(messages)
            .keyBy(Message::to, LoopRecord::to, StepTypes.NODE)
            .transform("Forest", StepTypes.RESOLVED, forest())
            .uid("forest");
    resolved
        .getSideOutput(LOOP)
        .sinkTo(kafka.promptSink(new LoopTopic.Writer(topics.loop())))
        .uid("loop-sink")
        .name("Messages to " + topics.loop());
    resolved
        .getSideOutput(IDENTITY)
        .sinkTo(kafka.bulkSink(topics.identity(), IdentityChange::profileId, ContractJson.schema()))
        .uid("identity")
        .name("Identity changes to " + topics.identity());
    tellDenials(resolved.getSideOutput(DENIALS));
    return resolved;
  }

  private Forest forest() {
    return new Forest(
        Limits.of(config.identity()),
        KeyFingerprint.of(config.identity().keyRef()),
        log(topics.consent()),
        LOOP,
        IDENTITY,
        DENIALS,
        StepTypes.REJECTED);
  }

  /**
   * One producer writes all records of a node, so that a node's last record is the one emitted
   * last.
   */
  private void tellDenials(DataStream<NodeDenials> denials) {
    denials
        .partitionCustom((node, sinks) -> Math.floorMod(node.hashCode(), sinks), NodeDenials::at)
        .sinkTo(kafka.sink(new ConsentTopic.Writer(topics.consent())))
        .uid("consent")
        .name("Denials to " + topics.consent());
  }

  /** Chained to the forest, so that resolved events, which are large, are never serialised. */
  private SingleOutputStreamOperator<CanonicalRecord> canonical(
      SingleOutputStreamOperator<Resolved> resolved) {
    SingleOutputStreamOperator<CanonicalRecord> events =
        resolved
            .process(new CanonicalStep(config.consent(), StepTypes.REJECTED))
            .returns(StepTypes.CANONICAL)
            .uid("canonical-events")
            .name("Canonical events");
    events
        .getSideOutput(StepTypes.REJECTED)
        .union(resolved.getSideOutput(StepTypes.REJECTED))
        .sinkTo(kafka.sink(rejectedRecords()))
        .uid("canonical-failures")
        .name("Failures to " + topics.rejected());
    return events;
  }

  /** An event without a business key has no copies, so it skips the copies steps. */
  private static DataStream<MarkedEvent> single(DataStream<CanonicalRecord> events) {
    return events
        .filter(event -> !MarkedEvent.mayHaveCopies(event))
        .uid("others")
        .name("Others")
        .map(MarkedEvent::first)
        .returns(StepTypes.MARKED)
        .uid("single-copies")
        .name("Single copies");
  }

  private SingleOutputStreamOperator<MarkedEvent> copies(DataStream<CanonicalRecord> events) {
    Duration window = config.dedup().businessWindow();
    DataStream<MarkedEvent> withKey =
        events
            .filter(MarkedEvent::mayHaveCopies)
            .uid("with-business-key")
            .name("With business key")
            .map(MarkedEvent::first)
            .returns(StepTypes.MARKED)
            .uid("claims")
            .name("Claims");
    DataStream<MarkedEvent> tied = tied(withKey, window);
    DataStream<MarkedEvent> withIdOfItsOwn =
        tied.filter(OwnershipStep::applies)
            .uid("with-event-id")
            .name("With event id")
            .keyBy(OwnershipStep::key, Types.STRING)
            .transform(
                "Event id owners", StepTypes.MARKED, new OwnershipStep(canonicalLog(), window))
            .uid("event-id-owners");
    return tied.filter(marked -> !OwnershipStep.applies(marked))
        .uid("without-event-id")
        .name("Without event id")
        .union(withIdOfItsOwn)
        .keyBy(MarkedEvent::claim, Types.STRING)
        .transform("Copies", StepTypes.MARKED, new CopiesStep(canonicalLog(), window, DUPLICATES))
        .uid("copies");
  }

  private DataStream<MarkedEvent> tied(DataStream<MarkedEvent> withKey, Duration window) {
    DataStream<MarkedEvent> ofCheckouts =
        withKey
            .filter(CheckoutStep::applies)
            .uid("with-checkout")
            .name("With checkout")
            .keyBy(CheckoutStep::key, Types.STRING)
            .transform("Checkouts", StepTypes.MARKED, new CheckoutStep(canonicalLog(), window))
            .uid("checkouts");
    return withKey
        .filter(marked -> !CheckoutStep.applies(marked))
        .uid("without-checkout")
        .name("Without checkout")
        .union(ofCheckouts);
  }

  private RejectedRecords rejectedRecords() {
    return new RejectedRecords(topics.rejected(), new RecordLimit(TopicPlan.LARGE_MESSAGE));
  }

  private RecordLog.Opener canonicalLog() {
    return log(topics.canonical());
  }

  private RecordLog.Opener log(String topic) {
    Properties properties = kafka.clientProperties();
    return () -> new KafkaRecordLog(properties, topic);
  }

  private void publish(DataStream<MarkedEvent> single, DataStream<MarkedEvent> marked) {
    MarkedEventWriter writer = new MarkedEventWriter(topics.canonical());
    SingleOutputStreamOperator<MarkedEvent> fitting =
        single
            .union(marked)
            .process(new FitStep(writer, new RecordLimit(TopicPlan.MESSAGE), StepTypes.REJECTED))
            .returns(StepTypes.MARKED)
            .uid("fit")
            .name("Fit");
    fitting
        .sinkTo(kafka.bulkSink(writer))
        .uid("canonical")
        .name("Canonical to " + topics.canonical());
    fitting
        .getSideOutput(StepTypes.REJECTED)
        .sinkTo(kafka.sink(rejectedRecords()))
        .uid("too-large")
        .name("Too large to " + topics.rejected());
  }
}
