package io.tracklayer.view.facts;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.Topics;
import io.tracklayer.contract.delivery.BreakerRecord;
import io.tracklayer.contract.delivery.ControlRecord;
import io.tracklayer.contract.delivery.MatchKey;
import io.tracklayer.contract.delivery.MatchKeys;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.json.IsoInstant;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.contract.reason.Where;
import io.tracklayer.contract.text.FieldSpelling;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a record says, and takes from it only what is named here: ids, names, times, reasons
 * and states, and of what destinations answered what is left of it when it is redacted again. So
 * nothing else can be stored, whatever a record holds.
 *
 * <p>Readers of the topics are lenient: a record that is not one of ours says nothing.
 */
public final class FactReader {

  /**
   * Ids of a source's event by which people search for it, as {@link FieldSpelling} writes their
   * names; they are never shown.
   */
  private static final Set<String> SEARCHED =
      Set.of(
          "orderid",
          "transactionid",
          "checkoutid",
          "leadid",
          "refundid",
          "subscriptionid",
          "eventid");

  private static final Set<String> IDENTITY_ONLY = Set.of("alias", "merge");

  /** The form of a canonical event's name. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,64}");

  private static final int LONGEST_ID = 512;
  private static final int ATTEMPTS_KEPT = 10;

  /** Flink's limit of a job's parallelism. */
  private static final int MOST_SUBTASKS = 1 << 15;

  /** The headers of a redriven event: see docs/dead-letters.md. */
  private static final String REDRIVEN = "tracklayer-redrive";

  private static final String LIFTS = "tracklayer-redrive-lifts";

  private final Topics topics;

  public FactReader(Topics topics) {
    this.topics = topics;
  }

  /** The topics that it reads. */
  public List<String> topics() {
    return List.of(
        topics.raw(),
        topics.rejected(),
        topics.canonical(),
        topics.identity(),
        topics.deliveries(),
        topics.control(),
        topics.breakers(),
        topics.quality());
  }

  /** Whether it holds each key's last word however old, rather than what happened of late. */
  public boolean isCompacted(String topic) {
    return List.of(topics.control(), topics.breakers(), topics.quality()).contains(topic);
  }

  /** Whether the view goes without it where it may not read it; whoever upgrades may grant less. */
  public boolean isDispensable(String topic) {
    return topic.equals(topics.breakers()) || topic.equals(topics.quality());
  }

  public Fact read(ConsumerRecord<byte[], byte[]> record) {
    JsonNode json = json(record.value());
    String topic = record.topic();
    if (topic.equals(topics.raw())) {
      return received(json, record);
    }
    if (topic.equals(topics.rejected())) {
      return refused(json, record);
    }
    if (topic.equals(topics.canonical())) {
      return canonical(json, record);
    }
    if (topic.equals(topics.identity())) {
      return recognised(json, record);
    }
    if (topic.equals(topics.deliveries())) {
      return decided(json, record);
    }
    if (topic.equals(topics.breakers())) {
      return broken(json);
    }
    if (topic.equals(topics.quality())) {
      return assessed(json);
    }
    return topic.equals(topics.control()) ? switched(json) : new Fact.Nothing();
  }

  private static Fact received(JsonNode json, ConsumerRecord<byte[], byte[]> record) {
    String type = text(json, "type", "unreadable");
    ObjectNode shown = Json.object().put("step", "received").put("type", type);
    copy(json, shown, "account", "environment", "source");
    long at = time(json.path("received_at"), record.timestamp());
    return new Fact.Received(
        key(json),
        at,
        searched(json),
        IDENTITY_ONLY.contains(type),
        Step.of(record, place(record), at, 0, shown));
  }

  private static Set<String> searched(JsonNode event) {
    Set<String> ids = new LinkedHashSet<>();
    for (Map.Entry<String, JsonNode> property : event.path("properties").properties()) {
      if (SEARCHED.contains(FieldSpelling.plain(property.getKey()))) {
        addId(property.getValue(), ids);
      }
    }
    return ids;
  }

