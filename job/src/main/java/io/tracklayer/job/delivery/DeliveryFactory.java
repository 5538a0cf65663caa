package io.tracklayer.job.delivery;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.delivery.DeadLetter;
import io.tracklayer.contract.delivery.DeliveryRecord;
import io.tracklayer.job.flink.FlinkShell;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.util.OutputTag;

/** Gives {@link Delivery} the task's mailbox. */
@FlinkShell
public final class DeliveryFactory extends AbstractStreamOperatorFactory<DeliveryRecord>
    implements OneInputStreamOperatorFactory<Candidate, DeliveryRecord> {

  private static final long serialVersionUID = 1L;

  private final DestinationConfig destination;
  private final boolean grantedWhenUnknown;
  private final Duration deliveryWindow;
  private final OutcomeLog.Opener log;
  private final Outlet outlet;
  private final OutputTag<DeadLetter> deadLetters;

  public DeliveryFactory(
      DestinationConfig destination,
      boolean grantedWhenUnknown,
      Duration deliveryWindow,
      OutcomeLog.Opener log,
      Outlet outlet,
      OutputTag<DeadLetter> deadLetters) {
    this.destination = destination;
    this.grantedWhenUnknown = grantedWhenUnknown;
    this.deliveryWindow = deliveryWindow;
    this.log = log;
    this.outlet = outlet;
    this.deadLetters = deadLetters;
  }

  @Override
  // The signature is Flink's.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public <T extends StreamOperator<DeliveryRecord>> T createStreamOperator(
      StreamOperatorParameters<DeliveryRecord> parameters) {
    Clock clock = new ProcessingClock(parameters.getProcessingTimeService());
    return (T)
        new Delivery(
            parameters,
            destination,
            new DeliveryRule(destination, grantedWhenUnknown),
            new ReplayGuard(destination.name(), log, deliveryWindow, clock),
            outlet,
            deadLetters,
            parameters.getMailboxExecutor(),
            clock,
            RandomGenerator.getDefault());
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return Delivery.class;
  }
}
