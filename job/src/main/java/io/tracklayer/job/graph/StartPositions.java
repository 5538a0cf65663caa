package io.tracklayer.job.graph;

import io.tracklayer.contract.config.DeliveryConfig;
import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.job.kafka.TopicReader;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * The offsets at which each destination starts reading when its pipeline is not restored from
 * state.
 *
 * <p>A destination starts one delivery window back, and never at its committed position: settled
 * claims are not sent again, and consent is known only from reading the events that state it. A
 * destination that is added to others starts as its {@code delivery.start} says: by default behind
 * the last event, so that old events are not sent to it.
 */
public final class StartPositions {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Set<String> started;
  private final Set<String> removed;
  private final Map<Integer, Long> end;
  private final Map<Integer, Long> windowAgo;

  private StartPositions(
      Set<String> started,
      Set<String> removed,
      Map<Integer, Long> end,
      Map<Integer, Long> windowAgo) {
    this.started = started;
    this.removed = removed;
    this.end = end;
    this.windowAgo = windowAgo;
  }

  /**
   * Asks Kafka which destinations have read before, and where the canonical topic ends now.
   *
   * @param properties the properties of a Kafka client
   */
  public static StartPositions read(TrackLayerConfig config, Properties properties, Instant now) {
    try (Admin admin = Admin.create(properties);
        TopicReader reader = new TopicReader(properties, TIMEOUT)) {
      Set<String> configured = new HashSet<>();
      config.destinations().forEach(destination -> configured.addAll(destination.names()));
      Set<String> known = groups(admin, config);
      known.addAll(configured);
      Set<String> started = withCommits(admin, config, known);
      Set<String> removed = new TreeSet<>(started);
      removed.removeAll(configured);
      String canonical = config.kafka().topics().canonical();
      return new StartPositions(
          started,
          removed,
          TopicReader.byPartition(reader.end(canonical)),
          TopicReader.byPartition(
              reader.since(now.minus(config.dedup().deliveryWindow()), canonical)));
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new IllegalStateException(
          "Kafka at "
              + config.kafka().bootstrapServers()
              + " did not report the positions of the destinations",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking Kafka where to begin", e);
    }
  }

  /** Destinations that have a committed position and are no longer in the configuration. */
  public Set<String> removed() {
    return removed;
  }

  /** The start offset in each partition for one configured destination. */
  public Map<Integer, Long> of(DestinationConfig destination) {
    boolean isNewBesideOthers =
        !started.isEmpty() && destination.names().stream().noneMatch(started::contains);
    return isNewBesideOthers && destination.delivery().start() == DeliveryConfig.Start.END
        ? end
        : windowAgo;
  }

  /** The names of the destinations whose consumer groups this client may see. */
  private static Set<String> groups(Admin admin, TrackLayerConfig config)
      throws ExecutionException, InterruptedException, TimeoutException {
    String prefix = group(config, "");
    return admin.listGroups().valid().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS).stream()
        .map(GroupListing::groupId)
        .filter(id -> id.startsWith(prefix))
        .map(id -> id.substring(prefix.length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String group(TrackLayerConfig config, String destination) {
    return config.kafka().topicPrefix() + "." + DeliverGraph.group(destination);
  }

  /** Asks for all groups at once, since Kafka then needs one round trip per coordinator. */
  private static Set<String> withCommits(
      Admin admin, TrackLayerConfig config, Set<String> destinations)
      throws ExecutionException, InterruptedException, TimeoutException {
    if (destinations.isEmpty()) {
      return Set.of();
    }
    ListConsumerGroupOffsetsResult offsets =
        admin.listConsumerGroupOffsets(
            destinations.stream()
                .collect(
                    Collectors.toMap(
                        destination -> group(config, destination),
                        destination -> new ListConsumerGroupOffsetsSpec())));
    Set<String> committed = new TreeSet<>();
    for (String destination : destinations) {
      if (hasCommitted(offsets.partitionsToOffsetAndMetadata(group(config, destination)))) {
        committed.add(destination);
      }
    }
    return committed;
  }

  private static boolean hasCommitted(KafkaFuture<Map<TopicPartition, OffsetAndMetadata>> offsets)
      throws ExecutionException, InterruptedException, TimeoutException {
    try {
      return offsets.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS).values().stream()
          .anyMatch(Objects::nonNull);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return false;
      }
      throw e;
    }
  }
}
