package io.tracklayer.job.canonical;

import io.tracklayer.contract.config.ConsentConfig;
import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.identity.protocol.Resolved;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Makes a canonical event of each resolved event. An alias or a merge has no name and is not
 * published: identity has already used all that it says.
 *
 * <p>Has no state, and is chained to the forest, so that resolved events are passed on without
 * being copied.
 */
@FlinkShell
public final class CanonicalStep extends RichFlatMapFunction<Resolved, CanonicalRecord> {

  private static final long serialVersionUID = 1L;

  private final ConsentConfig consent;

  private transient CanonicalWriter writer;

  public CanonicalStep(ConsentConfig consent) {
    this.consent = consent;
  }

  @Override
  public void open(OpenContext context) {
    writer = new CanonicalWriter(consent);
  }

  @Override
  public void flatMap(Resolved resolved, Collector<CanonicalRecord> out) {
    CanonicalRecord.of(resolved, writer).ifPresent(out::collect);
  }
}
