package io.tracklayer.cli.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.delivery.BreakerRecord;
import io.tracklayer.contract.json.Json;
import io.tracklayer.view.answers.CircuitAnswer;
import io.tracklayer.view.store.Circuits;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/** Which circuit breakers are open, as the breakers topic says. Not thread-safe. */
public final class OpenCircuits {

  private final Map<String, TreeMap<Integer, BreakerRecord>> bySubtask = new HashMap<>();

  /** How many each destination has, says its newest record. */
  private final Map<String, Integer> subtasks = new HashMap<>();

  /** Whoever may not read the topic sees none. */
  public static OpenCircuits read(String topic, TopicScan scan) throws IOException {
    OpenCircuits circuits = new OpenCircuits();
    try {
      scan.read(
          topic,
          found -> {
            try {
              circuits.take(Json.mapper().treeToValue(found.json(), BreakerRecord.class));
            } catch (JsonProcessingException e) {
              // not one of our records
            }
          });
    } catch (IOException e) {
      if (!(e.getCause() instanceof TopicAuthorizationException)) {
        throw e;
      }
    }
    return circuits;
  }

  /** The newest record tells how many subtasks there are. */
  void take(BreakerRecord told) {
    if (told.subtask() < told.parallelism()) {
      TreeMap<Integer, BreakerRecord> known =
          bySubtask.computeIfAbsent(told.destination(), destination -> new TreeMap<>());
      known.tailMap(told.parallelism()).clear();
      known.put(told.subtask(), told);
      subtasks.put(told.destination(), told.parallelism());
    }
  }

  /**
   * Adds to a step that waits for a destination that its circuit is open, if it is.
   *
   * @return the same in words; empty while it is closed
   */
  String tell(String destination, ObjectNode step) {
    List<Circuits.Open> each =
        bySubtask.getOrDefault(destination, new TreeMap<>()).values().stream()
            .filter(told -> told.state() == BreakerRecord.State.OPEN)
            .sorted(Comparator.comparing(BreakerRecord::since))
            .map(this::open)
            .toList();
    return Circuits.Open.of(each)
        .map(
            open -> {
              CircuitAnswer.put(open, step);
              return ", circuit open since "
                  + Instant.ofEpochMilli(open.since())
                  + " in "
                  + open.open()
                  + " of "
                  + open.subtasks()
                  + " subtasks";
            })
        .orElse("");
  }

  private Circuits.Open open(BreakerRecord told) {
    return new Circuits.Open(
        told.since().toEpochMilli(),
        told.reason() == null ? "" : told.reason().text(),
        told.status(),
        1,
        subtasks.getOrDefault(told.destination(), told.parallelism()));
  }
}
