package io.tracklayer.job.copies;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.delivery.Rejection;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.canonical.Shedding;
import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.kafka.RecordLimit;
import java.io.IOException;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Makes events fit the canonical topic: one that is too large loses what is least needed, and is
 * rejected if it is too large even then. A record that its topic does not accept would fail the job
 * again and again.
 */
@FlinkShell
public final class FitStep extends ProcessFunction<MarkedEvent, MarkedEvent> {

  private static final long serialVersionUID = 1L;

  private final MarkedEventWriter writer;
  private final RecordLimit limit;
  private final OutputTag<Rejection> rejected;

  private transient Counter shedEvents;
  private transient Counter tooLarge;

  // Flink opens it before the first element.
  @SuppressWarnings("NullAway.Init")
  public FitStep(MarkedEventWriter writer, RecordLimit limit, OutputTag<Rejection> rejected) {
    this.writer = writer;
    this.limit = limit;
    this.rejected = rejected;
  }

  @Override
  public void open(OpenContext context) {
    var metrics = getRuntimeContext().getMetricGroup().addGroup("tracklayer");
    shedEvents = metrics.counter("shed_events");
    tooLarge = metrics.counter("too_large_events");
  }

  @Override
  public void processElement(MarkedEvent marked, Context context, Collector<MarkedEvent> out)
      throws IOException {
    MarkedEvent fitting = marked;
    int shed = 0;
    while (!fits(fitting) && shed < Shedding.FIELDS.size()) {
      shed++;
      fitting = shed(marked, shed);
    }
    if (!fits(fitting)) {
      tooLarge.inc();
      context.output(rejected, rejection(marked));
      return;
    }
    if (shed > 0) {
      shedEvents.inc();
    }
    out.collect(fitting);
  }

  private boolean fits(MarkedEvent marked) {
    return limit.admits(writer.record(marked));
  }

  private static MarkedEvent shed(MarkedEvent marked, int fields) throws IOException {
    ObjectNode event = (ObjectNode) Json.parse(marked.event().json());
    Shedding.shed(event, fields);
    return marked.with(marked.event().with(Json.write(event)));
  }

  private static Rejection rejection(MarkedEvent marked) throws IOException {
    return new Rejection(
        Rejection.SCHEMA,
        marked.event().messageId(),
        marked.event().account(),
        marked.event().environment(),
        Instant.ofEpochMilli(marked.event().receivedAt()),
        Reason.TOO_LARGE,
        "the canonical event",
        Json.parse(marked.json()));
  }
}
