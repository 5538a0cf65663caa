package io.tracklayer.view.follow;

import io.tracklayer.view.facts.Fact;
import io.tracklayer.view.facts.FactReader;
import io.tracklayer.view.store.Retention;
import io.tracklayer.view.store.ViewStore;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the topics into the store, on a thread of its own. It goes on where the store's last
 * transaction ended. While Kafka or the disk fails, it waits and tries again; nothing else depends
 * on it.
 */
public final class TopicFollower implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);
  private static final long LOOK_FOR_PARTITIONS_MILLIS = 5_000;
  private static final long RETENTION_MILLIS = 60_000;

  /** A backlog is read much faster than events arrive, and must not outgrow the size either. */
  private static final int RETENTION_RECORDS = 20_000;

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final FactReader reader;
  private final ViewStore store;
  private final Retention retention;
  private final Duration keep;
  private final Clock clock;
  private final Thread thread = new Thread(this::run, "live-view");

  private volatile boolean closing;
  private volatile long behind = -1;
  private volatile String problem = "";
  private volatile Consumer<byte[], byte[]> current;

  /** Not of Kafka: after it the database is opened again. */
  private @Nullable Exception failure;

  private boolean mayNotReadAll;

  /**
   * @param consumers makes a consumer without a group
   * @param keep how far back to begin at the first start
   */
  // Set by the thread before anybody else reads it.
  @SuppressWarnings("NullAway.Init")
  public TopicFollower(
      Supplier<Consumer<byte[], byte[]>> consumers,
      FactReader reader,
      ViewStore store,
      Retention retention,
      Duration keep,
      Clock clock) {
    this.consumers = consumers;
    this.reader = reader;
    this.store = store;
    this.retention = retention;
    this.keep = keep;
    this.clock = clock;
    thread.setDaemon(true);
  }

  /** A consumer that fits the follower, with these properties for the connection. */
  public static Consumer<byte[], byte[]> consumer(Properties connection) {
    Properties properties = new Properties();
    properties.putAll(connection);
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "tracklayer-live-view");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1000");
    properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, Integer.toString(8 << 20));
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  public void start() {
    thread.start();
  }

  /** How many records it has yet to read; negative while that is not known. */
  public long behind() {
    return behind;
  }

  /** Why it does not read at the moment; empty while it does. */
  public String problem() {
    return problem;
  }

  // Whatever is thrown concerns the view only.
  @SuppressWarnings("PMD.AvoidCatchingGenericException")
  private void run() {
    while (!closing) {
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        current = consumer;
        if (failure != null) {
          store.reopen(failure);
          failure = null;
        }
        new Reading(consumer).run();
      } catch (WakeupException e) {
        // closing
      } catch (RuntimeException | SQLException e) {
        failure = e instanceof KafkaException ? failure : e;
        failed(e); // whatever it is, the receiver goes on and the view tries again
      }
    }
  }

  private void failed(Exception e) {
    String now = e.getClass().getSimpleName();
    if (!now.equals(problem)) {
      // The database's messages may quote what was written.
      String detail =
          e instanceof SQLException sql ? "error " + sql.getErrorCode() : e.getMessage();
      LOG.warn("The live view cannot go on reading for now: {}: {}", now, detail);
    }
    problem = now;
    behind = -1;
    try {
      Thread.sleep(PAUSE_AFTER_FAILURE.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      closing = true;
    }
  }

  /** Reading with one consumer, until something fails. */
  private final class Reading {

    private final Consumer<byte[], byte[]> consumer;
    private long nextLook;
    private long nextRetention;
    private int sinceRetention;

    Reading(Consumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    void run() throws SQLException {
      store.adoptNames();
      while (!closing) {
        long now = clock.millis();
        if (now >= nextLook) {
          look(now);
          nextLook = now + LOOK_FOR_PARTITIONS_MILLIS;
        }
        if (consumer.assignment().isEmpty()) {
          pause();
          continue;
        }
        try {
          ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
          take(records);
          sinceRetention += records.count();
        } catch (OffsetOutOfRangeException e) {
          LOG.warn("The live view missed records that the topics no longer hold; it starts anew");
          store.clear();
          consumer.assign(List.of());
          nextLook = 0;
          continue;
        }
        problem = "";
        if (now >= nextRetention || sinceRetention >= RETENTION_RECORDS) {
          retention.apply(now);
          sinceRetention = 0;
          nextRetention = now + RETENTION_MILLIS;
        }
      }
    }

    private void pause() {
      try {
        Thread.sleep(POLL.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        closing = true;
      }
    }

    /** Begins to follow the partitions that have come since. */
    private void look(long now) throws SQLException {
      Set<TopicPartition> followed = consumer.assignment();
      Set<TopicPartition> found = partitions();
      if (found.equals(followed)) {
        return;
      }
      Map<TopicPartition, Long> known = store.positions();
      Map<TopicPartition, Long> starts = new HashMap<>();
      for (TopicPartition partition : followed) {
        starts.put(partition, consumer.position(partition));
      }
      List<TopicPartition> fresh =
          found.stream()
              .filter(partition -> !followed.contains(partition))
              .filter(partition -> !known.containsKey(partition))
              .toList();
      starts.putAll(known);
      starts.keySet().retainAll(found);
      starts.putAll(beginnings(fresh, now));
      consumer.assign(found);
      starts.forEach(consumer::seek);
    }

    private Map<TopicPartition, Long> beginnings(List<TopicPartition> fresh, long now)
        throws SQLException {
      Beginning beginning = new Beginning(consumer, PATIENCE);
      Map<Boolean, List<TopicPartition>> byCompaction =
          fresh.stream()
              .collect(
                  Collectors.partitioningBy(partition -> reader.isCompacted(partition.topic())));
      List<TopicPartition> compacted = byCompaction.getOrDefault(true, List.of());
      List<TopicPartition> dated = byCompaction.getOrDefault(false, List.of());
      if (store.floor() == Long.MIN_VALUE) {
        store.raiseFloor(beginning.firstWholeMinute(dated, now - keep.toMillis()));
      }
      Map<TopicPartition, Long> beginnings = beginning.positions(dated, store.floor());
      beginnings.putAll(consumer.beginningOffsets(compacted, PATIENCE));
      return beginnings;
    }

    private Set<TopicPartition> partitions() {
      return reader.topics().stream()
          .flatMap(topic -> partitionsOf(topic).stream())
          .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
          .collect(Collectors.toSet());
    }

    private List<PartitionInfo> partitionsOf(String topic) {
      try {
        return consumer.partitionsFor(topic, PATIENCE);
      } catch (TopicAuthorizationException e) {
        if (!reader.isDispensable(topic)) {
          throw e;
        }
        if (!mayNotReadAll) {
          LOG.warn("The live view may not read {}, and goes without it", topic);
        }
        mayNotReadAll = true;
        return List.of();
      }
    }

    private void take(ConsumerRecords<byte[], byte[]> records) throws SQLException {
      if (!records.isEmpty()) {
        List<Fact> facts = new ArrayList<>(records.count());
        Map<TopicPartition, Long> positions = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
          facts.add(reader.read(record));
          positions.put(
              new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
        }
        store.write(facts, positions);
      }
      long left = 0;
      for (TopicPartition partition : consumer.assignment()) {
        left += consumer.currentLag(partition).orElse(0);
      }
      behind = left;
    }
  }

  @Override
  public void close() {
    closing = true;
    Consumer<byte[], byte[]> last = current;
    if (last != null) {
      last.wakeup();
    }
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
