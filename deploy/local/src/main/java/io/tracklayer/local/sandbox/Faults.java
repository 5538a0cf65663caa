package io.tracklayer.local.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The trouble that was scripted, in the order in which it was posted.
 *
 * <p>Thread-safe.
 */
final class Faults {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
  private static final Duration MAX_DELAY = Duration.ofHours(1);

  private static final class Scripted {
    private final Fault fault;
    private int left;

    Scripted(Fault fault, int count) {
      this.fault = fault;
      this.left = count;
    }
  }

  private final Map<String, Queue<Scripted>> scripts = new HashMap<>();

  /** The trouble that the next request to a destination meets, used up by this call. */
  synchronized Fault next(String destination) {
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

  synchronized void clear() {
    scripts.clear();
  }

  /**
   * Takes a script of the form {@code {"destination":"meta","status":500,"count":20,"delay":"3s",
   * "drop":false,"headers":{…},"body":…}}.
   *
   * @return what is wrong with it; null when nothing is
   */
  synchronized String script(JsonNode script) {
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
    JsonNode count = script.path("count");
    if (!count.isMissingNode() && !(count.isInt() && count.intValue() > 0)) {
      return "count must be a positive number";
    }
    JsonNode drop = script.path("drop");
    if (!drop.isMissingNode() && !drop.isBoolean()) {
      return "drop must be true or false";
    }
    Duration delay = duration(script.path("delay"));
    if (delay == null) {
      return "delay must be a duration of at most an hour, such as 200ms or 3s";
    }
    Fault fault =
        new Fault(status.asInt(0), delay, drop.asBoolean(false), headers(script), body(script));
    if (fault.kind() == null) {
      return "say what goes wrong: status, delay or drop";
    }
    scripts
        .computeIfAbsent(destination.asText(), name -> new ArrayDeque<>())
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

  private static JsonNode body(JsonNode script) {
    return script.hasNonNull("body") ? script.get("body") : null;
  }

  private static Duration duration(JsonNode node) {
    if (node.isMissingNode()) {
      return Duration.ZERO;
    }
    Matcher matcher = DURATION.matcher(node.asText());
    if (!node.isTextual() || !matcher.matches()) {
      return null;
    }
    long amount = Long.parseLong(matcher.group(1));
    Duration delay =
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          default -> Duration.ofHours(amount);
        };
    return delay.compareTo(MAX_DELAY) > 0 ? null : delay;
  }
}
