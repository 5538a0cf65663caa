package io.tracklayer.e2e.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.Topics;
import io.tracklayer.contract.json.Json;
import io.tracklayer.e2e.testing.Topic;
import io.tracklayer.sandbox.RecordedRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Counts what the live view has to show: by the topics and by what the destinations recorded.
 * Shares no code with the view. Not thread-safe.
 */
final class ViewOracle implements AutoCloseable {

  private static final Duration SURELY_WITHIN_THE_HOUR = Duration.ofMinutes(50);

  private record Sending(Instant at, String eventId, String order, Set<String> keys) {}

  private record Decided(String outcome, String reason, String name, String eventId, Instant at) {}

  private final List<Target> targets;
  private final TroubledSandbox sandbox;
  private final Instant begin = Instant.now();
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private final List<Topic> topics;
  private long stored;

  /** Of what is stored, that is no JSON: what is written of it is. */
  private long unreadable;

  /** By message id: what a person can be recognised by that the event brought itself. */
  private final Map<String, Set<String>> brought = new HashMap<>();

  private final Set<String> identityOnly = new HashSet<>();
  private final List<Decided> refusals = new ArrayList<>();
  private final Map<String, String> refusedMessages = new HashMap<>();
  private final Map<String, Boolean> canonical = new HashMap<>();

  /** By destination and message id. */
  private final Map<String, Map<String, Decided>> decided = new HashMap<>();

  ViewOracle(ClusterInstallation cluster, List<Target> targets, TroubledSandbox sandbox) {
    this.targets = List.copyOf(targets);
    this.sandbox = sandbox;
    targets.forEach(target -> decided.put(target.name(), new HashMap<>()));
    List<Function<Topics, String>> names =
        List.of(Topics::raw, Topics::rejected, Topics::canonical, Topics::deliveries);
    topics = names.stream().map(cluster::topic).toList();
  }

  /** Up to where the topics end now. */
  void readOn() {
    topics.get(0).readOn(record -> read(record, this::stored));
    topics.get(1).readOn(record -> read(record, this::refused));
    topics.get(2).readOn(record -> read(record, this::published));
    topics.get(3).readOn(record -> read(record, this::decided));
  }

  /** Behind what was read so far. */
  Map<TopicPartition, Long> ends() {
    return Map.copyOf(ends);
  }

  private interface Reader {
    void read(JsonNode record);
  }

  private void read(ConsumerRecord<byte[], byte[]> record, Reader reader) {
    ends.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
    if (record.value() == null) {
      return; // a sender's start
    }
    try {
      reader.read(Json.parse(record.value()));
    } catch (IOException e) {
      unreadable++;
    }
  }

  private void stored(JsonNode event) {
    stored++;
    String message = event.path("message_id").asText();
    if (event.path("type").asText().equals("alias")) {
      identityOnly.add(message);
    }
    Set<String> keys = new TreeSet<>();
    addIf(event.has("anonymous_id") || event.has("user_id"), "external_id", keys);
    addIf(event.at("/context/traits").has("email"), "email", keys);
    addIf(event.path("context").has("ip"), "ip", keys);
    addIf(event.path("context").has("userAgent"), "user_agent", keys);
    brought.put(message, keys);
  }

  private void refused(JsonNode rejection) {
    if (!rejection.has("message_id")) {
      return; // it was unreadable
    }
    String message = rejection.path("message_id").asText();
    String reason = rejection.path("reason").asText();
    refusals.add(new Decided("", reason, "", message, begin));
    refusedMessages.put(message, reason);
  }

  private void published(JsonNode event) {
    canonical.putIfAbsent(event.path("message_id").asText(), event.has("duplicate_of"));
  }

  private void decided(JsonNode outcome) {
    if (!outcome.has("destination")) {
      return; // the job has seen the message before
    }
    Decided told =
        new Decided(
            outcome.path("outcome").asText(),
            outcome.path("reason").asText(),
            outcome.path("name").asText(),
            outcome.path("event_id").asText(),
            Instant.parse(outcome.path("at").asText()));
    decided
        .get(outcome.path("destination").asText())
        .merge(
            outcome.path("message_id").asText(),
            told,
            (known, next) -> isFinal(known) && !isFinal(next) ? known : next);
  }

  private static boolean isFinal(Decided decided) {
    return !decided.outcome().equals("retrying");
  }

  private static void addIf(boolean there, String key, Set<String> keys) {
    if (there) {
      keys.add(key);
    }
  }

  /** As the view's numbers are named, all but zeros. */
  Map<String, Long> numbers() {
    Map<String, Long> arrived = arrived();
    Map<String, Long> standing = new TreeMap<>();
    Map<String, Long> others = new TreeMap<>();
    for (Target target : targets) {
      Map<String, Decided> at = decided.get(target.name());
      Map<String, List<Sending>> sendings = sendings(target);
      for (String message : canonical.keySet()) {
        Decided told = at.get(message);
        boolean waits = told == null || !isFinal(told);
        String state = waits ? "waiting" : told.outcome();
        count(target.name() + " " + state, standing);
        if (told != null && isReason(told)) {
          count(target.name() + " " + state + ": " + told.reason(), others);
        }
        if (state.equals("delivered")) {
          countKeys(target, told, brought.get(message), sendings, others);
        }
      }
    }
    Map<String, Long> numbers = new TreeMap<>(arrived);
    numbers.putAll(standing);
    numbers.putAll(others);
    if (begin.plus(SURELY_WITHIN_THE_HOUR).isAfter(Instant.now())) {
      standing.keySet().removeIf(name -> name.endsWith(" waiting"));
      arrived.keySet().removeIf(name -> name.contains(": "));
      arrived.forEach((name, number) -> numbers.put("last hour: " + name, number));
      standing.forEach((name, number) -> numbers.put("last hour: " + name, number));
    }
    return numbers;
  }

