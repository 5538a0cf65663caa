package io.tracklayer.rudderstack;

import io.tracklayer.contract.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where events become durable: stored means that Kafka acknowledged them with {@code acks=all}.
 *
 * <p>No call waits for Kafka. While Kafka does not answer, or more is under way than the buffer's
 * half, records are refused at once: what would only time out later must not fill memory. A watch
 * asks Kafka for the topics once a second; it also makes the clients, so Kafka need not be there
 * when the receiver starts, and replaces a producer that cannot go on.
 *
 * <p>Thread-safe.
 */
final class KafkaLog implements AutoCloseable {

  sealed interface Result {

    Result STORED = new Stored(Set.of());
    Result NOT_STORED = new NotStored();
    Result OVERLOADED = new Overloaded();

    /**
     * @param shortened the indices of the records in whose place a smaller one was stored
     */
    record Stored(Set<Integer> shortened) implements Result {}

    /** Some may be stored all the same: the sender is to send them again. */
    record NotStored() implements Result {}

    record Overloaded() implements Result {}
  }

  private static final Logger LOG = LoggerFactory.getLogger(KafkaLog.class);

  private static final long WATCH_MILLIS = 1000;
  private static final Duration CLOSE_TIMEOUT = KafkaSettings.DELIVERY_TIMEOUT.plusSeconds(1);

