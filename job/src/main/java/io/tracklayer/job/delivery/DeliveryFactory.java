package io.tracklayer.job.delivery;

import io.tracklayer.contract.Topics;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.job.delivery.claim.ClaimTerms;
import io.tracklayer.job.delivery.journal.Journal;
import io.tracklayer.job.delivery.journal.KafkaJournal;
import io.tracklayer.job.delivery.journal.KafkaNotices;
import io.tracklayer.job.delivery.journal.Notices;
import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.gate.News;
import io.tracklayer.job.gate.Outgoing;
import io.tracklayer.job.kafka.KafkaRecordLog;
import io.tracklayer.job.kafka.RecordLog;
import java.io.Serializable;
import java.time.Clock;
import java.util.Properties;
import java.util.random.RandomGenerator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperatorFactory;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/** Makes the {@link DeliveryStep} of a destination, which needs the task's mailbox. */
@FlinkShell
public final class DeliveryFactory extends AbstractStreamOperatorFactory<Void>
    implements TwoInputStreamOperatorFactory<Outgoing, News, Void> {

  private static final long serialVersionUID = 1L;

  private final DestinationConfig destination;
  private final ClaimTerms terms;
  private final Outlet outlet;
  private final JournalFactory journal;
  private final RecordLog.Opener deliveriesLog;
  private final RecordLog.Opener claimsLog;
  private final RecordLog.Opener controlLog;
  private final Notices.Opener notices;
  private final ClockFactory clocks;

  /** Opens a journal that keeps time by the operator's clock. */
  @FunctionalInterface
  interface JournalFactory extends Serializable {
    Journal open(Clock clock);
  }

  /** Makes the operator's clock. */
  @FunctionalInterface
  interface ClockFactory extends Serializable {
    Clock of(ProcessingTimeService service);
  }

  /** A factory whose journal and logs are in Kafka. */
  public static DeliveryFactory of(
      DestinationConfig destination,
      ClaimTerms terms,
      Outlet outlet,
      Properties kafka,
      Topics topics) {
    return new DeliveryFactory(
        destination,
        terms,
        outlet,
        clock -> KafkaJournal.of(destination.name(), terms, kafka, topics, clock),
        () -> new KafkaRecordLog(kafka, topics.deliveries()),
        () -> new KafkaRecordLog(kafka, topics.claims()),
        () -> new KafkaRecordLog(kafka, topics.control()),
        () -> new KafkaNotices(kafka, topics, destination.name()),
        service -> new SteadyClock(service::getCurrentProcessingTime, System::nanoTime));
  }

  DeliveryFactory(
      DestinationConfig destination,
      ClaimTerms terms,
      Outlet outlet,
      JournalFactory journal,
      RecordLog.Opener deliveriesLog,
      RecordLog.Opener claimsLog,
      RecordLog.Opener controlLog,
      Notices.Opener notices,
      ClockFactory clocks) {
    this.destination = destination;
    this.terms = terms;
    this.outlet = outlet;
    this.journal = journal;
    this.deliveriesLog = deliveriesLog;
    this.claimsLog = claimsLog;
    this.controlLog = controlLog;
    this.notices = notices;
    this.clocks = clocks;
  }

  @Override
  // The signature is Flink's.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public <T extends StreamOperator<Void>> T createStreamOperator(
      StreamOperatorParameters<Void> parameters) {
    Clock clock = clocks.of(parameters.getProcessingTimeService());
    return (T)
        new DeliveryStep(
            parameters,
            destination,
            terms,
            outlet,
            () -> journal.open(clock),
            deliveriesLog,
            claimsLog,
            controlLog,
            notices,
            parameters.getMailboxExecutor(),
            clock,
            RandomGenerator.getDefault());
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return DeliveryStep.class;
  }
}
