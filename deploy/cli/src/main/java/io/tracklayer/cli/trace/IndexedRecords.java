package io.tracklayer.cli.trace;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.config.DestinationScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What the live view knows of where the records about an event are.
 *
 * @param since how far back it sees; none if it has read nothing
 * @param positions up to where it has read each partition: later records are in none of the places
 * @param places the offsets of the records
 * @param destinations of the configuration that the view runs with
 */
record IndexedRecords(
    @Nullable String since,
    Map<TopicPartition, Long> positions,
    Map<TopicPartition, NavigableSet<Long>> places,
    List<DestinationScope> destinations) {

  static IndexedRecords of(JsonNode answer) {
    Map<TopicPartition, Long> positions = new HashMap<>();
    answer
        .path("positions")
        .forEach(place -> positions.put(partition(place), place.path("offset").asLong()));
    Map<TopicPartition, NavigableSet<Long>> places = new HashMap<>();
    answer
        .path("records")
        .forEach(
            place ->
                places
                    .computeIfAbsent(partition(place), partition -> new TreeSet<>())
                    .add(place.path("offset").asLong()));
    List<DestinationScope> destinations = new ArrayList<>();
    answer
        .path("destinations")
        .forEach(
            scope ->
                destinations.add(
                    new DestinationScope(
                        scope.path("name").asText(),
                        scope.path("account").asText(),
                        scope.path("environment").asText(),
                        scope.path("renamed_from").asText(null))));
    return new IndexedRecords(answer.path("since").asText(null), positions, places, destinations);
  }

  private static TopicPartition partition(JsonNode place) {
    return new TopicPartition(place.path("topic").asText(), place.path("partition").asInt());
  }

  boolean isOf(String topic) {
    return positions.keySet().stream().anyMatch(partition -> partition.topic().equals(topic));
  }

  Map<TopicPartition, Long> positionsIn(String topic) {
    Map<TopicPartition, Long> found = new HashMap<>(positions);
    found.keySet().removeIf(partition -> !partition.topic().equals(topic));
    return found;
  }
}
