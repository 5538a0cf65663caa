package io.tracklayer.job.delivery.journal;

import io.tracklayer.contract.Topics;
import io.tracklayer.job.delivery.claim.ClaimTerms;
import io.tracklayer.job.delivery.claim.CopyOutcome;
import io.tracklayer.job.delivery.claim.PastOutcome;
import io.tracklayer.job.delivery.claim.Sender;
import io.tracklayer.job.delivery.sending.Unacknowledged;
import io.tracklayer.job.kafka.KafkaClientProperties;
import io.tracklayer.job.kafka.RecordLimit;
import io.tracklayer.job.topics.TopicPlan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A {@link Journal} in Kafka. Acknowledgements come on the producer's thread. */
public final class KafkaJournal implements Journal {

  /**
   * Short, because an event whose outcome is not yet published when a process dies may be sent
   * again.
   */
  private static final String LINGER_MS = "5";

  /**
   * How long the producer tries to write a record. A shorter outage of Kafka costs nothing. If the
   * producer gave up, events that were answered meanwhile would be sent again.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final KafkaProducer<byte[], byte[]> producer;
  private final OutcomeRecords records;
  private final String deliveries;
  private final String claims;
  private final Clock clock;
  private final Unacknowledged waiting = new Unacknowledged();
  private final Queue<Long> acknowledged = new ConcurrentLinkedQueue<>();
  private volatile boolean isHeld;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /**
   * @param properties the properties of a Kafka client, with secrets as references
   * @param clock a clock that never steps back
   */
  private KafkaJournal(
      Properties properties,
      OutcomeRecords records,
      String deliveries,
      String claims,
      Clock clock) {
    Properties producerProperties = new Properties();
    producerProperties.putAll(properties);
    KafkaClientProperties.makeDurable(producerProperties);
    KafkaClientProperties.compress(producerProperties);
    String patience = Long.toString(PATIENCE.toMillis());
    producerProperties.setProperty(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
    producerProperties.setProperty(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, patience);
    producerProperties.setProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, patience);
    producer =
        new KafkaProducer<>(
            producerProperties, new ByteArraySerializer(), new ByteArraySerializer());
    this.records = records;
    this.deliveries = deliveries;
    this.claims = claims;
    this.clock = clock;
  }

  /** The journal of one destination. */
  public static KafkaJournal of(
      String destination, ClaimTerms terms, Properties properties, Topics topics, Clock clock) {
    return new KafkaJournal(
        properties,
        new OutcomeRecords(
            destination, terms.required().purposes(), topics, new RecordLimit(TopicPlan.MESSAGE)),
        topics.deliveries(),
        topics.claims(),
        clock);
  }

  @Override
  public void started(SenderStart started) throws Exception {
    Instant now = clock.instant();
    List<Future<?>> stored = new ArrayList<>();
    for (PartitionInfo info : producer.partitionsFor(claims)) {
      stored.add(producer.send(records.startedAmongClaims(started, now, info.partition())));
    }
    for (PartitionInfo info : producer.partitionsFor(deliveries)) {
      stored.add(producer.send(records.startedAmongDeliveries(started, info.partition())));
    }
    for (Future<?> each : stored) {
      each.get();
    }
  }

  @Override
  public void publish(CopyOutcome outcome, Sender sender) {
    send(records.delivery(outcome, sender));
    if (outcome.settlesClaim()) {
      settled(PastOutcome.of(outcome, sender));
    }
  }

  @Override
  public void settled(PastOutcome past) {
    send(records.settledClaim(past));
  }

  @Override
  public void bury(CopyOutcome outcome, byte[] json) {
    send(records.deadLetter(outcome, json));
  }

  private void send(ProducerRecord<byte[], byte[]> next) {
    long number = waiting.published(clock.millis());
    var unused =
        producer.send(
            next,
            (stored, failed) -> {
              if (failed == null) {
                acknowledged.add(number);
              } else {
                failure.compareAndSet(null, failed);
              }
            });
  }

  @Override
  public boolean holdsSending() {
    takeAcknowledgements();
    isHeld = waiting.holdSending(clock.millis());
    return isHeld;
  }

  @Override
  public boolean isHeld() {
    return isHeld;
  }

  @Override
  public int unacknowledged() {
    return waiting.size();
  }

  private void takeAcknowledgements() {
    for (Long number = acknowledged.poll(); number != null; number = acknowledged.poll()) {
      waiting.acknowledged(number);
    }
  }

  @Override
  public void flush() throws Exception {
    producer.flush();
    if (failure.get() != null) {
      throw failure.get();
    }
    takeAcknowledgements();
  }

  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }
}
