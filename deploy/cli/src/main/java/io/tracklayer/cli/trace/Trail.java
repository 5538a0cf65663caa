package io.tracklayer.cli.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.gate.selection.Redrive;
import io.tracklayer.job.intake.Conventions;
import io.tracklayer.view.answers.Wording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

  private final OpenWaits waits;
  private final Needs needs;
  private final Conventions conventions;
  private final Set<String> ids = new HashSet<>();
  private final List<TraceStep> entries = new ArrayList<>();
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
    Set<String> unreadable = unreadableMoney(event);
    add(
        record,
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
            + (unreadable.isEmpty() ? "" : ", not readable: " + String.join(", ", unreadable)),
        "",
        TraceStep.facts("received", "not_readable", unreadable));
  }

  private Set<String> unreadableMoney(JsonNode event) {
    try {
      RawEvent raw = Json.mapper().treeToValue(event, RawEvent.class);
      return new TreeSet<>(conventions.commerce(raw).unreadable());
    } catch (JsonProcessingException e) {
      return Set.of(); // intake rejects it, which the rejected topic tells
    }
  }

  void rejected(TopicRecord record) {
    JsonNode rejection = record.json();
    if (isMeant(rejection, "message_id")) {
      String reason = text(rejection, "reason");
      waits.takenIn(rejection);
      String step = Reason.of(reason) == Reason.NOT_IN_ALLOWLIST ? "filtered" : "rejected";
      add(
          record,
          1,
          step
              + "   "
              + "message "
              + text(rejection, "message_id")
              + ": "
              + reason
              + detail(rejection, "detail"),
          said(step, rejection),
          TraceStep.facts(step));
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
    Redrive redrive = record.redrive();
    if (redrive != null) {
      waits.redriven(redrive, event);
      add(
          record,
          3,
          "redriven   to " + redrive.destination(),
          "",
          TraceStep.facts("redriven").put("destination", redrive.destination()));
      return;
    }
    waits.published(record);
    add(
        record,
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
            + consent(event.path("consent"), event.path("consent_evidence")),
        "",
        TraceStep.facts("canonical"));
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
          record,
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
              },
          "",
          TraceStep.facts("identity"));
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
          record,
          4,
          "duplicate  message " + text(outcome, "message_id") + " arrived again" + cause(outcome),
          said("repeated", outcome),
          TraceStep.facts("repeated"));
      return;
    }
    waits.decided(record);
    if (isDeadLetter(outcome)) {
      buried.add(record.at());
    }
    Map<String, String> lack = lack(outcome);
    add(
        record,
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
            + (isDeadLetter(outcome) ? "" : detail(outcome, "answer"))
            + proof(outcome.path("consent"))
            + Needs.inWords(lack),
        said("delivery", outcome),
        TraceStep.facts("delivery", "would_have_needed", lack));
  }

  private Map<String, String> lack(JsonNode outcome) {
    return text(outcome, "outcome").equals(Outcome.CONSENT_DENIED.text())
        ? needs.lack(outcome.path("consent"))
        : Map.of();
  }

  void deadLetter(TopicRecord record) {
    JsonNode letter = record.json();
    if (isMeant(letter, "event_id")) {
      add(
          record,
          6,
          "dead       "
              + text(letter, "destination")
              + ": "
              + text(letter, "outcome")
              + cause(letter)
              + detail(letter, "answer"),
          "",
          TraceStep.facts("dead_letter"));
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
    return steps().stream().map(TraceStep::line).toList();
  }

  /** The same, with a line in words after each that needs some. */
  List<String> told() {
    return steps().stream().flatMap(TraceStep::told).toList();
  }

  List<TraceStep> steps() {
    Stream<TraceStep> waiting =
        waits.waiting().stream()
            .map(
                one ->
                    new TraceStep(
                        one.since(), 7, "pending    " + one.line(), one.said(), one.facts(), null));
    return Stream.concat(entries.stream(), waiting)
        .sorted(Comparator.comparing(TraceStep::at).thenComparing(TraceStep::rank))
        .toList();
  }

  private static String said(String step, JsonNode record) {
    return Wording.of(record.<ObjectNode>deepCopy().put("step", step), false);
  }

  private void add(TopicRecord record, int rank, String what, String said, ObjectNode facts) {
    entries.add(new TraceStep(record.at(), rank, what, said, facts, record));
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
