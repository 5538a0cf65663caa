package io.tracklayer.job.graph;

import io.tracklayer.contract.config.DeliveryConfig;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.job.kafka.TopicReader;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * Where each destination begins to read when its pipeline is not restored from state.
 *
 * <p>The delivery window back, and never where it had read to: claims that are settled are not sent
 * again, and what is permitted is known only to who has read what was said. A destination that is
 * new beside others begins as its {@code delivery.start} says: by default behind the last event, so
 * that old events are not sent to it.
 */
public final class StartPositions {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Set<String> started;
  private final Map<Integer, Long> end;
  private final Map<Integer, Long> windowAgo;

  private StartPositions(
      Set<String> started, Map<Integer, Long> end, Map<Integer, Long> windowAgo) {
    this.started = started;
    this.end = end;
    this.windowAgo = windowAgo;
  }

  /**
   * Asks Kafka which destinations have read before, and where the canonical topic ends now.
   *
   * @param properties of a Kafka client
   */
  public static StartPositions read(TrackLayerConfig config, Properties properties, Instant now) {
    try (Admin admin = Admin.create(properties);
        TopicReader reader = new TopicReader(properties, TIMEOUT)) {
      Set<String> started = new HashSet<>();
      for (DestinationConfig destination : config.destinations()) {
        for (String name : destination.names()) {
          if (hasCommitted(admin, config, name)) {
            started.add(name);
          }
        }
      }
      String canonical = config.kafka().topics().canonical();
      return new StartPositions(
          started,
          byPartition(reader.end(canonical)),
          byPartition(reader.since(now.minus(config.dedup().deliveryWindow()), canonical)));
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new IllegalStateException(
          "Kafka at "
              + config.kafka().bootstrapServers()
              + " did not tell where the destinations stand",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking Kafka where to begin", e);
    }
  }

  private static Map<Integer, Long> byPartition(Map<TopicPartition, Long> offsets) {
    Map<Integer, Long> byPartition = new TreeMap<>();
    offsets.forEach((partition, offset) -> byPartition.put(partition.partition(), offset));
    return byPartition;
  }

  /** By partition, for one destination of the configuration. */
  public Map<Integer, Long> of(DestinationConfig destination) {
    boolean isNewBesideOthers =
        !started.isEmpty() && destination.names().stream().noneMatch(started::contains);
    return isNewBesideOthers && destination.delivery().start() == DeliveryConfig.Start.END
        ? end
        : windowAgo;
  }

  private static boolean hasCommitted(Admin admin, TrackLayerConfig config, String destination)
      throws ExecutionException, InterruptedException, TimeoutException {
    String group = config.kafka().topicPrefix() + "." + DeliverGraph.group(destination);
    try {
      return admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
          .values()
          .stream()
          .anyMatch(offset -> offset != null);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return false;
      }
      throw e;
    }
  }
}
