package io.tracklayer.cli.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.intake.Conventions;
import io.tracklayer.view.answers.Wording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Everything that the topics know about one event, in the order in which it happened. The event is
 * found by message id, event id, or the id of its order, lead or refund; copies with other message
 * ids belong to it.
 *
 * <p>Offer it the records of raw, rejected and canonical first: they give the ids by which identity
 * changes, deliveries and dead letters are found.
 */
final class Trail {

  private static final List<String> BUSINESS_IDS =
      List.of("order_id", "orderId", "checkout_id", "lead_id", "refund_id", "event_id");

  /**
   * @param said the same for people who do not know how TrackLayer works; empty if the line says it
   */
  private record Entry(Instant at, int rank, String line, String said) {}

  private final OpenWaits waits;
  private final Needs needs;
  private final Conventions conventions;
  private final Set<String> ids = new HashSet<>();
  private final List<Entry> entries = new ArrayList<>();
  private final List<Instant> buried = new ArrayList<>();

  /**
   * @param waits knows what waits
   * @param needs what it takes to grant each purpose
   * @param conventions by which the job reads raw events
   */
  Trail(String id, OpenWaits waits, Needs needs, Conventions conventions) {
    ids.add(id);
    this.waits = waits;
    this.needs = needs;
    this.conventions = conventions;
  }

  void raw(TopicRecord record) {
    JsonNode event = record.json();
    if (!isMeant(event, "message_id") && !isMeantByProperties(event.path("properties"))) {
      return;
    }
    learn(event, "message_id");
    waits.received(record);
    add(
        record.at(),
        0,
        "received   message "
            + text(event, "message_id")
            + ": "
            + text(event, "type")
            + quoted(event, "event")
            + ", account "
            + text(event, "account")
            + ", "
            + text(event, "environment")
            + unreadableMoney(event));
  }

  private String unreadableMoney(JsonNode event) {
    try {
      RawEvent raw = Json.mapper().treeToValue(event, RawEvent.class);
      Set<String> fields = conventions.commerce(raw).unreadable();
      return fields.isEmpty() ? "" : ", not readable: " + String.join(", ", new TreeSet<>(fields));
    } catch (JsonProcessingException e) {
      return ""; // intake rejects it, which the rejected topic tells
    }
  }

  void rejected(TopicRecord record) {
    JsonNode rejection = record.json();
    if (isMeant(rejection, "message_id")) {
      String reason = text(rejection, "reason");
      waits.takenIn(rejection);
      boolean isFiltered = Reason.of(reason) == Reason.NOT_IN_ALLOWLIST;
      add(
          record.at(),
          1,
          (isFiltered ? "filtered   " : "rejected   ")
              + "message "
              + text(rejection, "message_id")
              + ": "
              + reason
              + detail(rejection, "detail"),
          said(isFiltered ? "filtered" : "rejected", rejection));
    }
  }

  void canonical(TopicRecord record) {
    JsonNode event = record.json();
    boolean meant =
        isMeant(event, "message_id")
            || isMeant(event, "event_id")
            || BUSINESS_IDS.stream().anyMatch(field -> isMeant(event, field));
    if (!meant) {
      return;
    }
    learn(event, "message_id");
    learn(event, "event_id");
    if (record.redrivenTo() != null) {
      waits.redriven(record);
      add(record.at(), 3, "redriven   to " + record.redrivenTo());
      return;
    }
    waits.published(record);
    add(
        record.at(),
        3,
        "canonical  "
            + text(event, "name")
            + ", event "
            + text(event, "event_id")
            + ownIdOfAnother(event)
            + ", identity "
            + text(event, "identity_state")
            + ", profile "
            + text(event, "profile_id")
            + (event.hasNonNull("duplicate_of")
                ? ", a copy of message " + text(event, "duplicate_of")
                : "")
            + consent(event.path("consent"), event.path("consent_evidence")));
  }

