package io.tracklayer.cli.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracklayer.contract.config.KafkaConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.job.delivery.sending.RateLimiter;
import io.tracklayer.job.gate.Redrive;
import io.tracklayer.job.kafka.KafkaClientProperties;
import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes events to the canonical topic, each addressed to one destination. At least once: the
 * destination's ledger recognises a second record of the same redrive.
 */
final class RedriveWriter implements AutoCloseable {

  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final String destination;
  private final @Nullable RateLimiter rate;
  private final AtomicInteger written = new AtomicInteger();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /**
   * @param perSecond how many events to write in a second; null for no limit
   * @throws IllegalStateException when the secret part of the client's properties is not set
   */
  RedriveWriter(
      KafkaConfig kafka, Secrets secrets, String destination, @Nullable Integer perSecond) {
    Properties properties = KafkaClientProperties.resolved(kafka, secrets);
    KafkaClientProperties.makeDurable(properties);
    properties.setProperty(
        ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.toString(ANSWER_TIMEOUT.toMillis()));
    producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    this.topic = kafka.topics().canonical();
    this.destination = destination;
    rate = perSecond == null ? null : new RateLimiter(perSecond);
  }

  /** Waits until the event may be written, but not until it is stored. */
  void write(RedrivenEvent event) {
    if (failure.get() != null) {
      return;
    }
    if (rate != null) {
      awaitTurn(rate.reserve(nowMs()));
    }
    ProducerRecord<byte[], byte[]> next =
        new ProducerRecord<>(topic, event.key().getBytes(UTF_8), event.json());
    new Redrive(destination, event.liftedAt()).writeTo(next.headers());
    try {
      var unused =
          producer.send(
              next,
              (stored, failed) -> {
                if (failed == null) {
                  written.incrementAndGet();
                } else {
                  failure.compareAndSet(null, failed);
                }
              });
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      failure.compareAndSet(null, e);
    }
  }

  private static void awaitTurn(long due) {
    while (nowMs() < due && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(due - nowMs()));
    }
  }

  private static long nowMs() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  /**
   * Waits until everything is stored.
   *
   * @return how many were written
   * @throws IOException when some were not stored
   */
  int finish() throws IOException {
    producer.flush();
    if (failure.get() != null) {
      throw new IOException(
          "Kafka stored only "
              + written.get()
              + " of the events ("
              + failure.get().getClass().getSimpleName()
              + "); run it again: what was written is not sent twice",
          failure.get());
    }
    return written.get();
  }

  @Override
  public void close() {
    producer.close(ANSWER_TIMEOUT);
  }
}
