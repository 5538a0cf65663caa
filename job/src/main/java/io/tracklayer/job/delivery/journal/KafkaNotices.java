package io.tracklayer.job.delivery.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracklayer.contract.Topics;
import io.tracklayer.contract.delivery.BreakerRecord;
import io.tracklayer.contract.delivery.QualityRecord;
import io.tracklayer.contract.json.Json;
import io.tracklayer.job.kafka.KafkaClientProperties;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link Notices} in Kafka. Nothing depends on them, so they have neither the task's thread nor its
 * producer, which waits for half an hour: they are written on a thread and with a producer that
 * exist only meanwhile, since there seldom is one.
 */
public final class KafkaNotices implements Notices {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaNotices.class);

  private static final String PATIENCE_MS = "10000";
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(10);
  private static final long IDLE_SECONDS = 1;
  private static final long CLOSE_SECONDS = 2;

  /** The last word on one subject, under the key that all words on it have. */
  private record Notice(String topic, String subject, byte[] key, byte[] value) {}

  private final Properties properties;
  private final Topics topics;
  private final String destination;
  private final Map<String, Notice> unwritten = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor writer;

  /** Whose failures were logged; only the writer's thread uses it. */
  private final Set<String> failing = new HashSet<>();

  /**
   * @param kafka the properties of a Kafka client, with secrets as references
   */
  public KafkaNotices(Properties kafka, Topics topics, String destination) {
    properties = new Properties();
    properties.putAll(kafka);
    KafkaClientProperties.makeDurable(properties);
    properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "0");
    properties.setProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MS);
    properties.setProperty(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS);
    properties.setProperty(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MS);
    this.topics = topics;
    this.destination = destination;
    writer =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(1),
            work -> thread(work, "notices of " + destination),
            new ThreadPoolExecutor.DiscardPolicy());
    writer.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void write(BreakerRecord told) {
    write(topics.breakers(), "whether its circuit breaker is open", told.key(), told);
  }

  @Override
  public void write(QualityRecord told) {
    write(topics.quality(), "what its vendor says of match quality", told.destination(), told);
  }

  private void write(String topic, String subject, String key, Object told) {
    unwritten.put(topic, new Notice(topic, subject, key.getBytes(UTF_8), Json.write(told)));
    writer.execute(this::writeAll); // if one waits already, it will take this record
  }

  private void writeAll() {
    try {
      while (!areWritten()) {
        Thread.sleep(PAUSE_AFTER_FAILURE.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tries each: a topic that is away keeps no notice from another one. */
  private boolean areWritten() throws InterruptedException {
    if (unwritten.isEmpty()) {
      return true;
    }
    boolean areWritten = true;
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (Notice notice : unwritten.values()) {
        areWritten &= isWritten(notice, producer);
      }
    } catch (KafkaException e) {
      unwritten.values().forEach(notice -> warn(notice, e));
      return false;
    }
    return areWritten;
  }

  private boolean isWritten(Notice notice, KafkaProducer<byte[], byte[]> producer)
      throws InterruptedException {
    try {
      producer.send(new ProducerRecord<>(notice.topic(), notice.key(), notice.value())).get();
      failing.remove(notice.topic());
      unwritten.remove(notice.topic(), notice); // unless there is a newer one
      return true;
    } catch (ExecutionException | KafkaException e) {
      warn(notice, e);
      return false;
    }
  }

  private void warn(Notice notice, Exception failure) {
    if (!writer.isShutdown() && failing.add(notice.topic())) {
      LOG.warn(
          "{}: Kafka did not store {}, so the live view does not show it; trying on: {}",
          destination,
          notice.subject(),
          failure.getMessage());
    }
  }

  @Override
  public void close() {
    writer.shutdownNow();
    try {
      var unused = writer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