  /** That the source gave the event an id which another claim has; otherwise nothing. */
  private static String ownIdOfAnother(JsonNode event) {
    boolean isUnderItsOwn =
        !event.hasNonNull("source_event_id")
            || event.get("source_event_id").equals(event.get("event_id"));
    return isUnderItsOwn || event.hasNonNull("duplicate_of")
        ? ""
        : " (its own id, " + text(event, "source_event_id") + ", is that of an earlier event)";
  }

  /** What the event revealed about people; listed before the canonical event that it became. */
  void identityChange(TopicRecord record) {
    JsonNode change = record.json();
    if (isMeant(change, "message_id") || isMeant(change, "event_id")) {
      String kind = text(change, "change");
      add(
          record.at(),
          2,
          "identity   "
              + kind
              + ": profile "
              + text(change, "profile_id")
              + switch (kind) {
                case "merge" -> ", of " + String.join(" and ", before(change)) + by(change);
                case "conflict" ->
                    " stays apart from " + other(change) + ", limit " + text(change, "limit");
                default -> by(change);
              });
    }
  }

  void delivery(TopicRecord record) {
    JsonNode outcome = record.json();
    boolean meant =
        isMeant(outcome, "event_id")
            || isMeant(outcome, "message_id")
            || isMeant(outcome, "duplicate_of");
    if (!meant) {
      return;
    }
    if (!outcome.hasNonNull("destination")) {
      add(
          record.at(),
          4,
          "duplicate  message " + text(outcome, "message_id") + " arrived again" + cause(outcome),
          said("repeated", outcome));
      return;
    }
    waits.decided(record);
    if (isDeadLetter(outcome)) {
      buried.add(record.at());
    }
    add(
        record.at(),
        5,
        "delivery   "
            + text(outcome, "destination")
            + ": "
            + text(outcome, "outcome")
            + ofCopy(outcome)
            + (outcome.path("attempt").asInt() > 0
                ? ", attempt " + outcome.path("attempt").asInt()
                : "")
            + (outcome.hasNonNull("status") ? ", status " + outcome.path("status").asInt() : "")
            + cause(outcome)
            + proof(outcome.path("consent"))
            + lack(outcome),
        said("delivery", outcome));
  }

  private String lack(JsonNode outcome) {
    return text(outcome, "outcome").equals(Outcome.CONSENT_DENIED.text())
        ? needs.lack(outcome.path("consent"))
        : "";
  }

  void deadLetter(TopicRecord record) {
    JsonNode letter = record.json();
    if (isMeant(letter, "event_id")) {
      add(
          record.at(),
          6,
          "dead       "
              + text(letter, "destination")
              + ": "
              + text(letter, "outcome")
              + cause(letter)
              + detail(letter, "answer"));
    }
  }

  private static boolean isDeadLetter(JsonNode outcome) {
    return Outcome.of(text(outcome, "outcome")).filter(Outcome::isDeadLetter).isPresent();
  }

  /** When the event became a dead letter, as often as it did. */
  List<Instant> buried() {
    return buried;
  }

  /**
   * One line for each step, and for each destination that the event waits for; empty when the event
   * is unknown.
   */
  List<String> lines() {
    return steps().map(Trail::line).toList();
  }

  /** The same, with a line in words after each that needs some. */
  List<String> told() {
    return steps()
        .flatMap(
            step ->
                step.said().isEmpty()
                    ? Stream.of(line(step))
                    : Stream.of(line(step), "    " + step.said()))
        .toList();
  }

  private Stream<Entry> steps() {
    Stream<Entry> waiting =
        waits.waiting().stream()
            .map(one -> new Entry(one.since(), 7, "pending    " + one.line(), one.said()));
    return Stream.concat(entries.stream(), waiting)
        .sorted(Comparator.comparing(Entry::at).thenComparing(Entry::rank));
  }

  private static String line(Entry step) {
    return step.at() + "  " + step.line();
  }