  private static Fact refused(JsonNode json, ConsumerRecord<byte[], byte[]> record) {
    String reason = text(json, "reason", "unknown");
    boolean isFiltered = reason.equals(Reason.NOT_IN_ALLOWLIST.text());
    long at = time(json.path("received_at"), record.timestamp());
    boolean byTheJob = isByTheJob(Reason.of(reason), at, record);
    ObjectNode shown =
        Json.object().put("step", isFiltered ? "filtered" : "rejected").put("reason", reason);
    putDetail(json, shown);
    String same = byTheJob ? "job:" + reason : place(record);
    return new Fact.Refused(
        key(json),
        at,
        reason,
        byTheJob,
        searched(json.path("body")),
        Step.of(record, same, at, 1, shown));
  }

  /**
   * Whether the job refused the event, after the receiver had stored it. Some reasons are both's:
   * the receiver dates its records with the time of receipt, the job with that of writing.
   */
  private static boolean isByTheJob(
      @Nullable Reason reason, long receivedAt, ConsumerRecord<byte[], byte[]> record) {
    if (reason == null) {
      return false;
    }
    boolean mayBeTheReceiver = reason.where().contains(Where.RECEIVER);
    boolean mayBeTheJob =
        reason.where().contains(Where.INTAKE) || reason.where().contains(Where.COPIES);
    if (!mayBeTheReceiver || !mayBeTheJob) {
      return mayBeTheJob || !mayBeTheReceiver;
    }
    return record.timestampType() == TimestampType.CREATE_TIME && record.timestamp() != receivedAt;
  }

  private static Fact canonical(JsonNode json, ConsumerRecord<byte[], byte[]> record) {
    EventKey event = key(json);
    if (event == null) {
      return new Fact.Nothing();
    }
    long receivedAt = time(json.path("received_at"), record.timestamp());
    Header redriven = record.headers().lastHeader(REDRIVEN);
    return redriven == null
        ? published(json, event, receivedAt, record)
        : redriven(event, receivedAt, redriven, record);
  }

  private static Fact published(
      JsonNode json, EventKey event, long receivedAt, ConsumerRecord<byte[], byte[]> record) {
    ObjectNode shown = Json.object().put("step", "canonical");
    copy(json, shown, "name", "identity_state", "profile_id", "source_type", "shared");
    copyId(json, shown, "event_id");
    copyId(json, shown, "duplicate_of");
    if (!json.path("source_event_id").equals(json.path("event_id"))) {
      copyId(json, shown, "source_event_id");
    }
    ObjectNode consent = shown.putObject("consent");
    json.path("consent")
        .properties()
        .forEach(
            purpose ->
                consent.set(
                    purpose.getKey(),
                    stated(
                        purpose.getValue().asText(),
                        json.path("consent_evidence").path(purpose.getKey()))));
    Set<String> ids = new LinkedHashSet<>();
    for (String field :
        List.of("event_id", "source_event_id", "order_id", "lead_id", "refund_id")) {
      addId(json.path(field), ids);
    }
    return new Fact.Published(
        event,
        receivedAt,
        about(json),
        ids,
        Step.of(record, "canonical", Math.max(receivedAt, record.timestamp()), 3, shown));
  }

  /** The state of a purpose and where it was stated, never in which words. */
  private static ObjectNode stated(String state, JsonNode evidence) {
    ObjectNode stated = Json.object().put("state", state);
    copy(evidence, stated, "source", "at", "own", "own_source");
    copyId(evidence, stated, "united_by");
    return stated;
  }

  private static Fact redriven(
      EventKey event, long receivedAt, Header to, ConsumerRecord<byte[], byte[]> record) {
    Header lifts = record.headers().lastHeader(LIFTS);
    if (to.value() == null || lifts == null || lifts.value() == null) {
      return new Fact.Nothing();
    }
    String destination = new String(to.value(), UTF_8);
    long lifted = instant(new String(lifts.value(), UTF_8), Long.MIN_VALUE);
    if (destination.isEmpty() || lifted == Long.MIN_VALUE) {
      return new Fact.Nothing();
    }
    ObjectNode shown = Json.object().put("step", "redriven").put("destination", destination);
    return new Fact.Redriven(
        event,
        receivedAt,
        destination,
        lifted,
        Step.of(
            record,
            "redrive:" + record.partition() + ":" + record.offset(),
            record.timestamp(),
            4,
            shown));
  }

