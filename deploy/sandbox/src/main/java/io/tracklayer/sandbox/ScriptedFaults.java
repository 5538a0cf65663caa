package io.tracklayer.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.config.options.DurationText;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The scripted faults, in the order in which they were posted.
 *
 * <p>Thread-safe.
 */
final class ScriptedFaults {

  private static final Duration MAX_DELAY = Duration.ofHours(1);

  private static final Map<String, Fault.Ending> ENDINGS =
      new TreeMap<>(
          Map.of(
              "drop", Fault.Ending.DROP,
              "reset", Fault.Ending.RESET,
              "malformed", Fault.Ending.MALFORMED));

  private static final class Scripted {
    private final Fault fault;
    private int left;

    Scripted(Fault fault, int count) {
      this.fault = fault;
      this.left = count;
    }
  }

  private static final int POISON_STATUS = 400;
  private static final String EVENT_ID = "event_id";

  private final Map<String, Queue<Scripted>> scripts = new HashMap<>();

  /** By destination and event id, the status that refuses each request with that event. */
  private final Map<String, Map<String, Integer>> poisons = new HashMap<>();

  /**
   * The fault for a request to a destination, which is used up by this call. A request without a
   * fault is still refused if it contains a poisonous event.
   */
  synchronized Fault next(String destination, JsonNode body) {
    Fault scripted = nextScripted(destination);
    Integer refusal = scripted.takesAsUsual() ? refusal(destination, body) : null;
    return refusal == null ? scripted : Fault.poison(refusal);
  }

  private @Nullable Integer refusal(String destination, JsonNode body) {
    Map<String, Integer> poison = poisons.getOrDefault(destination, Map.of());
    if (poison.isEmpty()) {
      return null;
    }
    return body.findValuesAsText(EVENT_ID).stream()
        .filter(poison::containsKey)
        .findFirst()
        .map(poison::get)
        .orElse(null);
  }

  private Fault nextScripted(String destination) {
    Queue<Scripted> script = scripts.get(destination);
    if (script == null || script.isEmpty()) {
      return Fault.NONE;
    }
    Scripted head = script.element();
    head.left--;
    if (head.left == 0) {
      script.remove();
    }
    return head.fault;
  }

  /** Ends the faults of one destination, or of all. */
  synchronized void clear(@Nullable String destination) {
    scripts.keySet().removeIf(name -> destination == null || destination.equals(name));
    poisons.keySet().removeIf(name -> destination == null || destination.equals(name));
  }

  /**
   * Takes a script of the form {@code {"destination":"meta","status":500,"count":20,"delay":"3s",
   * "slow":"3s","drop":false,"reset":false,"malformed":false,"headers":{…},"body":…}}, or {@code
   * {"destination":"meta","poison":"EVENT ID","status":400}}, which lasts until faults are cleared.
   *
   * @return what is wrong with it
   */
  synchronized @Nullable String script(JsonNode script) {
    if (!script.isObject()) {
      return "send one JSON object";
    }
    JsonNode destination = script.path("destination");
    if (!destination.isTextual()) {
      return "destination is missing: meta, webhook …";
    }
    JsonNode status = script.path("status");
    if (!status.isMissingNode()
        && !(status.isInt() && status.intValue() >= 200 && status.intValue() <= 599)) {
      return "status must be a number from 200 to 599";
    }
    return script.has("poison")
        ? poison(destination.asText(), script)
        : trouble(destination.asText(), script);
  }

  private @Nullable String poison(String destination, JsonNode script) {
    JsonNode eventId = script.get("poison");
    if (!eventId.isTextual()) {
      return "poison must be an event id";
    }
    if (script.has("count")) {
      return "poison lasts until the faults are deleted: leave count out";
    }
    poisons
        .computeIfAbsent(destination, name -> new HashMap<>())
        .put(eventId.asText(), script.path("status").asInt(POISON_STATUS));
    return null;
  }

  private @Nullable String trouble(String destination, JsonNode script) {
    JsonNode count = script.path("count");
    if (!count.isMissingNode() && !(count.isInt() && count.intValue() > 0)) {
      return "count must be a positive number";
    }
    List<Fault.Ending> endings = new ArrayList<>();
    for (Map.Entry<String, Fault.Ending> ending : ENDINGS.entrySet()) {
      JsonNode flag = script.path(ending.getKey());
      if (!flag.isMissingNode() && !flag.isBoolean()) {
        return ending.getKey() + " must be true or false";
      }
      if (flag.asBoolean(false)) {
        endings.add(ending.getValue());
      }
    }
    if (endings.size() > 1) {
      return "say only one of " + ENDINGS.keySet();
    }
    Duration delay = duration(script.path("delay"));
    Duration slow = duration(script.path("slow"));
    if (delay == null || slow == null) {
      return (delay == null ? "delay" : "slow")
          + " must be a duration of at most an hour, such as 200ms or 3s";
    }
    Fault fault =
        new Fault(
            script.path("status").asInt(0),
            delay,
            slow,
            endings.isEmpty() ? Fault.Ending.ANSWER : endings.get(0),
            headers(script),
            body(script));
    if (fault.kind() == null) {
      return "say what goes wrong: status, delay, slow, drop, reset, malformed or poison";
    }
    scripts
        .computeIfAbsent(destination, name -> new ArrayDeque<>())
        .add(new Scripted(fault, count.asInt(1)));
    return null;
  }

  private static Map<String, String> headers(JsonNode script) {
    Map<String, String> headers = new TreeMap<>();
    script
        .path("headers")
        .properties()
        .forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
    return headers;
  }

  private static @Nullable JsonNode body(JsonNode script) {
    return script.hasNonNull("body") ? script.get("body") : null;
  }

  private static @Nullable Duration duration(JsonNode node) {
    if (node.isMissingNode()) {
      return Duration.ZERO;
    }
    return node.isTextual()
        ? DurationText.parse(node.textValue())
            .filter(delay -> delay.compareTo(MAX_DELAY) <= 0)
            .orElse(null)
        : null;
  }
}
