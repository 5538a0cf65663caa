package io.tracklayer.job.graph;

import io.tracklayer.contract.config.DeliveryConfig;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.job.kafka.TopicReader;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * Where each destination begins to read when its pipeline is not restored from state.
 *
 * <p>At the beginning, the replay guard keeping it from sending again what was settled, on the
 * first start of all and where this destination has read before. A destination that is new beside
 * others begins as its {@code delivery.start} says: by default behind the last event, so that old
 * events are not sent to it.
 */
public final class StartPositions {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Set<String> started;
  private final Map<TopicPartition, Long> end;

  private StartPositions(Set<String> started, Map<TopicPartition, Long> end) {
    this.started = started;
    this.end = end;
  }

  /**
   * Asks Kafka which destinations have read before, and where the canonical topic ends now.
   *
   * @param properties of a Kafka client
   */
  public static StartPositions read(TrackLayerConfig config, Properties properties) {
    try (Admin admin = Admin.create(properties);
        TopicReader reader = new TopicReader(properties, TIMEOUT)) {
      Set<String> started = new HashSet<>();
      for (DestinationConfig destination : config.destinations()) {
        if (hasCommitted(admin, config, destination)) {
          started.add(destination.name());
        }
      }
      return new StartPositions(started, reader.end(config.kafka().topics().canonical()));
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

  /** For one destination of the configuration. */
  public OffsetsInitializer of(DestinationConfig destination) {
    boolean isNewBesideOthers = !started.isEmpty() && !started.contains(destination.name());
    if (isNewBesideOthers && destination.delivery().start() == DeliveryConfig.Start.END) {
      return OffsetsInitializer.offsets(end);
    }
    return OffsetsInitializer.earliest();
  }

  private static boolean hasCommitted(
      Admin admin, TrackLayerConfig config, DestinationConfig destination)
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
