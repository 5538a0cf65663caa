package io.tracklayer.e2e.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.e2e.delivery.OrderCopy.Form;
import io.tracklayer.e2e.testing.Topic;
import io.tracklayer.sandbox.RecordedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges what became of orders, whatever events told of them: by the schedule, the deliveries topic
 * and what the destinations recorded. Shares no code with the job. Not thread-safe.
 */
final class OrdersOracle {

  private static final Logger LOG = LoggerFactory.getLogger(OrdersOracle.class);

  private static final String RETRYING = "retrying";

  /**
   * From the moment that a subtask takes in a denial, no request starts; one that had started may
   * still be on its way through this machine.
   */
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(2);

  private record Copy(String messageId, String destination) {}

  private record Told(String outcome, Instant at) {}

  private record Sending(Instant at, String eventId, boolean taken, boolean answered) {}

  private final OrderSchedule schedule;
  private final List<Target> targets;
  private final TroubledSandbox sandbox;
  private final Duration patience;
  private final Map<Copy, List<Told>> told = new HashMap<>();
  private final Map<String, Integer> outcomes = new TreeMap<>();

  /** By target and order. */
  private final Map<Target, Map<String, List<Sending>>> sendings = new HashMap<>();

  private final Map<Target, Set<String>> takenOrders = new HashMap<>();

  private final Map<Target, Long> requestsRead = new HashMap<>();

  OrdersOracle(OrderSchedule schedule, List<Target> targets, TroubledSandbox sandbox) {
    this(schedule, targets, sandbox, Duration.ofMinutes(2));
  }

  /**
   * @param patience how long destinations and outcomes are waited for
   */
  OrdersOracle(
      OrderSchedule schedule, List<Target> targets, TroubledSandbox sandbox, Duration patience) {
    this.schedule = schedule;
    this.targets = List.copyOf(targets);
    this.sandbox = sandbox;
    this.patience = patience;
    for (Target target : targets) {
      sendings.put(target, new HashMap<>());
      takenOrders.put(target, new HashSet<>());
    }
  }

  void readOn(Topic deliveries) {
    deliveries.readOn(
        consumed -> {
          // A sender's start is a record without a value.
          if (consumed.value() != null) {
            read(json(consumed.value()));
          }
        });
  }

  private void read(JsonNode outcome) {
    String kind = outcome.get("outcome").asText();
    String destination = outcome.path("destination").asText(null);
    outcomes.merge(destination + " " + kind, 1, Integer::sum);
    if (!kind.equals(RETRYING)) {
      told.computeIfAbsent(
              new Copy(outcome.get("message_id").asText(), destination), copy -> new ArrayList<>())
          .add(new Told(kind, Instant.parse(outcome.get("at").asText())));
    }
  }

  /** Whether each of these copies has a final outcome at each destination. */
  boolean hasSettled(Collection<OrderCopy> copies) {
    return targets.stream()
        .allMatch(
            target ->
                copies.stream()
                    .allMatch(copy -> told.containsKey(new Copy(copy.messageId(), target.name()))));
  }

  /** Until they have; {@link #breaches} tells what is missing where they never do. */
  void awaitSettled(Topic deliveries, Collection<OrderCopy> copies) {
    try {
      Awaitility.await("every copy has its outcome")
          .atMost(patience)
          .pollInterval(Duration.ofMillis(200))
          .until(
              () -> {
                readOn(deliveries);
                readRequests();
                return hasSettled(copies);
              });
    } catch (ConditionTimeoutException e) {
      LOG.warn("after {} not every copy has its outcome: {}", patience, this);
    }
  }

