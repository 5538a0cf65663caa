package io.tracklayer.e2e.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.e2e.testing.Topic;
import io.tracklayer.sandbox.RecordedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Compares what was sent with what the deliveries topic and the recorded requests say. Knows
 * nothing else of the job, and shares no code with it. Not thread-safe.
 */
final class DeliveryOracle {

  /** Outcomes that settle an event: of these there is exactly one for each event. */
  private static final Set<String> FINAL =
      Set.of("delivered", "rejected", "expired", "consent_denied", "not_applicable", "duplicate");

  /** These come after a request; with any other outcome there was none. */
  private static final Set<String> AFTER_A_REQUEST = Set.of("delivered", "rejected");

  private static final String DELIVERED = "delivered";

  private record Key(String destination, String eventId) {
    @Override
    public String toString() {
      return eventId + " at " + destination;
    }
  }

  private record Told(String outcome, Instant at) {}

  /** One event in one request. */
  private record Sending(Instant at, boolean taken, boolean answerWasLost, JsonNode event) {}

  private final Map<String, Target> targets = new TreeMap<>();
  private final Map<Key, String> expected = new HashMap<>();
  private final Map<Key, List<Told>> told = new HashMap<>();
  private final Map<Key, List<String>> toldOfMessages = new HashMap<>();
  private final Map<Key, String> causes = new HashMap<>();
  private int finals;
  private final Map<String, Integer> outcomes = new TreeMap<>();

  DeliveryOracle(List<Target> targets) {
    targets.forEach(target -> this.targets.put(target.name(), target));
  }

  /** What is to become of events at every destination of their account. */
  void expect(List<ObjectNode> events, String outcome) {
    for (ObjectNode event : events) {
      expect(event.get("account").asText(), event.get("event_id").asText(), outcome);
    }
  }

  void expect(String account, String eventId, String outcome) {
    for (Target target : targets.values()) {
      if (target.account().equals(account)) {
        expected.put(new Key(target.name(), eventId), outcome);
      }
    }
  }

  /** Every outcome that came since the last call. */
  void readOn(Topic deliveries) {
    deliveries.readOn(
        consumed -> {
          if (consumed.value() == null) {
            return; // a sender's start
          }
          JsonNode record = json(consumed.value());
          String outcome = record.get("outcome").asText();
          String destination = record.path("destination").asText(null);
          outcomes.merge(destination + " " + outcome, 1, Integer::sum);
          if (FINAL.contains(outcome)) {
            finals++;
            toldOfMessages
                .computeIfAbsent(
                    new Key(destination, record.get("message_id").asText()),
                    key -> new ArrayList<>())
                .add(outcome);
            causes.put(
                new Key(destination, record.get("message_id").asText()),
                record.path("reason").asText() + " (" + record.path("detail").asText() + ")");
            told.computeIfAbsent(
                    new Key(destination, record.get("event_id").asText()), key -> new ArrayList<>())
                .add(new Told(outcome, Instant.parse(record.get("at").asText())));
          }
        });
  }

  /** Whether each of these messages has a final outcome at each of these destinations. */
  boolean hasFinal(List<String> messageIds, Target... at) {
    return messageIds.stream()
        .allMatch(id -> Stream.of(at).noneMatch(target -> outcomes(id, target).isEmpty()));
  }

  /** The final outcomes of a message at a destination. */
  List<String> outcomes(String messageId, Target target) {
    return toldOfMessages.getOrDefault(new Key(target.name(), messageId), List.of());
  }

  /** Why a message's last final outcome came to be: the reason, and its detail in parentheses. */
  String cause(String messageId, Target target) {
    return causes.get(new Key(target.name(), messageId));
  }

  /** Whether each event that was sent is settled. */
  boolean isComplete() {
    return told.keySet().containsAll(expected.keySet());
  }

  /** How many final outcomes there are. */
  int finals() {
    return finals;
  }

  /** How often each outcome was told, by destination. */
  @Override
  public String toString() {
    return outcomes.toString();
  }

