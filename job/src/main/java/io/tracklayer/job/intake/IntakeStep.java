package io.tracklayer.job.intake;

import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.delivery.Rejection;
import io.tracklayer.contract.identifier.NodeIds;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.contract.reason.Where;
import io.tracklayer.job.faults.FaultLog;
import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.intake.consent.UnreadableConsent;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.metrics.JobMetric;
import io.tracklayer.job.metrics.JobMetrics;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Turns raw records into drafts. A record that cannot be used goes to the rejected topic with its
 * reason; none fails the job.
 */
@FlinkShell
public final class IntakeStep extends ProcessFunction<byte[], Draft> {

  private static final long serialVersionUID = 1L;

  private final TrackLayerConfig config;
  private final OutputTag<Rejection> rejected;

  private transient UnfailingIntake intake;
  private transient JobMetrics metrics;
  private transient Counter accepted;
  private transient Counter identifiersDropped;
  private transient Map<Reason, Counter> refusals;
  private transient Map<UnreadableConsent, Counter> unreadableConsent;
  private transient Map<String, Counter> unreadableMoney;

  public IntakeStep(TrackLayerConfig config, OutputTag<Rejection> rejected) {
    this.config = config;
    this.rejected = rejected;
  }

  @Override
  public void open(OpenContext context) {
    String identityKey = Secrets.ofThisProcess().require(config.identity().keyRef());
    Intake ours = new Intake(config, new NodeIds(identityKey));
    intake =
        new UnfailingIntake(
            ours::take, new FaultLog("intake", Reason.PROCESSING_FAILED, System::nanoTime));
    metrics = JobMetrics.of(getRuntimeContext().getMetricGroup());
    accepted = metrics.counter(JobMetric.INTAKE_ACCEPTED_EVENTS);
    identifiersDropped = metrics.counter(JobMetric.INTAKE_IDENTIFIERS_DROPPED);
    refusals = new EnumMap<>(Reason.class);
    // From the start: of a counter that appears with its first event, no alert sees that event.
    for (Reason reason : Reason.values()) {
      if (reason.where().contains(Where.INTAKE)) {
        refusals.put(reason, refusalCounter(reason));
      }
    }
    unreadableConsent = new HashMap<>();
    unreadableMoney = new HashMap<>();
  }

  @Override
  public void processElement(byte[] record, Context context, Collector<Draft> out) {
    IntakeResult result = intake.take(record);
    if (result instanceof IntakeResult.Accepted taken) {
      accepted.inc();
      identifiersDropped.inc(taken.identifiersDropped());
      for (UnreadableConsent unreadable : taken.unreadableConsent()) {
        unreadableConsent.computeIfAbsent(unreadable, this::unreadableCounter).inc();
      }
      for (String field : taken.unreadableMoney()) {
        unreadableMoney.computeIfAbsent(field, this::unreadableMoneyCounter).inc();
      }
      out.collect(taken.draft());
    } else if (result instanceof IntakeResult.Refused refused) {
      refusals.computeIfAbsent(refused.rejection().reason(), this::refusalCounter).inc();
      context.output(rejected, refused.rejection());
    }
  }

  private Counter unreadableCounter(UnreadableConsent unreadable) {
    return metrics.counter(
        JobMetric.INTAKE_CONSENT_UNREADABLE,
        unreadable.source(),
        unreadable.form().name().toLowerCase(Locale.ROOT));
  }

  private Counter unreadableMoneyCounter(String field) {
    return metrics.counter(JobMetric.INTAKE_MONEY_UNREADABLE, field);
  }

  private Counter refusalCounter(Reason reason) {
    return metrics.counter(JobMetric.INTAKE_REJECTED_EVENTS, reason.text());
  }
}
