package io.tracklayer.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.Topics;
import io.tracklayer.contract.json.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Topics in memory, as receiver and job write them. */
public final class Log {

  static final String ACCOUNT = "acct";
  static final String ENVIRONMENT = "test";

  private static final int PARTITIONS = 3;

  final Topics topics = new Topics("log");
  private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> partitions =
      new HashMap<>();

  /** The record's time counts as that of its writing. */
  void add(String topic, String key, long at, ObjectNode json, String... headers) {
    int partition =
        List.of(topics.control(), topics.breakers(), topics.quality()).contains(topic)
            ? 0
            : Math.floorMod(key.hashCode(), PARTITIONS);
    List<ConsumerRecord<byte[], byte[]>> records =
        partitions.computeIfAbsent(new TopicPartition(topic, partition), p -> new ArrayList<>());
    RecordHeaders written = new RecordHeaders();
    for (int i = 0; i < headers.length; i += 2) {
      written.add(headers[i], headers[i + 1].getBytes(UTF_8));
    }
    byte[] value = Json.write(json);
    records.add(
        new ConsumerRecord<>(
            topic,
            partition,
            records.size(),
            at,
            TimestampType.CREATE_TIME,
            key.length(),
            value.length,
            key.getBytes(UTF_8),
            value,
            written,
            Optional.empty()));
  }

  void raw(String message, String type, long at) {
    add(
        topics.raw(),
        message,
        at,
        named(message).put("type", type).put("received_at", Instant.ofEpochMilli(at).toString()));
  }

  /** What somebody else wrote into the topic. */
  void unreadable(String key, long at) {
    add(topics.raw(), key, at, Json.object());
  }

  void unreadableRejected(String key, long written) {
    add(topics.rejected(), key, written, Json.object().put("reason", "unreadable_record"));
  }

  /**
   * @param written when, which is the time of receipt if the receiver wrote it
   */
  void rejected(String message, String reason, long at, long written) {
    add(
        topics.rejected(),
        message,
        written,
        named(message)
            .put("reason", reason)
            .put("received_at", Instant.ofEpochMilli(at).toString()));
  }

  void canonical(String message, String order, String copyOf, long at, String... headers) {
    ObjectNode json =
        named(message)
            .put("event_id", message)
            .put("source_event_id", message)
            .put("name", "purchase")
            .put("claim", order)
            .put("order_id", order)
            .put("identity_state", "created")
            .put("received_at", Instant.ofEpochMilli(at).toString());
    if (copyOf != null) {
      json.put("duplicate_of", copyOf);
    }
    add(topics.canonical(), message, at + 5, json, headers);
  }

  void outcome(
      String message, String destination, String outcome, String reason, long at, long received) {
    add(
        topics.deliveries(),
        message,
        at,
        told(message, destination, outcome, reason, at, received));
  }

  /** The circuit breaker of a subtask opens or closes. */
  void breaker(String destination, int subtask, int parallelism, String state, Instant since) {
    ObjectNode json =
        Json.object()
            .put("schema", 1)
            .put("destination", destination)
            .put("subtask", subtask)
            .put("parallelism", parallelism)
            .put("state", state)
            .put("since", since.toString());
    if (state.equals("open")) {
      json.put("reason", "server_error").put("status", 503);
    }
    add(topics.breakers(), destination + ":" + subtask, since.toEpochMilli(), json);
  }

  /** A destination's vendor is asked for the match quality of what it received. */
  void assessed(String destination, Instant at, String fields) throws IOException {
    ObjectNode json = (ObjectNode) Json.parse(fields.getBytes(UTF_8));
    json.put("schema", 1).put("destination", destination).put("at", at.toString());
    add(topics.quality(), destination, at.toEpochMilli(), json);
  }

  /** An outcome about which the destination said something. */
  void answered(
      String message, String destination, String outcome, String answer, long at, long received) {
    add(
        topics.deliveries(),
        message,
        at,
        told(message, destination, outcome, "server_error", at, received).put("answer", answer));
  }

  /**
   * @param before of the match keys those that the event brought itself
   */
  void delivered(
      String message,
      String destination,
      long at,
      long received,
      List<String> match,
      List<String> before) {
    add(told(message, destination, "delivered", "", at, received), message, at, match, before);
  }

  /** What would have been delivered but for {@code mode: log}. */
  void onlyLogged(
      String message, String destination, long at, List<String> match, List<String> before) {
    ObjectNode json = told(message, destination, "not_applicable", "would_send", at, at);
    add(json, message, at, match, before);
  }

  private void add(
      ObjectNode told, String message, long at, List<String> match, List<String> before) {
    match.forEach(told.putArray("match")::add);
    before.forEach(told.putArray("match_before")::add);
    add(topics.deliveries(), message, at, told);
  }

  private static ObjectNode told(
      String message, String destination, String outcome, String reason, long at, long received) {
    ObjectNode json =
        named(message)
            .put("event_id", message)
            .put("name", "purchase")
            .put("claim", "c")
            .put("destination", destination)
            .put("outcome", outcome)
            .put("attempt", 1)
            .put("at", Instant.ofEpochMilli(at).toString())
            .put("latency_ms", at - received);
    return reason.isEmpty() ? json : json.put("reason", reason);
  }

  private static ObjectNode named(String message) {
    return Json.object()
        .put("schema", 1)
        .put("message_id", message)
        .put("account", ACCOUNT)
        .put("environment", ENVIRONMENT);
  }

  /** Where the records of these messages are, as {@code topic-partition@offset}. */
  List<String> places(String... messages) {
    List<String> keys = List.of(messages);
    return partitions.values().stream()
        .flatMap(List::stream)
        .filter(record -> keys.contains(new String(record.key(), UTF_8)))
        .map(record -> record.topic() + "-" + record.partition() + "@" + record.offset())
        .toList();
  }

  /** The ends of all partitions, in the same form. */
  List<String> ends() {
    return partitions.entrySet().stream()
        .map(entry -> entry.getKey() + "@" + entry.getValue().size())
        .toList();
  }

  int size() {
    return partitions.values().stream().mapToInt(List::size).sum();
  }

  /**
   * A few of the next records, of any partitions.
   *
   * @param positions where to go on; moved behind what is returned
   */
  List<ConsumerRecord<byte[], byte[]>> next(
      Map<TopicPartition, Long> positions, int most, Random random) {
    List<ConsumerRecord<byte[], byte[]>> taken = new ArrayList<>();
    List<TopicPartition> open = new ArrayList<>(partitions.keySet());
    open.sort((a, b) -> a.toString().compareTo(b.toString()));
    while (taken.size() < most && !open.isEmpty()) {
      TopicPartition partition = open.get(random.nextInt(open.size()));
      long position = positions.getOrDefault(partition, 0L);
      List<ConsumerRecord<byte[], byte[]>> records = partitions.get(partition);
      if (position < records.size()) {
        taken.add(records.get((int) position));
        positions.put(partition, position + 1);
      } else {
        open.remove(partition);
      }
    }
    return taken;
  }
}
