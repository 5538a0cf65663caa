package io.tracklayer.cli.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.DestinationScope;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.json.Json;
import io.tracklayer.job.gate.selection.Redrive;
import io.tracklayer.view.answers.Wording;
import io.tracklayer.view.facts.Shown;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an event waits for: to be taken in by the job, or for a destination. */
final class OpenWaits {

  private static final Set<String> NEVER_CANONICAL = Set.of("alias", "merge");

  /**
   * @param said the same in words
   * @param facts the same for programs
   */
  record Waiting(Instant since, String line, String said, ObjectNode facts) {}

  private final List<Pause> pauses;
  private final List<DestinationScope> destinations;
  private final OpenCircuits circuits;
  private final Map<String, String> presentNames;
  private final Map<String, TopicRecord> received = new HashMap<>();
  private final Set<String> takenIn = new HashSet<>();
  private final List<TopicRecord> published = new ArrayList<>();
  private final Map<String, Instant> settled = new HashMap<>();

  /** When the outcome was settled that the newest redrive lifts. */
  private final Map<String, Instant> lifted = new HashMap<>();

  private final Map<String, String> failed = new HashMap<>();

  /**
   * @param pauses the destinations that are paused now
   * @param destinations those that are known; an event at another one is not told to wait
   * @param circuits those that are open now
   */
  OpenWaits(List<Pause> pauses, List<DestinationScope> destinations, OpenCircuits circuits) {
    this.circuits = circuits;
    this.pauses = List.copyOf(pauses);
    this.destinations = List.copyOf(destinations);
    presentNames = DestinationScope.presentNames(destinations);
  }

  void received(TopicRecord raw) {
    if (!NEVER_CANONICAL.contains(raw.json().path("type").asText())) {
      received.putIfAbsent(message(raw.json()), raw);
    }
  }

  void takenIn(JsonNode about) {
    takenIn.add(message(about));
  }

  void published(TopicRecord canonical) {
    published.add(canonical);
    takenIn(canonical.json());
  }

  void redriven(Redrive redrive, JsonNode event) {
    lifted.merge(
        at(redrive.destination(), event),
        Instant.ofEpochMilli(redrive.liftedAt()),
        OpenWaits::later);
  }

  void decided(TopicRecord delivery) {
    JsonNode outcome = delivery.json();
    String at = at(outcome.path("destination").asText(), outcome);
    takenIn(outcome);
    if (outcome.path("outcome").asText().equals(Outcome.RETRYING.text())) {
      failed.put(at, outcome.path("reason").asText());
    } else {
      settled.merge(at, settledAt(delivery), OpenWaits::later);
      failed.remove(at);
    }
  }

  /** By the clock that redrives are measured by. */
  private static Instant settledAt(TopicRecord delivery) {
    try {
      return Instant.parse(delivery.json().path("at").asText());
    } catch (DateTimeParseException e) {
      return delivery.at();
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  List<Waiting> waiting() {
    List<Waiting> waiting = new ArrayList<>();
    received.forEach(
        (message, raw) -> {
          if (!takenIn.contains(message)) {
            waiting.add(
                new Waiting(
                    raw.at(),
                    "message " + message + ": not taken in by the job yet",
                    Wording.ofUnderWay(),
                    waitingOf(message)));
          }
        });
    for (TopicRecord event : published) {
      Set<String> paused = new HashSet<>();
      for (Pause pause : pauses) {
        if (pause.concerns().test(event.json()) && waits(pause.destination(), event)) {
          paused.add(pause.destination());
          waiting.add(atPaused(pause, event));
        }
      }
      for (DestinationScope destination : destinations) {
        if (!paused.contains(destination.name())
            && serves(destination, event.json())
            && waits(destination.name(), event)) {
          waiting.add(at(destination.name(), event));
        }
      }
    }
    return waiting;
  }

  private boolean waits(String destination, TopicRecord event) {
    String at = at(destination, event.json());
    Instant settledAt = settled.get(at);
    return settledAt == null || !settledAt.isAfter(lifted.getOrDefault(at, Instant.MIN));
  }

  private Waiting atPaused(Pause pause, TopicRecord event) {
    ObjectNode step =
        step(event, pause.destination(), null).put("paused_since", pause.since().toString());
    return new Waiting(
        later(pause.since(), event.at()),
        pause.destination()
            + ": message "
            + message(event.json())
            + ", paused by an operator since "
            + pause.since(),
        Wording.ofWaiting(step),
        step);
  }

  private Waiting at(String destination, TopicRecord event) {
    String reason = failed.get(at(destination, event.json()));
    ObjectNode step = step(event, destination, reason);
    String open = circuits.tell(destination, step);
    return new Waiting(
        event.at(),
        destination
            + ": message "
            + message(event.json())
            + (reason == null ? ", waits for its turn" : ", to be tried again after " + reason)
            + open,
        Wording.ofWaiting(step),
        step);
  }

  private static ObjectNode step(TopicRecord event, String destination, @Nullable String reason) {
    ObjectNode step = waitingOf(message(event.json())).put("destination", destination);
    return reason == null ? step : step.put("reason", reason);
  }

  private static ObjectNode waitingOf(String message) {
    return Json.object().put("step", "waiting").put("message_id", Shown.id(message));
  }

  private static boolean serves(DestinationScope destination, JsonNode event) {
    return destination.serves(event.path("account").asText(), event.path("environment").asText());
  }

  /** Identifies a copy at a destination, under whichever of its names. */
  private String at(String destination, JsonNode copy) {
    return presentNames.getOrDefault(destination, destination) + " " + message(copy);
  }

  private static String message(JsonNode about) {
    return about.path("message_id").asText();
  }
}
