package io.tracklayer.contract.metric;

import java.util.Locale;

/** What a metric's numbers are. */
public enum MetricKind {
  /** Only rises, from 0 at the start of the process. */
  COUNTER,
  /** The state at this moment. */
  GAUGE,
  /** Quantiles of what was measured last, under the label {@code quantile}. */
  SUMMARY,
  /** How many, and how long they took: {@code _count}, {@code _sum}, {@code _max}, buckets. */
  TIMER;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