  /** How often an outcome was told of one destination. */
  int count(Target target, String outcome) {
    return outcomes.getOrDefault(target.name() + " " + outcome, 0);
  }

  /**
   * Every way in which delivery broke its word, empty if it kept it: each event has one final
   * outcome, and the expected one; a destination took what is delivered, and nothing else; nothing
   * twice but where an answer was lost, and then the same; nothing was sent after its outcome was
   * final, and nothing at all that was not to be sent.
   *
   * @param mayDouble whether answers were lost also where the sandbox cannot know it: by a crash
   */
  List<String> breaches(TroubledSandbox sandbox, boolean mayDouble) {
    List<String> breaches = new ArrayList<>();
    Map<Key, List<Sending>> sendings = sendings(sandbox);
    expected.forEach(
        (key, outcome) -> {
          List<Told> outcomesOf = told.getOrDefault(key, List.of());
          if (outcomesOf.size() != 1 || !outcomesOf.get(0).outcome().equals(outcome)) {
            breaches.add(key + " must be " + outcome + " once, and was " + outcomesOf);
          } else {
            check(outcomesOf.get(0), sendings.getOrDefault(key, List.of()), mayDouble)
                .forEach(breach -> breaches.add(key + " " + breach));
          }
        });
    for (Map<Key, ?> found : List.of(told, sendings)) {
      found.keySet().stream()
          .filter(key -> !expected.containsKey(key))
          .forEach(key -> breaches.add(key + " was never meant for it"));
    }
    return breaches;
  }

  private static List<String> check(Told told, List<Sending> sendings, boolean mayDouble) {
    List<String> breaches = new ArrayList<>();
    if (!AFTER_A_REQUEST.contains(told.outcome()) && !sendings.isEmpty()) {
      breaches.add("is " + told.outcome() + ", but was sent");
    }
    List<Sending> takes = sendings.stream().filter(Sending::taken).toList();
    if (told.outcome().equals(DELIVERED)) {
      long answered = takes.stream().filter(take -> !take.answerWasLost()).count();
      if (answered < 1) {
        breaches.add("was delivered, says the topic, but never taken and answered");
      }
      if (answered > 1 && !mayDouble) {
        breaches.add("was taken and answered " + answered + " times");
      }
    } else if (!takes.isEmpty()) {
      breaches.add("is " + told.outcome() + ", but was taken");
    }
    if (sendings.stream().map(Sending::event).distinct().count() > 1) {
      breaches.add("was not the same each time");
    }
    if (sendings.stream().anyMatch(sending -> sending.at().isAfter(told.at()))) {
      breaches.add("was sent after its outcome was final");
    }
    return breaches;
  }

  /** Events that a destination took more than once. */
  Set<String> doubled(TroubledSandbox sandbox) {
    Set<String> doubled = new TreeSet<>();
    sendings(sandbox)
        .forEach(
            (key, sendings) -> {
              if (sendings.stream().filter(Sending::taken).count() > 1) {
                doubled.add(key.toString());
              }
            });
    return doubled;
  }

  private Map<Key, List<Sending>> sendings(TroubledSandbox sandbox) {
    Map<Key, List<Sending>> sendings = new HashMap<>();
    for (Target target : targets.values()) {
      for (RecordedRequest request : sandbox.requests(target)) {
        boolean taken = TroubledSandbox.wasTaken(request);
        boolean answerWasLost = TroubledSandbox.answerWasLost(request);
        // Outcomes are stamped in milliseconds.
        Instant at = request.receivedAt().truncatedTo(ChronoUnit.MILLIS);
        for (JsonNode event : events(request)) {
          sendings
              .computeIfAbsent(
                  new Key(target.name(), event.path("event_id").asText()), key -> new ArrayList<>())
              .add(new Sending(at, taken, answerWasLost, event));
        }
      }
    }
    return sendings;
  }

  static JsonNode events(RecordedRequest request) {
    JsonNode body = request.body();
    return body.has("data") ? body.path("data") : body.path("events");
  }

  private static JsonNode json(byte[] value) {
    try {
      return Json.parse(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
