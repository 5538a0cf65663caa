package io.tracklayer.cli.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracklayer.contract.config.KafkaConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.job.gate.selection.Redrive;
import io.tracklayer.job.kafka.KafkaClientProperties;
import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
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

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final String destination;
  private final @Nullable Pace pace;
  private final AtomicInteger written = new AtomicInteger();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /**
   * @param perSecond how many events to write in a second; null for no limit
   * @throws IllegalStateException when the secret part of the client's properties is not set
   */
  RedriveWriter(
      KafkaConfig kafka, Secrets secrets, String destination, @Nullable Integer perSecond) {
    this(
        producer(kafka, secrets),
        kafka.topics().canonical(),
        destination,
        perSecond == null ? null : new Pace(perSecond));
  }

  /**
   * @param pace at which to write; null for no limit
   */
  RedriveWriter(
      Producer<byte[], byte[]> producer, String topic, String destination, @Nullable Pace pace) {
    this.producer = producer;
    this.topic = topic;
    this.destination = destination;
    this.pace = pace;
  }

  private static Producer<byte[], byte[]> producer(KafkaConfig kafka, Secrets secrets) {
    Properties properties = KafkaClientProperties.resolved(kafka, secrets);
    KafkaClientProperties.makeDurable(properties);
    properties.setProperty(
        ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.toString(ANSWER_TIMEOUT.toMillis()));
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Waits until the event may be written, but not until it is stored. */
  void write(RedrivenEvent event) {
    if (failure.get() != null) {
      return;
    }
    if (pace != null) {
      pace.awaitTurn();
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
