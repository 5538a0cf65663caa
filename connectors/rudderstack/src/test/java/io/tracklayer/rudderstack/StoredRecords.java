package io.tracklayer.rudderstack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.tracklayer.contract.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/** Everything in the receiver's topics, read back as it arrives. Not thread-safe. */
final class StoredRecords implements AutoCloseable {

  private final String bootstrapServers;
  private final List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();
  private final Topics topics;
  private KafkaConsumer<String, byte[]> consumer;

  StoredRecords(String bootstrapServers, String prefix) {
    this.bootstrapServers = bootstrapServers;
    this.topics = new Topics(prefix);
  }

  void createTopics(int maxMessageBytes) {
    administer(
        admin ->
            admin
                .createTopics(
                    names().stream()
                        .map(
                            topic ->
                                new NewTopic(topic, 1, (short) 1)
                                    .configs(
                                        Map.of(
                                            "max.message.bytes",
                                            Integer.toString(maxMessageBytes))))
                        .toList())
                .all());
  }

  void limitTo(int maxMessageBytes) {
    AlterConfigOp limit =
        new AlterConfigOp(
            new ConfigEntry("max.message.bytes", Integer.toString(maxMessageBytes)),
            AlterConfigOp.OpType.SET);
    administer(
        admin ->
            admin
                .incrementalAlterConfigs(
                    names().stream()
                        .collect(
                            Collectors.toMap(
                                topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic),
                                topic -> List.of(limit))))
                .all());
  }

  private void administer(Function<Admin, KafkaFuture<Void>> change) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) bootstrapServers))) {
      change.apply(admin).get(30, SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  ConsumerRecord<String, byte[]> raw(String messageId) {
    return await(topics.raw(), "\"message_id\":\"" + messageId + "\"");
  }

  ConsumerRecord<String, byte[]> rejected(String messageId) {
    return await(topics.rejected(), "\"message_id\":\"" + messageId + "\"");
  }

  ConsumerRecord<String, byte[]> rejectedWith(String text) {
    return await(topics.rejected(), text);
  }

  private List<String> names() {
    return List.of(topics.raw(), topics.rejected());
  }

  /** The first record of the topic that contains the text. */
  private ConsumerRecord<String, byte[]> await(String topic, String text) {
    return Awaitility.await("a record in " + topic + " with " + text)
        .atMost(Duration.ofSeconds(15))
        .pollInSameThread()
        .pollInterval(Duration.ofMillis(20))
        .until(() -> find(topic, text), Optional::isPresent)
        .orElseThrow();
  }

  /** Everything stored by now. */
  List<ConsumerRecord<String, byte[]>> all() {
    List<TopicPartition> partitions = names().stream().map(t -> new TopicPartition(t, 0)).toList();
    Map<TopicPartition, Long> ends = consumer().endOffsets(partitions);
    Awaitility.await("the topics are read to their ends")
        .atMost(Duration.ofSeconds(30))
        .pollInSameThread()
        .pollInterval(Duration.ofMillis(5))
        .until(
            () -> {
              poll();
              return partitions.stream().allMatch(p -> consumer().position(p) >= ends.get(p));
            });
    return List.copyOf(read);
  }

  private Optional<ConsumerRecord<String, byte[]>> find(String topic, String text) {
    poll();
    return read.stream()
        .filter(record -> record.topic().equals(topic))
        .filter(record -> new String(record.value(), UTF_8).contains(text))
        .findFirst();
  }

  private void poll() {
    consumer().poll(Duration.ofMillis(50)).forEach(read::add);
  }

  private KafkaConsumer<String, byte[]> consumer() {
    if (consumer == null) {
      consumer =
          new KafkaConsumer<>(
              Map.of("bootstrap.servers", bootstrapServers),
              new StringDeserializer(),
              new ByteArrayDeserializer());
      List<TopicPartition> partitions =
          names().stream().map(topic -> new TopicPartition(topic, 0)).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    }
    return consumer;
  }

  @Override
  public void close() {
    if (consumer != null) {
      consumer.close();
    }
  }
}
