package io.tracklayer.rudderstack;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracklayer.contract.Topics;
import io.tracklayer.contract.delivery.Rejection;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.identifier.IdentifierExtractor;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.contract.identifier.NodeIds;
import io.tracklayer.contract.json.Json;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an event in the topics. A raw event's key is the node id of its strongest
 * identifier, so that the events of one person stay in order and no key reveals who it is; without
 * one, or with nothing but an advertising id, its message id.
 */
final class Records {

  private final Topics topics;
  private final IdentifierExtractor identifiers;
  private final NodeIds nodeIds;

  Records(Topics topics, IdentifierExtractor identifiers, NodeIds nodeIds) {
    this.topics = topics;
    this.identifiers = identifiers;
    this.nodeIds = nodeIds;
  }

  LogRecord of(EnvelopeResult envelope) {
    if (envelope instanceof EnvelopeResult.Accepted accepted) {
      RawEvent event = accepted.event();
      return new LogRecord(
          record(topics.raw(), event.receivedAt(), key(event), Json.write(event)), null);
    }
    Rejection rejection = ((EnvelopeResult.Refused) envelope).rejection();
    return new LogRecord(
        rejected(rejection),
        rejection.body() == null
            ? null
            : rejected(rejection.withoutBody("its body is more than the topic takes")));
  }

  private String key(RawEvent event) {
    NodeId anchor = identifiers.anchor(event, nodeIds);
    return anchor.standsForIdentifier() ? anchor.hex() : event.messageId();
  }

  private ProducerRecord<byte[], byte[]> rejected(Rejection rejection) {
    return record(
        topics.rejected(), rejection.receivedAt(), rejection.messageId(), Json.write(rejection));
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, Instant at, @Nullable String key, byte[] value) {
    return new ProducerRecord<>(
        topic, null, at.toEpochMilli(), key == null ? null : key.getBytes(UTF_8), value);
  }
}
