package io.tracklayer.job.canonical;

import io.tracklayer.contract.config.ConsentConfig;
import io.tracklayer.job.flink.FlinkShell;
import io.tracklayer.job.identity.protocol.Resolved;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Makes a canonical event of each event whose person was found. An alias or a merge has no name: it
 * told identity all that it had to tell, and is not published.
 *
 * <p>Without state, and chained to the forest: a resolved event is passed on as it is, not copied.
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
