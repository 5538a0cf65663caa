package io.tracklayer.job.delivery;

import io.tracklayer.contract.delivery.MatchKey;
import io.tracklayer.contract.delivery.QualityRecord;
import io.tracklayer.contract.text.Redaction;
import io.tracklayer.destinations.QualityQuestion;
import io.tracklayer.destinations.VendorQuality;
import io.tracklayer.destinations.http.Answer;
import io.tracklayer.destinations.http.HttpSender;
import io.tracklayer.job.delivery.journal.Notices;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a vendor for the match quality of what it received, at the start and then about once an
 * hour, and writes down what it says, or why it says nothing and what it said last. Nothing of that
 * changes what becomes of events. A subtask that was replaced asks no more.
 *
 * <p>Not thread-safe.
 */
final class QualityNews implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(QualityNews.class);

  static final Duration PAUSE = Duration.ofHours(1);

  /** So that destinations that were started together do not go on asking together. */
  static final Duration SPREAD = Duration.ofMinutes(6);

  /** The thread on which all of this runs. */
  interface Task {
    void now(Runnable action);

    void after(Duration delay, Runnable action);
  }

  private final String destination;
  private final QualityQuestion question;
  private final HttpSender sender;
  private final Notices notices;
  private final BooleanSupplier isReplaced;
  private final Task task;
  private final InstantSource clock;
  private final RandomGenerator random;
  private @Nullable QualityRecord lastAnswer;
  private boolean isClosed;

  QualityNews(
      String destination,
      QualityQuestion question,
      HttpSender sender,
      Notices notices,
      BooleanSupplier isReplaced,
      Task task,
      InstantSource clock,
      RandomGenerator random) {
    this.destination = destination;
    this.question = question;
    this.sender = sender;
    this.notices = notices;
    this.isReplaced = isReplaced;
    this.task = task;
    this.clock = clock;
    this.random = random;
  }

  void ask() {
    if (isClosed || isReplaced.getAsBoolean()) {
      return;
    }
    task.after(PAUSE.plusMillis(random.nextLong(SPREAD.toMillis())), this::ask);
    Instant at = Instant.ofEpochMilli(clock.millis());
    try {
      var unused =
          sender
              .send(question.request())
              .thenAccept(answer -> task.now(() -> take(answer, at))); // on the sender's thread
    } catch (IllegalStateException e) {
      unasked(at, e.getMessage()); // a secret is missing
    } catch (RuntimeException | StackOverflowError e) {
      unasked(at, fault(e));
    }
  }

  /** One that comes when the subtask has stopped is only about that. */
  private void take(Answer answer, Instant at) {
    if (isClosed) {
      return;
    }
    try {
      Map<String, QualityRecord.Said> events = new HashMap<>();
      question.read(answer).forEach((name, quality) -> events.put(name, said(quality)));
      lastAnswer = record(at, null, null, events);
      notices.write(lastAnswer);
    } catch (IOException e) {
      unasked(at, e.getMessage());
    } catch (RuntimeException | StackOverflowError e) {
      unasked(at, fault(e));
    }
  }

  /** Its message may quote the answer. */
  private static String fault(Throwable fault) {
    return "a fault of TrackLayer's own: " + fault.getClass().getSimpleName();
  }

  private void unasked(Instant at, @Nullable String why) {
    String problem = Redaction.cut(String.valueOf(why));
    LOG.warn("destination {} could not be asked for its match quality: {}", destination, problem);
    QualityRecord earlier = lastAnswer;
    notices.write(
        earlier == null || earlier.at().isBefore(at.minus(QualityRecord.STANDS))
            ? record(at, problem, null, Map.of())
            : record(at, problem, earlier.at(), earlier.events()));
  }

  private QualityRecord record(
      Instant at,
      @Nullable String problem,
      @Nullable Instant saidAt,
      Map<String, QualityRecord.Said> events) {
    return new QualityRecord(QualityRecord.SCHEMA, destination, at, problem, saidAt, events);
  }

  private static QualityRecord.Said said(VendorQuality quality) {
    Map<String, BigDecimal> keys = new HashMap<>();
    for (Map.Entry<MatchKey, BigDecimal> share : quality.shares().entrySet()) {
      keys.put(share.getKey().text(), share.getValue());
    }
    return new QualityRecord.Said(quality.score(), keys);
  }

  @Override
  public void close() {
    isClosed = true;
  }
}
