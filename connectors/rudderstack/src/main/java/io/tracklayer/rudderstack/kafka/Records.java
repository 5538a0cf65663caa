package io.tracklayer.rudderstack.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tracklayer.contract.Topics;
import io.tracklayer.contract.delivery.Rejection;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.identifier.IdentifierExtractor;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.contract.identifier.NodeIds;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.rudderstack.envelope.EnvelopeResult;
import io.tracklayer.rudderstack.envelope.RejectedBody;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Turns an event into its record in a topic. The key of a raw event is the node id of its strongest
 * identifier, so that the events of one person stay in order and no key reveals who that is. An
 * event without identifiers, or with only an advertising id, has its message id as key.
 */
public final class Records {

  /** How much to keep of a body that is too large for the rejected topic. */
  public static final int HEAD_BYTES = 16 * 1024;

  private final Topics topics;
  private final IdentifierExtractor identifiers;
  private final NodeIds nodeIds;

  public Records(Topics topics, IdentifierExtractor identifiers, NodeIds nodeIds) {
    this.topics = topics;
    this.identifiers = identifiers;
    this.nodeIds = nodeIds;
  }

  /**
   * @param source the event as sent
   */
  public LogRecord of(EnvelopeResult envelope, byte[] source) {
    if (envelope instanceof EnvelopeResult.Accepted accepted) {
      RawEvent event = accepted.event();
      return new LogRecord(
          record(topics.raw(), event.receivedAt(), key(event), Json.write(event)),
          () -> rejected(tooLarge(event, RejectedBody.of(source)), source));
    }
    return rejected(((EnvelopeResult.Refused) envelope).rejection(), source);
  }

  /** The result for an event whose record is too large for the raw topic. */
  public static EnvelopeResult tooLarge(EnvelopeResult.Accepted accepted) {
    return new EnvelopeResult.Refused(tooLarge(accepted.event(), null));
  }

  private String key(RawEvent event) {
    NodeId anchor = identifiers.anchor(event, nodeIds);
    return anchor.standsForIdentifier() ? anchor.hex() : event.messageId();
  }

  private static Rejection tooLarge(RawEvent event, @Nullable JsonNode body) {
    return new Rejection(
        Rejection.SCHEMA,
        event.messageId(),
        event.account(),
        event.environment(),
        event.receivedAt(),
        Reason.TOO_LARGE,
        "its record is larger than the raw topic's max.message.bytes",
        body);
  }

  /** With the whole body if the topic accepts it, or else with its head, or else without it. */
  private LogRecord rejected(Rejection rejection, byte[] source) {
    if (rejection.body() == null) {
      return new LogRecord(rejected(rejection), null);
    }
    String why = "its body is too large for the topic";
    LogRecord withoutBody = new LogRecord(rejected(rejection.withBody(null, why)), null);
    return new LogRecord(
        rejected(rejection),
        () ->
            new LogRecord(
                rejected(rejection.withBody(TextNode.valueOf(head(source)), why)),
                () -> withoutBody));
  }

  private ProducerRecord<byte[], byte[]> rejected(Rejection rejection) {
    return record(
        topics.rejected(),
        requireNonNull(rejection.receivedAt(), "the receiver's own clock"),
        rejection.messageId(),
        Json.write(rejection));
  }

  private static String head(byte[] source) {
    int to = Math.min(source.length, HEAD_BYTES);
    while (to < source.length && (source[to] & 0xC0) == 0x80) {
      to--; // not in the middle of a character
    }
    return new String(source, 0, to, UTF_8);
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, Instant at, @Nullable String key, byte[] value) {
    return new ProducerRecord<>(
        topic, null, at.toEpochMilli(), key == null ? null : key.getBytes(UTF_8), value);
  }
}
