package io.tracklayer.cli.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracklayer.cli.view.ViewClient;
import io.tracklayer.contract.Topics;
import io.tracklayer.contract.config.DestinationScope;
import io.tracklayer.job.intake.Conventions;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds everything that a running system knows about one event: by the live view, which knows where
 * its records are, or else by reading the topics from end to end. Both tell the same.
 *
 * @param pauses the destinations that are paused now
 * @param circuits those that are open now
 * @param destinations those of the configuration; none are known without one
 * @param needs what it takes to grant each purpose
 * @param conventions by which the job reads raw events
 */
public record Trace(
    Topics topics,
    TopicScan scan,
    List<Pause> pauses,
    OpenCircuits circuits,
    List<DestinationScope> destinations,
    Needs needs,
    Conventions conventions) {

  /** A dead letter is written right after the outcome that it is about. */
  private static final Duration LETTER_MAY_BE_EARLY = Duration.ofSeconds(1);

  private static final Duration LETTER_MAY_BE_LATE = Duration.ofSeconds(10);

  /**
   * By the live view: reads the records that it knows of, and what has come since.
   *
   * @param id message id, event id, or the id of an order, lead or refund
   * @return the steps; empty if nothing is known of it, or the view is of another system
   * @throws IOException when Kafka does not answer
   */
  List<TraceStep> indexed(String id, IndexedRecords index) throws IOException {
    if (!index.isOf(topics.raw())) {
      return List.of();
    }
    Map<String, List<TopicRecord>> picked = scan.pick(index.places());
    Trail trail = trail(id, destinations.isEmpty() ? index.destinations() : destinations);
    read(topics.raw(), picked, index, trail::raw);
    read(topics.rejected(), picked, index, trail::rejected);
    read(topics.canonical(), picked, index, trail::canonical);
    read(topics.identity(), picked, index, trail::identityChange);
    read(topics.deliveries(), picked, index, trail::delivery);
    Optional<Instant> read = Optional.empty();
    for (Instant buried : trail.buried().stream().sorted().toList()) {
      if (read.isEmpty() || buried.isAfter(read.get())) {
        Instant end = buried.plus(LETTER_MAY_BE_LATE);
        scan.readBetween(
            buried.minus(LETTER_MAY_BE_EARLY), end, topics.deadLetters(), trail::deadLetter);
        read = Optional.of(buried.plus(LETTER_MAY_BE_EARLY));
      }
    }
    return trail.steps();
  }

  private void read(
      String topic,
      Map<String, List<TopicRecord>> picked,
      IndexedRecords index,
      Consumer<TopicRecord> trail)
      throws IOException {
    picked.getOrDefault(topic, List.of()).forEach(trail);
    var unused = scan.readOn(index.positionsIn(topic), topic, trail);
  }

  /**
   * By reading whole topics.
   *
   * @param id message id, event id, or the id of an order, lead or refund
   * @return the steps; empty if nothing is known of it
   * @throws IOException when Kafka does not answer
   */
  public List<TraceStep> scanned(String id) throws IOException {
    Trail trail = trail(id, destinations);
    scan.read(topics.raw(), trail::raw);
    scan.read(topics.rejected(), trail::rejected);
    scan.read(topics.canonical(), trail::canonical);
    scan.read(topics.identity(), trail::identityChange);
    scan.read(topics.deliveries(), trail::delivery);
    scan.read(topics.deadLetters(), trail::deadLetter);
    return trail.steps();
  }

  private Trail trail(String id, List<DestinationScope> known) {
    return new Trail(id, new OpenWaits(pauses, known, circuits), needs, conventions);
  }

  /**
   * By the live view if it answers and knows the event, or else by reading the topics.
   *
   * @param note told why the topics are read, if they are
   */
  public List<TraceStep> of(String id, ViewClient view, Consumer<String> note) throws IOException {
    Optional<IndexedRecords> index;
    try {
      index =
          view.get("/api/records", "id=" + URLEncoder.encode(id, UTF_8)).map(IndexedRecords::of);
    } catch (IOException e) {
      note.accept("the live view at " + view.address() + " cannot be asked: " + e.getMessage());
      index = Optional.empty();
    }
    if (index.isPresent()) {
      List<TraceStep> steps = indexed(id, index.get());
      if (!steps.isEmpty()) {
        return steps;
      }
      note.accept(
          "the live view at "
              + view.address()
              + " does not know it"
              + (index.get().since() == null ? "" : "; it sees back to " + index.get().since()));
    }
    note.accept("reading all topics, which takes longer than asking a live view");
    return scanned(id);
  }
}
