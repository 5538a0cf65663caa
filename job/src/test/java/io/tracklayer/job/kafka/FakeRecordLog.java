package io.tracklayer.job.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;

/**
 * A topic with one partition, in memory; it may be read on another thread than it is written on.
 */
public final class FakeRecordLog implements RecordLog {

  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
  private volatile long readFrom = -1;
  private volatile long readTo;

  public void publish(ProducerRecord<byte[], byte[]> next, Instant at) {
    publish(next.key(), next.value(), next.headers(), at);
  }

  public synchronized void publish(byte[] key, byte[] value, Headers headers, Instant at) {
    records.add(
        new ConsumerRecord<>(
            "topic",
            0,
            records.size(),
            at.toEpochMilli(),
            TimestampType.CREATE_TIME,
            -1,
            -1,
            key,
            value,
            headers,
            Optional.empty()));
  }

  public List<ConsumerRecord<byte[], byte[]>> records() {
    return records;
  }

  public List<String> keys() {
    return records.stream().map(r -> r.key() == null ? null : new String(r.key(), UTF_8)).toList();
  }

  @Override
  public Map<Integer, Long> beginning() {
    return Map.of(0, 0L);
  }

  @Override
  public Map<Integer, Long> end() {
    return Map.of(0, (long) records.size());
  }

  @Override
  public Map<Integer, Long> at(Instant time) {
    return Map.of(0, records.stream().filter(r -> r.timestamp() < time.toEpochMilli()).count());
  }

  @Override
  public <E extends Exception> Map<Integer, Long> scan(
      Map<Integer, Long> from, TopicReader.Visitor<E> visitor) throws E {
    long start = from.getOrDefault(0, 0L);
    if (readFrom < 0) {
      readFrom = start;
    }
    List<ConsumerRecord<byte[], byte[]>> unread = recordsFrom((int) start);
    for (ConsumerRecord<byte[], byte[]> consumed : unread) {
      visitor.visit(consumed);
    }
    readTo = start + unread.size();
    return Map.of(0, start + unread.size());
  }

  @Override
  public <E extends Exception> void follow(Map<Integer, Long> from, TopicReader.Visitor<E> visitor)
      throws E, InterruptedException {
    Map<Integer, Long> next = from;
    while (true) {
      next = scan(next, visitor);
      Thread.sleep(10);
    }
  }

  /** Where it was read from first; -1 when it never was. */
  public long readFrom() {
    return readFrom;
  }

  /** Whether somebody has read everything there is. */
  public synchronized boolean isReadThrough() {
    return readTo == records.size();
  }

  private synchronized List<ConsumerRecord<byte[], byte[]>> recordsFrom(int start) {
    return List.copyOf(records.subList(Math.min(start, records.size()), records.size()));
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
