package io.tracklayer.cli.redrive;

import io.tracklayer.cli.trace.TopicScan;
import io.tracklayer.contract.Topics;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.KafkaConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.reason.Reason;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sends the dead letters of one destination back into delivery. */
public final class Redriving {

  /**
   * How much earlier than its outcome a record may be dated: clocks are not the same everywhere.
   */
  private static final Duration CLOCKS_APART = Duration.ofHours(1);

  private final KafkaConfig kafka;
  private final Secrets secrets;
  private final DestinationConfig destination;

  public Redriving(KafkaConfig kafka, Secrets secrets, DestinationConfig destination) {
    this.kafka = kafka;
    this.secrets = secrets;
    this.destination = destination;
  }

  /**
   * Does it.
   *
   * @param reason of the letters; without one, of any reason
   * @param since when they died; without it, at any time
   * @return what was found, and what became of it, line by line
   * @throws IOException when Kafka does not answer, or does not take all of it
   */
  public List<String> run(@Nullable Reason reason, @Nullable Instant since) throws IOException {
    Topics topics = kafka.topics();
    DeadLetters letters = new DeadLetters(destination, reason, since);
    int written = 0;
    try (TopicScan scan = new TopicScan(kafka, secrets)) {
      scan.read(topics.deadLetters(), record -> letters.letter(record.json()));
      Optional<Instant> oldest = letters.oldest();
      if (oldest.isPresent()) {
        scan.readSince(
            oldest.get().minus(CLOCKS_APART),
            topics.deliveries(),
            record -> letters.outcome(record.json()));
      }
      if (letters.matched() > 0) {
        written = write(letters, scan);
      }
    }
    return report(letters, written);
  }

  private int write(DeadLetters letters, TopicScan scan) throws IOException {
    try (RedriveWriter writer = new RedriveWriter(kafka, secrets, destination.name())) {
      scan.read(
          kafka.topics().deadLetters(),
          record -> letters.event(record.json()).ifPresent(writer::write));
      return writer.finish();
    }
  }

  private List<String> report(DeadLetters letters, int written) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "found    "
            + letters.letters()
            + " dead letters of "
            + destination.name()
            + ", of "
            + letters.events()
            + " events");
    lines.add("matched  " + letters.matched());
    lines.add("written  " + written + " to " + kafka.topics().canonical());
    letters
        .skipped()
        .forEach(
            (why, count) ->
                lines.add("skipped  " + count + ": " + why.text() + others(letters, why)));
    if (letters.unreadable() > 0) {
      lines.add("skipped  " + letters.unreadable() + ": not readable as dead letters");
    }
    return lines;
  }

  private static String others(DeadLetters letters, DeadLetters.Skip why) {
    Map<String, Integer> reasons = letters.otherReasons();
    return why != DeadLetters.Skip.ANOTHER_REASON
        ? ""
        : reasons.entrySet().stream()
            .map(reason -> reason.getKey() + " " + reason.getValue())
            .collect(Collectors.joining(", ", " (", ")"));
  }
}
