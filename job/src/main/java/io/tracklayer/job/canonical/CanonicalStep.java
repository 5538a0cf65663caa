package io.tracklayer.job.canonical;

import io.tracklayer.contract.config.ConsentConfig;
import io.tracklayer.contract.delivery.Rejection;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.faults.FaultLog;
import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.identity.protocol.Resolved;
import io.tracklayer.job.intake.draft.FailedDraft;
import io.tracklayer.job.metrics.JobMetric;
import io.tracklayer.job.metrics.JobMetrics;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Makes a canonical event of each resolved event. An alias or a merge has no name and is not
 * published: identity has already used all that it says. An event on which our own code fails is
 * rejected; none fails the job.
 *
 * <p>Has no state, and is chained to the forest, so that resolved events are passed on without
 * being copied.
 */
@FlinkShell
public final class CanonicalStep extends ProcessFunction<Resolved, CanonicalRecord> {

  private static final long serialVersionUID = 1L;

  private final ConsentConfig consent;
  private final OutputTag<Rejection> rejected;

  private transient CanonicalWriter writer;
  private transient FaultLog faults;
  private transient Counter failed;

  // Flink opens it before the first element.
  @SuppressWarnings("NullAway.Init")
  public CanonicalStep(ConsentConfig consent, OutputTag<Rejection> rejected) {
    this.consent = consent;
    this.rejected = rejected;
  }

  @Override
  public void open(OpenContext context) {
    writer = new CanonicalWriter(consent);
    faults = new FaultLog("canonical", Reason.PROCESSING_FAILED, System::nanoTime);
    failed = JobMetrics.of(getRuntimeContext().getMetricGroup()).counter(JobMetric.FAILED_EVENTS);
  }

  // Whatever is thrown is about the event.
  @SuppressWarnings("PMD.AvoidCatchingGenericException")
  @Override
  public void processElement(Resolved resolved, Context context, Collector<CanonicalRecord> out) {
    Optional<CanonicalRecord> made;
    try {
      made = CanonicalRecord.of(resolved, writer);
    } catch (RuntimeException | StackOverflowError fault) {
      faults.report("writing a canonical event", fault);
      failed.inc();
      context.output(rejected, FailedDraft.rejection(resolved.event(), fault));
      return;
    }
    made.ifPresent(out::collect);
  }
}
