package io.tracklayer.cli.control;

import io.tracklayer.contract.config.KafkaConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.job.graph.DeliverGraph;
import io.tracklayer.job.kafka.KafkaClientProperties;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** How far a destination has read the canonical topic. */
public final class Unread {

  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private Unread() {}

  /**
   * The number of records after the position of the destination's consumer group; empty while it
   * has no position.
   *
   * @throws IOException when Kafka does not answer
   */
  public static OptionalLong records(String destination, KafkaConfig kafka, Secrets secrets)
      throws IOException {
    try (Admin admin = Admin.create(KafkaClientProperties.resolved(kafka, secrets))) {
      Map<TopicPartition, OffsetAndMetadata> read = new HashMap<>();
      Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
      admin
          .listConsumerGroupOffsets(kafka.topicPrefix() + "." + DeliverGraph.group(destination))
          .partitionsToOffsetAndMetadata()
          .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
          .forEach(
              (partition, offset) -> {
                if (offset != null && partition.topic().equals(kafka.topics().canonical())) {
                  read.put(partition, offset);
                  ends.put(partition, OffsetSpec.latest());
                }
              });
      long unread = 0;
      for (var end :
          admin.listOffsets(ends).all().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS).entrySet()) {
        OffsetAndMetadata position = read.get(end.getKey());
        if (position != null) {
          unread += Math.max(0, end.getValue().offset() - position.offset());
        }
      }
      return read.isEmpty() ? OptionalLong.empty() : OptionalLong.of(unread);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for Kafka", e);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return OptionalLong.empty();
      }
      throw new IOException("Kafka at " + kafka.bootstrapServers() + " does not answer", e);
    }
  }
}
