package io.tracklayer.cli.redrive;

import io.tracklayer.cli.trace.TopicScan;
import io.tracklayer.contract.Topics;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.KafkaConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.reason.Reason;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sends events that one destination did not get back into delivery. */
public final class Redriving {

  /** How much earlier than its outcome a record may be dated, since clocks differ. */
  private static final Duration CLOCKS_APART = Duration.ofHours(1);

  private final KafkaConfig kafka;
  private final Secrets secrets;
  private final DestinationConfig destination;

  /** Written by the thread that works, read by the one that tells. */
  private volatile Supplier<String> progress = () -> "starting";

  public Redriving(KafkaConfig kafka, Secrets secrets, DestinationConfig destination) {
    this.kafka = kafka;
    this.secrets = secrets;
    this.destination = destination;
  }

  /**
   * Which copies to redrive, and how.
   *
   * @param outcomes the outcomes of the copies
   * @param reason the reason of the outcomes; null for every reason
   * @param since when they were settled; null for any time
   * @param perSecond how many events to write in a second; null for no limit
   * @param isDry whether to write nothing
   */
  public record Order(
      Set<Outcome> outcomes,
      @Nullable Reason reason,
      @Nullable Instant since,
      @Nullable Integer perSecond,
      boolean isDry) {}

  /** How far the redrive has come; any thread may ask. */
  public String progress() {
    return progress.get();
  }

  /**
   * Runs the redrive.
   *
   * @throws IOException when Kafka does not answer, or does not store everything
   */
  public RedriveReport run(Order order) throws IOException {
    Topics topics = kafka.topics();
    DeadLetters letters =
        new DeadLetters(
            destination, new DeadLetters.Filter(order.outcomes(), order.reason(), order.since()));
    int events = 0;
    try (TopicScan scan = new TopicScan(kafka, secrets)) {
      progress = scan::progress;
      scan.read(topics.deadLetters(), found -> letters.letter(found.json()));
      Instant since = letters.outcomesSince();
      if (since != null) {
        Instant first = since.isAfter(Instant.EPOCH) ? since.minus(CLOCKS_APART) : since;
        scan.readSince(first, topics.deliveries(), found -> letters.outcome(found.json()));
      }
      if (letters.matched() > 0) {
        events = order.isDry() ? count(letters, scan) : write(letters, scan, order.perSecond());
      }
    }
    return report(letters, order, events);
  }

  private int count(DeadLetters letters, TopicScan scan) throws IOException {
    AtomicInteger count = new AtomicInteger();
    events(letters, scan, event -> count.incrementAndGet());
    return count.get();
  }

  private int write(DeadLetters letters, TopicScan scan, @Nullable Integer perSecond)
      throws IOException {
    try (RedriveWriter writer = new RedriveWriter(kafka, secrets, destination.name(), perSecond)) {
      events(letters, scan, writer::write);
      return writer.finish();
    }
  }

  /** Hands out every event that goes back and still exists. */
  private void events(DeadLetters letters, TopicScan scan, Consumer<RedrivenEvent> each)
      throws IOException {
    scan.read(kafka.topics().deadLetters(), found -> letters.event(found.json()).ifPresent(each));
    if (letters.needsCanonical()) {
      scan.read(
          kafka.topics().canonical(), found -> letters.canonical(found.json()).ifPresent(each));
    }
  }

  private RedriveReport report(DeadLetters letters, Order order, int events) {
    List<RedriveReport.Skipped> skipped = new ArrayList<>();
    letters
        .skipped()
        .forEach(
            (why, count) ->
                skipped.add(new RedriveReport.Skipped(why.text(), count, others(letters, why))));
    if (letters.matched() > events) {
      skipped.add(
          new RedriveReport.Skipped(
              "no longer in " + kafka.topics().canonical(), letters.matched() - events, Map.of()));
    }
    if (letters.unreadable() > 0) {
      skipped.add(
          new RedriveReport.Skipped(
              "not readable as a dead letter", letters.unreadable(), Map.of()));
    }
    return new RedriveReport(
        destination.name(),
        letters.letters(),
        letters.events(),
        order.outcomes().contains(Outcome.CONSENT_DENIED),
        letters.matched(),
        letters.matches().entrySet().stream()
            .map(match -> new RedriveReport.Count(match.getKey(), match.getValue()))
            .toList(),
        order.isDry(),
        events,
        kafka.topics().canonical(),
        skipped);
  }

  private static Map<String, Integer> others(DeadLetters letters, DeadLetters.Skip why) {
    return why == DeadLetters.Skip.ANOTHER_REASON || why == DeadLetters.Skip.ANOTHER_OUTCOME
        ? letters.others(why)
        : Map.of();
  }
}
