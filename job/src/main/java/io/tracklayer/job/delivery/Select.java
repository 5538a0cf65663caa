package io.tracklayer.job.delivery;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.json.Json;
import io.tracklayer.destinations.Destinations;
import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.gate.Published;
import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes from the canonical topic what concerns one destination, and says which of it the
 * destination takes. What was redriven to another one is not there: it has no outcome here, and was
 * listened to for consent when it first came. What an event denies is told to all ids of its
 * profile, since others of its events may wait under one of them.
 */
@FlinkShell
public final class Select extends ProcessFunction<Published, Candidate> {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(Select.class);

  private final DestinationConfig destination;

  private transient Selection selection;
  private transient ToldDenials denials;
  private transient Counter unreadable;
  private transient Counter selected;

  public Select(DestinationConfig destination) {
    this.destination = destination;
  }

  @Override
  public void open(OpenContext context) {
    selection = new Selection(destination, new Destinations().specs().get(destination.type()));
    denials = new ToldDenials();
    MetricGroup metrics =
        DeliveryMetrics.group(getRuntimeContext().getMetricGroup(), destination.name());
    unreadable = metrics.counter("unreadable_records");
    selected = metrics.counter("selected_events");
  }

  @Override
  public void processElement(Published published, Context context, Collector<Candidate> out) {
    if (!published.isFor(destination.name())) {
      return;
    }
    CanonicalEvent event;
    try {
      event = Json.read(published.json(), CanonicalEvent.class);
    } catch (IOException e) {
      unreadable.inc();
      LOG.warn(
          "destination {}: a record of the canonical topic is not a canonical event; it stays"
              + " there, and is passed over",
          destination.name());
      return;
    }
    if (selection.concerns(event)) {
      selected.inc();
      Candidate candidate = selection.candidate(event, published.json(), published.redrive());
      out.collect(candidate);
      if (denials.areNew(candidate, published.deniedFor())) {
        published.deniedFor().forEach(id -> out.collect(candidate.asDenialFor(id)));
      }
    }
  }
}