  private Map<String, Long> arrived() {
    Map<String, Long> arrived = new TreeMap<>();
    refusedMessages.forEach(
        (message, reason) -> {
          if (brought.containsKey(message)) {
            count("rejected", arrived);
            count("rejected: " + reason, arrived);
          }
        });
    arrived.put("received", stored + unreadable);
    arrived.merge("rejected", unreadable, Long::sum);
    arrived.merge("rejected: unreadable_record", unreadable, Long::sum);
    for (Decided refusal : refusals) {
      if (!brought.containsKey(refusal.eventId())) {
        String kind = refusal.reason().equals("not_in_allowlist") ? "filtered" : "rejected";
        count("received", arrived);
        count(kind, arrived);
        count(kind + ": " + refusal.reason(), arrived);
      }
    }
    arrived.put("copies", stored - brought.size());
    arrived.put("canonical", (long) canonical.size());
    arrived.put("order_copies", canonical.values().stream().filter(copy -> copy).count());
    arrived.put("identity_only", (long) identityOnly.size());
    Set<String> underWay = new HashSet<>(brought.keySet());
    underWay.removeAll(identityOnly);
    underWay.removeAll(refusedMessages.keySet());
    underWay.removeAll(canonical.keySet());
    arrived.put("under_way", (long) underWay.size());
    arrived.values().removeIf(n -> n == 0);
    return arrived;
  }

  private static boolean isReason(Decided told) {
    return !Set.of("delivered", "duplicate").contains(told.outcome());
  }

  private static void countKeys(
      Target target,
      Decided told,
      Set<String> own,
      Map<String, List<Sending>> sendings,
      Map<String, Long> numbers) {
    String prefix = target.name() + " " + told.name() + " ";
    count(prefix + "counted", numbers);
    Set<String> sent = Set.of();
    for (Sending sending : sendings.getOrDefault(told.eventId(), List.of())) {
      sent = sending.at().isAfter(told.at()) ? sent : sending.keys();
    }
    for (String key : sent) {
      count(prefix + key + " after", numbers);
      if (own.contains(key)) {
        count(prefix + key + " before", numbers);
      }
    }
  }

  private static void count(String name, Map<String, Long> numbers) {
    numbers.merge(name, 1L, Long::sum);
  }

  /** What the destination took and answered, by event id, in its order. */
  private Map<String, List<Sending>> sendings(Target target) {
    Map<String, List<Sending>> sendings = new HashMap<>();
    for (RecordedRequest request : sandbox.requests(target)) {
      if (TroubledSandbox.wasTaken(request) && !TroubledSandbox.answerWasLost(request)) {
        for (JsonNode event : DeliveryOracle.events(request)) {
          Sending sending =
              new Sending(
                  request.receivedAt(),
                  event.path("event_id").asText(),
                  OrdersOracle.order(event),
                  event.has("user_data") ? keysOfMeta(event) : keysOfWebhook(event));
          sendings.computeIfAbsent(sending.eventId(), id -> new ArrayList<>()).add(sending);
        }
      }
    }
    return sendings;
  }

  private static Set<String> keysOfMeta(JsonNode event) {
    JsonNode user = event.path("user_data");
    Set<String> keys = new TreeSet<>();
    addIf(user.has("em"), "email", keys);
    addIf(user.has("external_id"), "external_id", keys);
    addIf(user.has("client_ip_address"), "ip", keys);
    addIf(user.has("client_user_agent"), "user_agent", keys);
    return keys;
  }

  private static Set<String> keysOfWebhook(JsonNode event) {
    JsonNode user = event.path("user");
    Set<String> keys = new TreeSet<>();
    addIf(!user.path("emails").isEmpty(), "email", keys);
    addIf(
        user.has("user_id") || user.has("anonymous_id") || !user.path("external_ids").isEmpty(),
        "external_id",
        keys);
    addIf(event.path("client").has("ip"), "ip", keys);
    addIf(event.path("client").has("user_agent") || user.has("user_agent"), "user_agent", keys);
    return keys;
  }

  /**
   * What is delivered, says the topic, without that the destination took and answered it; or was
   * taken, answered, and is not delivered, although nobody denied it.
   *
   * @param denied orders of which a copy denies
   */
  List<String> breaches(Set<String> denied) {
    List<String> breaches = new ArrayList<>();
    for (Target target : targets) {
      Set<String> delivered = new TreeSet<>();
      for (Decided told : decided.get(target.name()).values()) {
        if (told.outcome().equals("delivered") && !delivered.add(told.eventId())) {
          breaches.add(told.eventId() + " is delivered twice at " + target.name());
        }
      }
      Map<String, List<Sending>> taken = sendings(target);
      for (String id : delivered) {
        if (!taken.containsKey(id)) {
          breaches.add(id + " is delivered, but " + target.name() + " did not take it");
        }
      }
      taken.forEach(
          (id, sendings) -> {
            if (!delivered.contains(id) && !denied.contains(sendings.get(0).order())) {
              breaches.add(id + " is not delivered, but " + target.name() + " took it");
            }
          });
    }
    return breaches;
  }

  @Override
  public void close() {
    topics.forEach(Topic::close);
  }
}