  private static String said(String step, JsonNode record) {
    return Wording.of(record.<ObjectNode>deepCopy().put("step", step), false);
  }

  private void add(Instant at, int rank, String line) {
    add(at, rank, line, "");
  }

  private void add(Instant at, int rank, String line, String said) {
    entries.add(new Entry(at, rank, line, said));
  }

  private boolean isMeant(JsonNode node, String field) {
    return node.hasNonNull(field) && ids.contains(node.get(field).asText());
  }

  private boolean isMeantByProperties(JsonNode properties) {
    return BUSINESS_IDS.stream().anyMatch(field -> isMeant(properties, field));
  }

  private void learn(JsonNode node, String field) {
    if (node.hasNonNull(field)) {
      ids.add(node.get(field).asText());
    }
  }

  private static String text(JsonNode node, String field) {
    return node.hasNonNull(field) ? node.get(field).asText() : "none";
  }

  private static String quoted(JsonNode node, String field) {
    return node.hasNonNull(field) ? " \"" + node.get(field).asText() + "\"" : "";
  }

  private static String cause(JsonNode node) {
    String particular = node.hasNonNull("detail") ? " (" + text(node, "detail") + ")" : "";
    return detail(node, "reason") + particular;
  }

  private static String detail(JsonNode node, String field) {
    return node.hasNonNull(field) ? ", " + node.get(field).asText() : "";
  }

  private static String ofCopy(JsonNode outcome) {
    return outcome.hasNonNull("duplicate_of") ? ", message " + text(outcome, "message_id") : "";
  }

  private static List<String> before(JsonNode change) {
    List<String> profiles = new ArrayList<>();
    change.path("before").forEach(profile -> profiles.add(profile.asText()));
    return profiles;
  }

  /** The other profile of a conflict, or the identifier that belonged to nobody yet. */
  private static String other(JsonNode change) {
    List<String> others = before(change);
    others.remove(text(change, "profile_id"));
    return others.isEmpty()
        ? "a new " + text(change, "identifier_type")
        : String.join(" and ", others);
  }

  private static String by(JsonNode change) {
    return change.hasNonNull("identifier_type") ? ", by " + text(change, "identifier_type") : "";
  }

  /** The newest statement on each purpose, and the event's own where that is another one. */
  private static String consent(JsonNode states, JsonNode evidences) {
    TreeMap<String, String> consent = new TreeMap<>();
    states
        .properties()
        .forEach(
            state -> {
              JsonNode evidence = evidences.path(state.getKey());
              String own =
                  evidence.hasNonNull("own_source")
                      ? ", itself "
                          + text(evidence, "own")
                          + stated(evidence, "own_source", "own_words")
                      : "";
              consent.put(state.getKey(), state.getValue().asText() + statement(evidence) + own);
            });
    return consent.isEmpty() ? "" : ", consent " + consent;
  }

  private static String proof(JsonNode proofs) {
    TreeMap<String, String> consent = new TreeMap<>();
    proofs
        .properties()
        .forEach(
            proof -> {
              JsonNode evidence = proof.getValue();
              consent.put(proof.getKey(), text(evidence, "state") + statement(evidence));
            });
    return consent.isEmpty() ? "" : ", consent " + consent;
  }

  /** Where, in which words and when it was stated, as far as that is known. */
  private static String statement(JsonNode evidence) {
    return stated(evidence, "source", "words")
        + (evidence.hasNonNull("at") ? " at " + text(evidence, "at") : "")
        + union(evidence);
  }

  private static String stated(JsonNode evidence, String source, String words) {
    return (evidence.hasNonNull(source) ? " by " + text(evidence, source) : "")
        + (evidence.hasNonNull(words) ? " (" + text(evidence, words) + ")" : "");
  }

  /** Of a denial that counts anew, since two profiles became one. */
  private static String union(JsonNode evidence) {
    return evidence.hasNonNull("united_by")
        ? ", anew by the union that message " + text(evidence, "united_by") + " made"
        : "";
  }
}
