package io.tracklayer.e2e.testing;

import io.tracklayer.contract.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One topic of a broker, written and read by a test. Not thread-safe. */
public final class Topic implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final String name;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  public Topic(String bootstrapServers, String name) {
    this.name = name;
    Map<String, Object> properties =
        Map.of("bootstrap.servers", bootstrapServers, "max.request.size", 8 << 20);
    producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    partitions =
        consumer.partitionsFor(name).stream()
            .map(info -> new TopicPartition(name, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Without waiting; {@link #flush} does. */
  public void write(byte[] key, Object value) {
    send(new ProducerRecord<>(name, key, Json.write(value)));
  }

  public void writeBytes(int partition, byte[] key, byte[] value) {
    send(new ProducerRecord<>(name, partition, key, value));
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    // The next flush tells of a failure: a future for each of millions would be too many.
    var unused =
        producer.send(
            record,
            (metadata, problem) -> {
              if (problem != null) {
                failure.compareAndSet(null, problem);
              }
            });
  }

  public void flush() {
    producer.flush();
    if (failure.get() != null) {
      throw new AssertionError("a record was not stored", failure.get());
    }
  }

  /** Every record that came since the last call, up to where the topic ends now. */
  public void readOn(Consumer<ConsumerRecord<byte[], byte[]>> each) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
      consumer.poll(POLL).forEach(each);
    }
  }

  public List<ConsumerRecord<byte[], byte[]>> readOn() {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    readOn(records::add);
    return records;
  }

  /** How many records there are. */
  public long size() {
    return consumer.endOffsets(partitions).values().stream()
        .collect(Collectors.summingLong(n -> n));
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
    consumer.close();
  }
}