  private final KafkaProbe probe;
  private final Supplier<Producer<byte[], byte[]>> producers;
  private final Consumer<Producer<byte[], byte[]>> onProducer;
  private final ByteBudget underWay;
  private final AtomicBoolean producerIsBroken = new AtomicBoolean();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "receiver-kafka-watch");
            thread.setDaemon(true);
            return thread;
          });

  private final AtomicBoolean failureIsLogged = new AtomicBoolean();

  private volatile @Nullable Producer<byte[], byte[]> producer;
  private volatile boolean reachable;
  private String problem = "";

  /**
   * @param producers makes one, on the thread of the watch
   * @param bufferBytes of a producer
   * @param onProducer told of each producer that is made
   */
  KafkaLog(
      KafkaProbe probe,
      Supplier<Producer<byte[], byte[]>> producers,
      long bufferBytes,
      Consumer<Producer<byte[], byte[]>> onProducer) {
    this.probe = probe;
    this.producers = producers;
    this.underWay = new ByteBudget(bufferBytes / 2, System::nanoTime);
    this.onProducer = onProducer;
  }

  static KafkaLog of(
      KafkaSettings settings, Topics topics, Consumer<Producer<byte[], byte[]>> onProducer) {
    return new KafkaLog(
        new TopicProbe(settings.admin(), List.of(topics.raw(), topics.rejected())),
        () -> new KafkaProducer<>(settings.producer()),
        settings.bufferBytes(),
        onProducer);
  }

  void start() {
    var unused = watch.scheduleWithFixedDelay(this::look, 0, WATCH_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Whether Kafka answered when it was last asked. */
  boolean isReachable() {
    return reachable;
  }

  long bytesUnderWay() {
    return underWay.held();
  }

  /** Whether records are refused since too much is under way, or were a moment ago. */
  boolean isOverloaded() {
    return underWay.isExhausted();
  }

  /** Completes, on one of Kafka's threads or this one, when the fate of all records is known. */
  CompletableFuture<Result> append(List<LogRecord> records) {
    if (records.isEmpty()) {
      return CompletableFuture.completedFuture(Result.STORED);
    }
    Producer<byte[], byte[]> current = producer;
    if (current == null || !reachable) {
      return CompletableFuture.completedFuture(Result.NOT_STORED);
    }
    long bytes = records.stream().mapToLong(LogRecord::bytes).sum();
    if (!underWay.take(bytes)) {
      return CompletableFuture.completedFuture(Result.OVERLOADED);
    }
    Append append = new Append(current, records.size(), bytes);
    for (int i = 0; i < records.size(); i++) {
      append.send(i, records.get(i));
    }
    return append.result;
  }

  /** The records of one request on their way. */
  private final class Append {

    private final CompletableFuture<Result> result = new CompletableFuture<>();
    private final Producer<byte[], byte[]> to;
    private final AtomicInteger open;
    private final Set<Integer> shortened = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean failed = new AtomicBoolean();
    private final long bytes;

    private Append(Producer<byte[], byte[]> to, int records, long bytes) {
      this.to = to;
      this.open = new AtomicInteger(records);
      this.bytes = bytes;
    }

    private void send(int index, LogRecord record) {
      if (failed.get()) {
        done(); // the request is lost: waiting for each of the rest would hold its thread
        return;
      }
      try {
        var unused = to.send(record.record(), (metadata, error) -> answered(error, index, record));
      } catch (KafkaException | IllegalStateException e) {
        answered(e, index, record);
      }
    }

    private void answered(@Nullable Exception error, int index, LogRecord record) {
      Supplier<LogRecord> smaller = record.smaller();
      if (error == null) {
        done();
      } else if (error instanceof RecordTooLargeException && smaller != null) {
        // Not on the producer's own thread: only that one frees the memory to wait for.
        try {
          watch.execute(
              () -> {
                shortened.add(index);
                send(index, smaller.get());
              });
        } catch (RejectedExecutionException e) {
          failed(error, record.record().topic()); // closing
        }
      } else {
        failed(error, record.record().topic());
      }
    }

    private void failed(Exception error, String topic) {
      failed.set(true);
      if (!failureIsLogged.getAndSet(true)) {
        LOG.warn("A request was not stored in {}: {}", topic, nameOf(error));
      }
      if (!(error instanceof RetriableException) && !(error instanceof RecordTooLargeException)) {
        producerIsBroken.set(true);
      }
      done();
    }

    private void done() {
      if (open.decrementAndGet() == 0) {
        underWay.giveBack(bytes);
        result.complete(
            failed.get() ? Result.NOT_STORED : new Result.Stored(Set.copyOf(shortened)));
      }
    }
  }

  /** One round of the watch. */
  void look() {
    failureIsLogged.set(false);
    try {
      List<String> topics = probe.topics();
      Producer<byte[], byte[]> current = makeProducer();
      // Keeps what a send needs to know at hand, so that it does not have to wait for it.
      topics.forEach(current::partitionsFor);
      answers();
    } catch (RuntimeException | ExecutionException | TimeoutException e) {
      // Whatever it is, the next look must take place: an exception would end the schedule.
      answersNot(e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Producer<byte[], byte[]> makeProducer() {
    Producer<byte[], byte[]> old = producer;
    if (old != null && !producerIsBroken.getAndSet(false)) {
      return old;
    }
    Producer<byte[], byte[]> made = producers.get();
    producer = made;
    onProducer.accept(made);
    if (old != null) {
      LOG.warn("The Kafka producer could not go on and was replaced");
      old.close(Duration.ZERO);
    }
    return made;
  }

  private void answers() {
    if (!reachable) {
      LOG.info("Kafka answers: events are taken");
    }
    problem = "";
    reachable = true;
  }

  private void answersNot(Throwable error) {
    // Which of the clients' time-outs comes first changes from look to look.
    String nowProblem = error.getClass().getSimpleName();
    if (reachable || !nowProblem.equals(problem)) {
      LOG.warn("Kafka does not answer, so no event is taken: {}", nameOf(error));
    }
    problem = nowProblem;
    reachable = false;
  }

  /** A configuration error may quote the value. */
  private static String nameOf(Throwable error) {
    String name = error.getClass().getSimpleName();
    boolean quotes =
        error instanceof ConfigException || error.getCause() instanceof ConfigException;
    return quotes || error.getMessage() == null ? name : name + ": " + error.getMessage();
  }

  /** Waits for what is under way, as long as that can take. */
  @Override
  public void close() {
    reachable = false;
    watch.shutdownNow();
    try {
      watch.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Producer<byte[], byte[]> last = producer;
    if (last != null) {
      last.close(CLOSE_TIMEOUT);
    }
    probe.close();
  }
}
