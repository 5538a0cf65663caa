package io.tracklayer.local.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.identifier.IdentifierExtractor;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.contract.identifier.NodeIds;
import io.tracklayer.contract.json.Json;
import io.tracklayer.job.kafka.KafkaClientProperties;
import io.tracklayer.local.generate.TrafficGenerator;
import io.tracklayer.rudderstack.envelope.EnvelopeReader;
import io.tracklayer.rudderstack.envelope.EnvelopeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Fills the raw topic with generated traffic, in the records that the receiver would write. */
final class Preload {

  /** How long after an event it is received. */
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(3);

  private final TrackLayerConfig config;

  Preload(TrackLayerConfig config) {
    this.config = config;
  }

  /** Where traffic of so many events begins, if the last one shall have arrived by then. */
  static Instant start(Instant end, int events) {
    return end.minus(TrafficGenerator.INTERVAL.multipliedBy(events)).minus(ON_ITS_WAY);
  }

  /**
   * @param events in the topic
   * @param resolved those that the job's first half publishes or counts as copies: all but those
   *     that tell of identity only
   * @param bytes of the events as JSON
   */
  record Loaded(int events, int resolved, long bytes) {}

  /**
   * @param traffic envelopes
   * @param start when the first of them happens
   */
  Loaded fill(Iterable<ObjectNode> traffic, Instant start) throws BenchFailure {
    EnvelopeReader envelopes = new EnvelopeReader(config.endpoints().get(0));
    IdentifierExtractor identifiers = new IdentifierExtractor(config.identity());
    NodeIds nodeIds = new NodeIds(Secrets.ofThisProcess().require(config.identity().keyRef()));
    String topic = config.kafka().topics().raw();
    AtomicReference<Exception> failure = new AtomicReference<>();
    int sent = 0;
    int resolved = 0;
    long bytes = 0;
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      for (ObjectNode envelope : traffic) {
        Instant at = start.plus(TrafficGenerator.INTERVAL.multipliedBy(sent)).plus(ON_ITS_WAY);
        RawEvent event = received(envelopes.read(Json.write(envelope), at));
        NodeId anchor = identifiers.anchor(event, nodeIds);
        String key = anchor.standsForIdentifier() ? anchor.hex() : event.messageId();
        byte[] value = Json.write(event);
        // The flush tells of a failure: a future for each of millions would be too many.
        var unused =
            producer.send(
                new ProducerRecord<>(topic, null, at.toEpochMilli(), key.getBytes(UTF_8), value),
                (stored, problem) -> failure.compareAndSet(null, problem));
        sent++;
        bytes += value.length;
        resolved += CanonicalNames.IDENTITY_TYPES.contains(event.type()) ? 0 : 1;
      }
      producer.flush();
    }
    if (failure.get() != null) {
      throw new BenchFailure(
          "generated events were not stored: " + failure.get().getMessage(), failure.get());
    }
    return new Loaded(sent, resolved, bytes);
  }

  private static RawEvent received(EnvelopeResult result) throws BenchFailure {
    if (result instanceof EnvelopeResult.Accepted accepted) {
      return accepted.event();
    }
    throw new BenchFailure(
        "the receiver would refuse generated traffic: "
            + ((EnvelopeResult.Refused) result).rejection().reason().text());
  }

  /** Batches and compression are the receiver's. */
  private KafkaProducer<byte[], byte[]> producer() {
    Properties properties = KafkaClientProperties.resolved(config.kafka(), Secrets.ofThisProcess());
    KafkaClientProperties.makeDurable(properties);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, "2");
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, "65536");
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
