package io.tracklayer.job.delivery.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracklayer.contract.delivery.BreakerRecord;
import io.tracklayer.contract.json.Json;
import io.tracklayer.job.kafka.KafkaClientProperties;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link BreakerLog} in Kafka. Nothing depends on it, so it has neither the task's thread nor its
 * producer, which waits for half an hour: it writes on a thread and with a producer that exist only
 * meanwhile, since a breaker seldom opens.
 */
public final class KafkaBreakerLog implements BreakerLog {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaBreakerLog.class);

  private static final String PATIENCE_MS = "10000";
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(10);
  private static final long IDLE_SECONDS = 1;
  private static final long CLOSE_SECONDS = 2;

  private final Properties properties;
  private final String topic;
  private final AtomicReference<@Nullable BreakerRecord> next = new AtomicReference<>();
  private final ThreadPoolExecutor writer;
  private volatile boolean hasFailed;

  /**
   * @param kafka the properties of a Kafka client, with secrets as references
   */
  public KafkaBreakerLog(Properties kafka, String topic, String destination) {
    properties = new Properties();
    properties.putAll(kafka);
    KafkaClientProperties.makeDurable(properties);
    properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "0");
    properties.setProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MS);
    properties.setProperty(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS);
    properties.setProperty(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MS);
    this.topic = topic;
    writer =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(1),
            work -> thread(work, "breaker of " + destination),
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
    next.set(told);
    writer.execute(this::writeLast); // if one waits already, it will take this record
  }

  private void writeLast() {
    BreakerRecord told = next.getAndSet(null);
    try {
      while (told != null && !isStored(told)) {
        Thread.sleep(PAUSE_AFTER_FAILURE.toMillis());
        BreakerRecord newer = next.getAndSet(null);
        told = newer == null ? told : newer;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isStored(BreakerRecord told) throws InterruptedException {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer
          .send(new ProducerRecord<>(topic, told.key().getBytes(UTF_8), Json.write(told)))
          .get();
      hasFailed = false;
      return true;
    } catch (ExecutionException | KafkaException e) {
      if (!hasFailed && !writer.isShutdown()) {
        LOG.warn(
            "{}: Kafka did not store that its breaker is {}, so the live view does not show it;"
                + " trying on: {}",
            told.key(),
            told.state().text(),
            e.getMessage());
      }
      hasFailed = true;
      return false;
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
