package io.tracklayer.job.copies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.delivery.Rejection;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.canonical.Shedding;
import io.tracklayer.job.faults.FaultLog;
import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.kafka.RecordLimit;
import io.tracklayer.job.metrics.JobMetric;
import io.tracklayer.job.metrics.JobMetrics;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Makes events fit the canonical topic: one that is too large loses what is least needed, and is
 * rejected if it is too large even then. A record that its topic does not accept would fail the job
 * again and again. So would an event on which our own code fails; that is rejected too.
 */
@FlinkShell
public final class FitStep extends ProcessFunction<MarkedEvent, MarkedEvent> {

  private static final long serialVersionUID = 1L;

  private final MarkedEventWriter writer;
  private final RecordLimit limit;
  private final OutputTag<Rejection> rejected;

  private transient FaultLog faults;
  private transient Counter shedEvents;
  private transient Counter tooLarge;
  private transient Counter failed;

  // Flink opens it before the first element.
  @SuppressWarnings("NullAway.Init")
  public FitStep(MarkedEventWriter writer, RecordLimit limit, OutputTag<Rejection> rejected) {
    this.writer = writer;
    this.limit = limit;
    this.rejected = rejected;
  }

  @Override
  public void open(OpenContext context) {
    faults = new FaultLog("canonical", Reason.PROCESSING_FAILED, System::nanoTime);
    JobMetrics metrics = JobMetrics.of(getRuntimeContext().getMetricGroup());
    shedEvents = metrics.counter(JobMetric.SHED_EVENTS);
    tooLarge = metrics.counter(JobMetric.TOO_LARGE_EVENTS);
    failed = metrics.counter(JobMetric.FAILED_EVENTS);
  }

  // Whatever is thrown is about the event.
  @SuppressWarnings("PMD.AvoidCatchingGenericException")
  @Override
  public void processElement(MarkedEvent marked, Context context, Collector<MarkedEvent> out) {
    Optional<MarkedEvent> fitting;
    try {
      fitting = fitted(marked);
    } catch (IOException | RuntimeException | StackOverflowError fault) {
      faults.report("making an event fit its topic", fault);
      failed.inc();
      context.output(
          rejected,
          rejection(marked, Reason.PROCESSING_FAILED, fault.getClass().getSimpleName(), null));
      return;
    }
    fitting.ifPresent(out::collect);
    if (fitting.isEmpty()) {
      tooLarge.inc();
      context.output(
          rejected, rejection(marked, Reason.TOO_LARGE, "the canonical event", body(marked)));
    }
  }

  /** Empty if the event is too large whatever it loses. */
  private Optional<MarkedEvent> fitted(MarkedEvent marked) throws IOException {
    if (fits(marked)) {
      return Optional.of(marked);
    }
    for (int fields = 1; fields <= Shedding.FIELDS.size(); fields++) {
      MarkedEvent less = shed(marked, fields);
      if (fits(less)) {
        shedEvents.inc();
        return Optional.of(less);
      }
    }
    return Optional.empty();
  }

  private boolean fits(MarkedEvent marked) {
    return limit.admits(writer.record(marked));
  }

  private static MarkedEvent shed(MarkedEvent marked, int fields) throws IOException {
    ObjectNode event = (ObjectNode) Json.parse(marked.event().json());
    Shedding.shed(event, fields);
    return marked.with(marked.event().with(Json.write(event)));
  }

  private static Rejection rejection(
      MarkedEvent marked, Reason reason, String detail, @Nullable JsonNode body) {
    return new Rejection(
        Rejection.SCHEMA,
        marked.event().messageId(),
        marked.event().account(),
        marked.event().environment(),
        Instant.ofEpochMilli(marked.event().receivedAt()),
        reason,
        detail,
        body);
  }

  private static @Nullable JsonNode body(MarkedEvent marked) {
    try {
      return Json.parse(marked.json());
    } catch (IOException e) {
      return null;
    }
  }
}
