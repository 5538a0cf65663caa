package io.tracklayer.job.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.Topics;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.delivery.DeliveryRecord;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.event.EventRef;
import io.tracklayer.job.copies.CopyRef;
import io.tracklayer.job.delivery.claim.CopyOutcome;
import io.tracklayer.job.delivery.claim.PastOutcome;
import io.tracklayer.job.delivery.claim.Sender;
import io.tracklayer.job.delivery.journal.OutcomeRecords;
import io.tracklayer.job.gate.Copy;
import io.tracklayer.job.gate.Outgoing;
import io.tracklayer.job.gate.consent.Statement;
import io.tracklayer.job.kafka.RecordLimit;
import io.tracklayer.job.kafka.RecordLog;
import io.tracklayer.job.kafka.TopicReader;
import io.tracklayer.job.testing.Events;
import io.tracklayer.job.topics.TopicPlan;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How fast one delivery task reads back, at a start without state, what was settled before: of each
 * order one record of the claims topic and one of the deliveries topic, over RocksDB and without
 * Kafka. What it takes to make the records is left out.
 */
@Tag("benchmark")
class ReadBackBenchmarkIT {

  private static final int ORDERS = Integer.getInteger("benchmark.orders", 1_000_000);
  private static final long NOW = Events.OCCURRED.toEpochMilli() + 5_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final DestinationConfig destination = Events.destination("api", List.of("marketing"));
  private final OutcomeRecords records =
      new OutcomeRecords(
          "api", destination.consent(), new Topics("test"), new RecordLimit(TopicPlan.MESSAGE));
  private final Sender sender = new Sender(1, "6f1c2a34-95a1-4b3c-8d49-0c7c5d1e2f3a");

  @Test
  void readsBackWhatWasSettledBeforeAStartWithoutState() throws Exception {
    read(ORDERS / 10);
    Span made = made(ORDERS);
    Span all = read(ORDERS);
    Span span = all.without(made);
    System.out.printf(
        "%,d orders, %,d records: %,d ms (processor time of the task %,d ms), %,.0f records/s%n",
        ORDERS,
        2 * ORDERS,
        span.wall / 1_000_000,
        span.cpu / 1_000_000,
        2 * ORDERS / (span.wall / 1e9));
  }

  private record Span(long wall, long cpu) {

    private static Span now() {
      return new Span(System.nanoTime(), THREADS.getCurrentThreadCpuTime());
    }

    private Span without(Span other) {
      return new Span(wall - other.wall, cpu - other.cpu);
    }
  }

  private Span made(int orders) {
    Span began = Span.now();
    long[] headers = new long[1];
    for (RecordLog log : List.of(new Claims(orders), new Deliveries(orders))) {
      log.scan(Map.of(), consumed -> headers[0] += consumed.headers().toArray().length);
    }
    assertThat(headers[0]).isGreaterThan(10L * orders);
    return Span.now().without(began);
  }

  private Span read(int orders) throws Exception {
    FakeJournal journal = new FakeJournal("api", destination.consent());
    try (DeliveryHarness delivery =
        new DeliveryHarness(
            destination, new FakeApi(), journal, new Deliveries(orders), new Claims(orders))) {
      delivery.setProcessingTime(NOW);
      Span began = Span.now();
      delivery.open();
      Span took = Span.now().without(began);
      delivery.catchUp();
      assertKnown(delivery, journal, orders);
      return took;
    }
  }

  /** An order that was read back is not sent again. */
  private static void assertKnown(DeliveryHarness delivery, FakeJournal journal, int orders)
      throws Exception {
    Copy again = delivery.copy(Events.purchase("again"));
    CopyRef ref = again.ref();
    String claim = told(orders / 2).ref().claim();
    delivery.processElement1(
        new Outgoing.OfCopy(
            new Copy(
                new CopyRef(claim, ref.event(), ref.sourceEventId(), ref.profileId(), null),
                again.occurredAt(),
                again.receivedAt(),
                again.consent(),
                again.denied(),
                true,
                null,
                again.json(),
                null,
                null,
                false)));
    assertThat(journal.outcomes())
        .extracting(DeliveryRecord::outcome)
        .containsExactly(Outcome.DUPLICATE);
  }

  private static CopyOutcome told(int order) {
    SplittableRandom random = new SplittableRandom(order);
    String hex = String.format("%016x%016x", random.nextLong(), random.nextLong());
    String id = "7f0c1b9e-" + hex.substring(0, 24);
    return new CopyOutcome(
        new CopyRef(
            "b" + hex, new EventRef(id, id, "purchase", "acct", "production"), id, hex, null),
        Outcome.DELIVERED,
        1,
        200,
        null,
        null,
        Map.of("marketing", new Statement(ConsentState.GRANTED, "traits.opt_in", 1_000)),
        NOW - 1_000_000 + order / 10,
        10,
        true,
        null,
        null,
        null);
  }

  /** Makes its records when they are read, since a million of them do not fit into memory. */
  private abstract static class Made implements RecordLog {

    private final int orders;

    Made(int orders) {
      this.orders = orders;
    }

    abstract ProducerRecord<byte[], byte[]> of(CopyOutcome told);

    @Override
    public Map<Integer, Long> beginning() {
      return Map.of(0, 0L);
    }

    @Override
    public Map<Integer, Long> end() {
      return Map.of(0, (long) orders);
    }

    @Override
    public Map<Integer, Long> at(Instant time) {
      return beginning();
    }

    @Override
    public <E extends Exception> Map<Integer, Long> scan(
        Map<Integer, Long> from, TopicReader.Visitor<E> visitor) throws E {
      for (int i = from.getOrDefault(0, 0L).intValue(); i < orders; i++) {
        ProducerRecord<byte[], byte[]> next = of(told(i));
        visitor.visit(
            new ConsumerRecord<>(
                next.topic(),
                0,
                i,
                NOW,
                TimestampType.CREATE_TIME,
                -1,
                -1,
                next.key(),
                next.value(),
                next.headers(),
                Optional.empty()));
      }
      return end();
    }

    @Override
    public <E extends Exception> void follow(
        Map<Integer, Long> from, TopicReader.Visitor<E> visitor) throws E, InterruptedException {
      scan(from, visitor);
      new CountDownLatch(1).await();
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  private final class Claims extends Made {
    private Claims(int orders) {
      super(orders);
    }

    @Override
    ProducerRecord<byte[], byte[]> of(CopyOutcome told) {
      return records.settledClaim(PastOutcome.of(told, sender));
    }
  }

  private final class Deliveries extends Made {
    private Deliveries(int orders) {
      super(orders);
    }

    @Override
    ProducerRecord<byte[], byte[]> of(CopyOutcome told) {
      return records.delivery(told, sender);
    }
  }
}
