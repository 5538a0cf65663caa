package io.tracklayer.cli.trace;

import io.tracklayer.contract.Topics;
import io.tracklayer.job.intake.Conventions;
import java.io.IOException;
import java.util.List;

/** Finds everything that a running system knows about one event. */
public final class Trace {

  private Trace() {}

  /**
   * @param id message id, event id, or the id of an order, lead or refund
   * @param pauses the destinations that are paused now
   * @param needs what it takes to grant each purpose
   * @param conventions by which the job reads raw events
   * @return one line for each step, in order; empty when nothing is known
   * @throws IOException when Kafka does not answer
   */
  public static List<String> of(
      String id,
      Topics topics,
      TopicScan scan,
      List<Pause> pauses,
      Needs needs,
      Conventions conventions)
      throws IOException {
    Trail trail = new Trail(id, pauses, needs, conventions);
    scan.read(topics.raw(), trail::raw);
    scan.read(topics.rejected(), trail::rejected);
    scan.read(topics.canonical(), trail::canonical);
    scan.read(topics.identity(), trail::identityChange);
    scan.read(topics.deliveries(), trail::delivery);
    scan.read(topics.deadLetters(), trail::deadLetter);
    return trail.lines();
  }
}
