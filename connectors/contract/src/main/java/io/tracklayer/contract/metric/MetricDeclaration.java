package io.tracklayer.contract.metric;

import java.util.List;

/**
 * A metric, as declared by the code that registers it; nothing is registered without. The tables of
 * {@code docs/metrics.md} are generated from the declarations.
 */
public interface MetricDeclaration {

  /** Its whole name in Prometheus. */
  String exportedName();

  MetricKind kind();

  /** Those of its own, without what the cluster or Prometheus adds. */
  List<String> labels();

  /** A phrase, in Markdown. */
  String meaning();

  /** What to do when the number is not as it should be: a sentence, in Markdown. */
  String remedy();
}