  /** Until every destination has taken so many orders. */
  void awaitTaken(int orders) {
    Awaitility.await("some orders are taken")
        .atMost(patience)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> taken() >= orders);
  }

  /** How many orders every destination has taken so far. */
  int taken() {
    readRequests();
    return takenOrders.values().stream().mapToInt(Set::size).min().orElseThrow();
  }

  /** How often each outcome was told, by destination. */
  @Override
  public String toString() {
    return outcomes.toString();
  }

  /**
   * Every way in which an order came out wrong: told of under two event ids; lost although a copy
   * was usable and permitted, and none denied; sent after a denial that was heard; a copy without
   * one final outcome; an order that was sent although it was not in the schedule.
   */
  List<String> breaches() {
    readRequests();
    List<String> breaches = new ArrayList<>();
    Map<String, List<OrderCopy>> orders = copiesByOrder();
    for (Target target : targets) {
      Map<String, List<Sending>> sent = sendings.get(target);
      orders.forEach(
          (order, copies) ->
              check(target, copies, sent.getOrDefault(order, List.of()))
                  .forEach(breach -> breaches.add(order + " at " + target.name() + " " + breach)));
      sent.keySet().stream()
          .filter(order -> !orders.containsKey(order))
          .forEach(order -> breaches.add(order + " at " + target.name() + " is nobody's"));
    }
    return breaches;
  }

  private Map<String, List<OrderCopy>> copiesByOrder() {
    Map<String, List<OrderCopy>> byOrder = new TreeMap<>();
    for (OrderCopy copy : schedule.copies()) {
      byOrder.computeIfAbsent(copy.order(), order -> new ArrayList<>()).add(copy);
    }
    return byOrder;
  }

  private List<String> check(Target target, List<OrderCopy> copies, List<Sending> sent) {
    List<String> breaches = new ArrayList<>();
    Set<String> eventIds = new TreeSet<>();
    sent.forEach(sending -> eventIds.add(sending.eventId()));
    if (eventIds.size() > 1) {
      breaches.add("went under two event ids: " + eventIds);
    }
    boolean wasDenied = copies.stream().anyMatch(copy -> copy.form() == Form.DENYING);
    boolean wasTaken = sent.stream().anyMatch(sending -> sending.taken() && sending.answered());
    if (!wasDenied && copies.stream().anyMatch(copy -> isUsable(copy, target)) && !wasTaken) {
      breaches.add("was lost");
    }
    for (OrderCopy copy : copies) {
      List<Told> ends = ends(copy, target);
      if (ends.size() != 1) {
        breaches.add("has a copy that must end once, and ended so: " + copy + " " + ends);
      }
      if (isLastWord(copy, copies) && ends.stream().anyMatch(heard -> wentOut(sent, heard))) {
        breaches.add("was sent after its denial was heard: " + ends + ", " + sent);
      }
    }
    return breaches;
  }

  /** Whether it denies, and no later copy grants anew. */
  private static boolean isLastWord(OrderCopy copy, List<OrderCopy> copies) {
    return copy.form() == Form.DENYING
        && copies.subList(copies.indexOf(copy), copies.size()).stream()
            .noneMatch(later -> later.form().grants());
  }

  private List<Told> ends(OrderCopy copy, Target target) {
    return told.getOrDefault(new Copy(copy.messageId(), target.name()), List.of());
  }

  private static boolean wentOut(List<Sending> sent, Told heard) {
    Instant from = heard.at().plus(ON_ITS_WAY);
    return sent.stream().anyMatch(sending -> sending.at().isAfter(from));
  }

  /** Only Meta needs to know the money. */
  private static boolean isUsable(OrderCopy copy, Target target) {
    return copy.form() == Form.USABLE
        || (copy.form() == Form.WITHOUT_CURRENCY && target.type().equals("webhook"));
  }

  private void readRequests() {
    for (Target target : targets) {
      long read = requestsRead.getOrDefault(target, 0L);
      List<RecordedRequest> further = sandbox.requestsBehind(target, read);
      further.forEach(request -> read(request, target));
      requestsRead.put(target, read + further.size());
    }
  }

  private void read(RecordedRequest request, Target target) {
    boolean isTaken = TroubledSandbox.wasTaken(request);
    for (JsonNode event : DeliveryOracle.events(request)) {
      String order = order(event);
      Sending sending =
          new Sending(
              request.receivedAt(),
              event.path("event_id").asText(),
              isTaken,
              !TroubledSandbox.answerWasLost(request));
      sendings.get(target).computeIfAbsent(order, key -> new ArrayList<>()).add(sending);
      if (isTaken) {
        takenOrders.get(target).add(order);
      }
    }
  }

  /** That of an event as a destination records it. */
  static String order(JsonNode event) {
    JsonNode ofMeta = event.at("/custom_data/order_id");
    return (ofMeta.isMissingNode() ? event.path("order_id") : ofMeta).asText();
  }

  private static JsonNode json(byte[] value) {
    try {
      return Json.parse(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
