package io.tracklayer.job.delivery.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.Topics;
import io.tracklayer.contract.delivery.ClaimRecord;
import io.tracklayer.contract.delivery.ConsentProof;
import io.tracklayer.contract.delivery.DeadLetter;
import io.tracklayer.contract.delivery.DeliveryRecord;
import io.tracklayer.contract.json.Json;
import io.tracklayer.job.canonical.Shedding;
import io.tracklayer.job.copies.CopyRef;
import io.tracklayer.job.delivery.claim.CopyOutcome;
import io.tracklayer.job.delivery.claim.PastOutcome;
import io.tracklayer.job.delivery.claim.Refunded;
import io.tracklayer.job.delivery.claim.Sender;
import io.tracklayer.job.gate.consent.Statement;
import io.tracklayer.job.kafka.RecordLimit;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes the records that are published of one destination's deliveries. Pure. */
public final class OutcomeRecords {

  /** The fields that are kept of an event that is too large even without properties and items. */
  private static final List<String> WHAT_NAMES_IT =
      List.of(
          "schema",
          "claim",
          "event_id",
          "source_event_id",
          "message_id",
          "duplicate_of",
          "name",
          "occurred_at",
          "received_at",
          "account",
          "environment",
          "profile_id");

  private final String destination;
  private final List<String> requiredConsent;
  private final Topics topics;
  private final RecordLimit limit;

  public OutcomeRecords(
      String destination, List<String> requiredConsent, Topics topics, RecordLimit limit) {
    this.destination = destination;
    this.requiredConsent = List.copyOf(requiredConsent);
    this.topics = topics;
    this.limit = limit;
  }

  /** The record that people read. Its headers are read back, unless the copy was only logged. */
  public ProducerRecord<byte[], byte[]> delivery(CopyOutcome told, Sender sender) {
    CopyRef ref = told.ref();
    ProducerRecord<byte[], byte[]> next =
        new ProducerRecord<>(
            topics.deliveries(), ref.eventId().getBytes(UTF_8), Json.write(outcome(told)));
    if (!told.isOnlyLogged()) {
      PastHeaders.write(destination, PastOutcome.of(told, sender), next.headers());
    }
    return next;
  }

  private DeliveryRecord outcome(CopyOutcome told) {
    CopyRef ref = told.ref();
    return DeliveryRecord.of(
            ref.event(),
            told.outcome(),
            told.at() - told.latencyMs(),
            Instant.ofEpochMilli(told.at()))
        .claim(ref.claim(), ref.sourceEventId())
        .profile(ref.profileId())
        .destination(destination)
        .afterAttempt(told.attempt(), told.status())
        .because(told.cause())
        .answered(told.said())
        .duplicateOf(ref.duplicateOf())
        .matched(told.matched())
        .consent(proof(told.consent()))
        .build();
  }

  /** The consent to every required purpose, as it counted. */
  private Map<String, ConsentProof> proof(Map<String, Statement> consent) {
    Map<String, ConsentProof> proof = new TreeMap<>();
    for (String purpose : requiredConsent) {
      Statement statement = consent.getOrDefault(purpose, Statement.NONE);
      proof.put(
          purpose,
          new ConsentProof(
              statement.state(),
              statement.source(),
              statement.words(),
              statement.isMade() ? Instant.ofEpochMilli(statement.at()) : null,
              statement.unitedBy()));
    }
    return proof;
  }

  /** The record of the claims topic for an outcome that settles its claim. */
  public ProducerRecord<byte[], byte[]> settledClaim(PastOutcome past) {
    Refunded refunded = past.refunded();
    ProducerRecord<byte[], byte[]> next =
        new ProducerRecord<>(
            topics.claims(),
            past.claim().getBytes(UTF_8),
            Json.write(
                new ClaimRecord.Settled(
                    ClaimRecord.SCHEMA,
                    destination,
                    past.claim(),
                    Objects.requireNonNull(
                        past.eventId(), "an outcome that settles a claim has an event id"),
                    past.messageId(),
                    past.outcome(),
                    Instant.ofEpochMilli(past.at()),
                    past.sale(),
                    refunded == null ? null : refunded.purchase(),
                    refunded == null ? null : refunded.amount())));
    PastHeaders.write(destination, past, next.headers());
    return next;
  }

  public ProducerRecord<byte[], byte[]> startedAmongClaims(
      SenderStart started, Instant at, int partition) {
    ProducerRecord<byte[], byte[]> next =
        new ProducerRecord<>(
            topics.claims(),
            partition,
            destination.getBytes(UTF_8),
            Json.write(
                new ClaimRecord.Started(
                    ClaimRecord.SCHEMA,
                    destination,
                    started.sender().epoch(),
                    started.sender().id(),
                    started.firstKeyGroup(),
                    started.lastKeyGroup(),
                    at)));
    PastHeaders.write(started, next.headers());
    return next;
  }

  /** The record has no value, since people read this topic. */
  public ProducerRecord<byte[], byte[]> startedAmongDeliveries(SenderStart started, int partition) {
    ProducerRecord<byte[], byte[]> next =
        new ProducerRecord<>(topics.deliveries(), partition, null, null);
    PastHeaders.write(started, next.headers());
    return next;
  }

  /**
   * A dead letter that is too large for its topic goes without what is least needed of the event.
   */
  public ProducerRecord<byte[], byte[]> deadLetter(CopyOutcome told, byte[] json) {
    try {
      ObjectNode event = (ObjectNode) Json.parse(json);
      ProducerRecord<byte[], byte[]> next = deadLetter(told, event);
      for (int fields = 1; !limit.admits(next) && fields <= Shedding.FIELDS.size(); fields++) {
        Shedding.shed(event, fields);
        next = deadLetter(told, event);
      }
      if (!limit.admits(next)) {
        event.retain(WHAT_NAMES_IT);
        next = deadLetter(told, event);
      }
      return next;
    } catch (IOException | ClassCastException e) {
      throw new IllegalStateException("a canonical event that was read before cannot be read", e);
    }
  }

  private ProducerRecord<byte[], byte[]> deadLetter(CopyOutcome told, ObjectNode event) {
    return new ProducerRecord<>(
        topics.deadLetters(),
        destination.getBytes(UTF_8),
        Json.write(DeadLetter.of(outcome(told), event)));
  }
}