  private static Fact recognised(JsonNode json, ConsumerRecord<byte[], byte[]> record) {
    EventKey event = key(json);
    if (event == null) {
      return new Fact.Nothing();
    }
    ObjectNode shown = Json.object().put("step", "identity");
    copy(json, shown, "change", "profile_id", "identifier_type", "limit");
    ArrayNode before = shown.putArray("before");
    json.path("before").forEach(profile -> before.add(profile.asText()));
    long at = time(json.path("at"), 0);
    return new Fact.Recognised(event, at, Step.of(record, shown.toString(), at, 2, shown));
  }

  private static Fact decided(JsonNode json, ConsumerRecord<byte[], byte[]> record) {
    EventKey event = key(json);
    Outcome outcome = Outcome.of(text(json, "outcome", "")).orElse(null);
    if (event == null || outcome == null) {
      return new Fact.Nothing();
    }
    long at = time(json.path("at"), record.timestamp());
    if (!json.hasNonNull("destination")) {
      return repeated(json, event, at, record);
    }
    ObjectNode shown = Json.object().put("step", "delivery");
    copy(json, shown, "destination", "outcome", "attempt", "status", "reason", "latency_ms");
    String reason = text(json, "reason", "");
    boolean hasKeys = outcome == Outcome.DELIVERED || reason.equals(Reason.WOULD_SEND.text());
    MatchKeys matched = matched(json);
    if (matched != null) {
      put(shown, "match", matched.carriedTexts());
      put(shown, "match_before", matched.ownTexts());
    }
    putDetail(json, shown);
    Shown.putAnswer(json, shown);
    if (json.path("consent").isObject() && !json.path("consent").isEmpty()) {
      ObjectNode consent = shown.putObject("consent");
      json.path("consent")
          .properties()
          .forEach(
              purpose ->
                  consent.set(
                      purpose.getKey(),
                      stated(purpose.getValue().path("state").asText(), purpose.getValue())));
    }
    return new Fact.Decided(
        event,
        at - json.path("latency_ms").asLong(),
        about(json),
        text(json, "destination", ""),
        outcome.text(),
        outcome.isFinal(),
        reason,
        hasKeys ? matched : null,
        Step.of(record, outcome.isFinal() ? place(record) : attempt(json), at, 5, shown));
  }

