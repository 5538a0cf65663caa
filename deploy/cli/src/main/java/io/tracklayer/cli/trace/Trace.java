package io.tracklayer.cli.trace;

import io.tracklayer.contract.Topics;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Everything that a running system knows of one event. */
public final class Trace {

  private Trace() {}

  /**
   * @param id message id, event id, or the id of an order, lead or refund
   * @param pauses of destinations that are paused now
   * @param needs what it takes to grant a purpose, of those that are known
   * @return one line for each step, in their order; empty when nothing is known
   * @throws IOException when Kafka does not answer
   */
  public static List<String> of(
      String id, Topics topics, TopicScan scan, List<Pause> pauses, Map<String, String> needs)
      throws IOException {
    Trail trail = new Trail(id, pauses, needs);
    scan.read(topics.raw(), trail::raw);
    scan.read(topics.rejected(), trail::rejected);
    scan.read(topics.canonical(), trail::canonical);
    scan.read(topics.identity(), trail::identityChange);
    scan.read(topics.deliveries(), trail::delivery);
    scan.read(topics.deadLetters(), trail::deadLetter);
    return trail.lines();
  }
}
