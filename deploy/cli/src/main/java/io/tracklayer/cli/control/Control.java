package io.tracklayer.cli.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tracklayer.cli.trace.TopicScan;
import io.tracklayer.contract.config.KafkaConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.delivery.ControlRecord;
import io.tracklayer.contract.json.Json;
import io.tracklayer.job.kafka.KafkaClientProperties;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The control topic, through which operators tell the job to pause or resume destinations. */
public final class Control {

  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);

  private Control() {}

  /** The last record of each destination that has one. */
  public static Map<String, ControlRecord> read(String topic, TopicScan scan) throws IOException {
    Map<String, ControlRecord> last = new HashMap<>();
    scan.read(
        topic,
        found -> {
          try {
            ControlRecord told = Json.mapper().treeToValue(found.json(), ControlRecord.class);
            last.put(told.destination(), told);
          } catch (JsonProcessingException e) {
            // not one of our records
          }
        });
    return last;
  }

  /**
   * Returns once the record is stored.
   *
   * @throws IOException when Kafka does not store it
   */
  public static void write(ControlRecord told, KafkaConfig kafka, Secrets secrets)
      throws IOException {
    Properties properties = KafkaClientProperties.resolved(kafka, secrets);
    KafkaClientProperties.makeDurable(properties);
    String timeout = Long.toString(ANSWER_TIMEOUT.toMillis());
    properties.setProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout);
    properties.setProperty(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout);
    properties.setProperty(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
    properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "0");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  kafka.topics().control(), told.destination().getBytes(UTF_8), Json.write(told)))
          .get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for Kafka", e);
    } catch (KafkaException | ExecutionException e) {
      throw new IOException(
          "Kafka at "
              + kafka.bootstrapServers()
              + " did not store it ("
              + cause(e).getClass().getSimpleName()
              + "): check that it runs, and that the topic "
              + kafka.topics().control()
              + " exists",
          e);
    }
  }

  private static Throwable cause(Exception failure) {
    return failure instanceof ExecutionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
