package io.tracklayer.rudderstack.kafka;

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
 * <p>No call waits for Kafka. While Kafka does not answer, or more than half the buffer is in
 * flight, records are refused at once: records that would only time out must not fill memory. A
 * watch asks Kafka for the topics once a second. It also creates the clients, so that the receiver
 * can start before Kafka, and replaces a producer that cannot continue.
 *
 * <p>Thread-safe.
 */
public final class KafkaLog implements AutoCloseable {

  public sealed interface Result {

    Result STORED = new Stored(Set.of());
    Result NOT_STORED = new NotStored();
    Result OVERLOADED = new Overloaded();

    /**
     * @param shortened the indices of the records that were replaced by a smaller one
     */
    record Stored(Set<Integer> shortened) implements Result {}

    /** Some may have been stored all the same; the sender should send all of them again. */
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
   * @param producers creates one, on the watch's thread
   * @param bufferBytes of a producer
   * @param onProducer called with each new producer
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

  public static KafkaLog of(
      KafkaSettings settings, Topics topics, Consumer<Producer<byte[], byte[]>> onProducer) {
    return new KafkaLog(
        new TopicProbe(settings.admin(), List.of(topics.raw(), topics.rejected())),
        () -> new KafkaProducer<>(settings.producer()),
        settings.bufferBytes(),
        onProducer);
  }

  public void start() {
    var unused = watch.scheduleWithFixedDelay(this::look, 0, WATCH_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Whether Kafka answered when it was last asked. */
  public boolean isReachable() {
    return reachable;
  }

  public long bytesUnderWay() {
    return underWay.held();
  }

  /** Whether records are refused because too much is in flight, or were a moment ago. */
  public boolean isOverloaded() {
    return underWay.isExhausted();
  }

  /** Completes, on one of Kafka's threads or this one, when the fate of all records is known. */
  public CompletableFuture<Result> append(List<LogRecord> records) {
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

  /** The records of one request in flight. */
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
        done(); // the request has failed: waiting for each of the rest would block its thread
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
        // Not on the producer's own thread, which alone can free the memory that this would wait
        // for.
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
      // Keeps the topics' metadata fresh, so that no send has to wait for it.
      topics.forEach(current::partitionsFor);
      answers();
    } catch (RuntimeException | ExecutionException | TimeoutException e) {
      // Catches everything, since an exception would end the schedule.
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
      LOG.warn("The Kafka producer could not continue and was replaced");
      old.close(Duration.ZERO);
    }
    return made;
  }

  private void answers() {
    if (!reachable) {
      LOG.info("Kafka answers; events are accepted");
    }
    problem = "";
    reachable = true;
  }

  private void answersNot(Throwable error) {
    // Compared by kind, because which of the clients' timeouts comes first varies.
    String nowProblem = error.getClass().getSimpleName();
    if (reachable || !nowProblem.equals(problem)) {
      LOG.warn("Kafka does not answer, so no events are accepted: {}", nameOf(error));
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

  /** Waits for the records in flight, as long as they can take. */
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