  private static @Nullable MatchKeys matched(JsonNode json) {
    return json.path("match").isArray() && json.path("match_before").isArray()
        ? MatchKeys.of(texts(json.get("match")), texts(json.get("match_before")))
        : null;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static void put(ObjectNode to, String field, List<String> texts) {
    ArrayNode list = to.putArray(field);
    texts.forEach(list::add);
  }

  private static Fact repeated(
      JsonNode json, EventKey event, long at, ConsumerRecord<byte[], byte[]> record) {
    ObjectNode shown = Json.object().put("step", "repeated");
    copy(json, shown, "reason");
    return new Fact.Repeated(
        event, at - json.path("latency_ms").asLong(), Step.of(record, place(record), at, 1, shown));
  }

  /** An event that is tried for days keeps its first attempts and its last one. */
  private static String attempt(JsonNode json) {
    int number = Math.min(json.path("attempt").asInt(), ATTEMPTS_KEPT + 1);
    return "attempt:" + text(json, "destination", "") + ":" + number;
  }

  private static Fact switched(JsonNode json) {
    return json.hasNonNull("destination") && json.hasNonNull("state")
        ? new Fact.Switched(
            json.get("destination").asText(),
            json.get("state").asText().equals(ControlRecord.State.PAUSED.text()),
            time(json.path("at"), 0))
        : new Fact.Nothing();
  }

  private static Fact broken(JsonNode json) {
    int subtask = json.path("subtask").asInt(-1);
    int subtasks = json.path("parallelism").asInt();
    if (!json.hasNonNull("destination")
        || !json.hasNonNull("state")
        || subtask < 0
        || subtask >= subtasks
        || subtasks > MOST_SUBTASKS) {
      return new Fact.Nothing();
    }
    Reason reason = Reason.of(text(json, "reason", ""));
    return new Fact.Broken(
        json.get("destination").asText(),
        subtask,
        subtasks,
        json.get("state").asText().equals(BreakerRecord.State.OPEN.text()),
        time(json.path("since"), 0),
        reason == null ? "" : reason.text(),
        json.path("status").isInt() ? json.get("status").intValue() : null);
  }

  private static Fact assessed(JsonNode json) {
    if (!json.hasNonNull("destination") || !json.path("events").isObject()) {
      return new Fact.Nothing();
    }
    ObjectNode said = Json.object();
    if (json.hasNonNull("problem")) {
      said.put("problem", Shown.answer(json.get("problem").asText()));
    }
    long saidAt = time(json.path("said_at"), 0);
    if (saidAt > 0) {
      said.put("said_at", Instant.ofEpochMilli(saidAt).toString());
    }
    ObjectNode events = said.putObject("events");
    for (Map.Entry<String, JsonNode> event : json.get("events").properties()) {
      if (NAME.matcher(event.getKey()).matches()) {
        putSaid(event.getValue(), events.putObject(event.getKey()));
      }
    }
    return new Fact.Assessed(json.get("destination").asText(), time(json.path("at"), 0), said);
  }

  private static void putSaid(JsonNode from, ObjectNode to) {
    if (from.path("score").isNumber()) {
      to.set("score", from.get("score"));
    }
    ObjectNode keys = to.putObject("keys");
    for (MatchKey key : MatchKey.values()) {
      JsonNode percentage = from.path("keys").path(key.text());
      if (percentage.isNumber()) {
        keys.set(key.text(), percentage);
      }
    }
  }

  private static Fact.About about(JsonNode json) {
    String order = null;
    for (String field : List.of("order_id", "refund_id", "lead_id")) {
      order = order == null && json.hasNonNull(field) ? Shown.id(json.get(field).asText()) : order;
    }
    return new Fact.About(
        text(json, "name", ""),
        Shown.id(text(json, "event_id", "")),
        order,
        json.path("claim").asText(null),
        json.hasNonNull("duplicate_of") ? Shown.id(json.get("duplicate_of").asText()) : null);
  }

  private static @Nullable EventKey key(JsonNode json) {
    return json.hasNonNull("message_id")
            && json.hasNonNull("account")
            && json.hasNonNull("environment")
        ? new EventKey(
            json.get("account").asText(),
            json.get("environment").asText(),
            json.get("message_id").asText())
        : null;
  }

  private static JsonNode json(byte @Nullable [] value) {
    try {
      return value == null ? Json.object() : Json.parse(value);
    } catch (IOException e) {
      return Json.object();
    }
  }

  private static void copy(JsonNode from, ObjectNode to, String... fields) {
    for (String field : fields) {
      if (from.hasNonNull(field)) {
        to.set(field, from.get(field));
      }
    }
  }

  private static void copyId(JsonNode from, ObjectNode to, String field) {
    if (from.hasNonNull(field)) {
      to.put(field, Shown.id(from.get(field).asText()));
    }
  }

  private static void putDetail(JsonNode from, ObjectNode to) {
    String detail = Shown.detail(from.path("detail").asText(null));
    if (detail != null) {
      to.put("detail", detail);
    }
  }

  private static void addId(JsonNode id, Set<String> ids) {
    if (id.isValueNode() && !id.isNull()) {
      String text = id.asText().strip();
      if (!text.isEmpty() && text.length() <= LONGEST_ID) {
        ids.add(text);
      }
    }
  }

  private static String text(JsonNode json, String field, String otherwise) {
    return json.hasNonNull(field) ? json.get(field).asText() : otherwise;
  }

  private static long time(JsonNode time, long otherwise) {
    return time.isTextual() ? instant(time.textValue(), otherwise) : otherwise;
  }

  private static long instant(String text, long otherwise) {
    try {
      return IsoInstant.parse(text).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      return otherwise;
    }
  }

  private static String place(ConsumerRecord<byte[], byte[]> record) {
    return record.topic() + ":" + record.partition() + ":" + record.offset();
  }
}
