package io.tracklayer.view.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.view.facts.Shown;
import io.tracklayer.view.store.Fate;
import io.tracklayer.view.store.Statements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way of one event, step by step, in words. */
public final class WayAnswer {

  private WayAnswer() {}

  /**
   * @param given a message, event, order, refund or lead id; if several events have it, the one
   *     with that message id, or else the first
   * @return empty for an unknown id
   */
  public static Optional<ObjectNode> of(Statements statements, String given) throws SQLException {
    String id = given.strip();
    Optional<Long> event =
        statements.one(
            row -> row.getLong(1),
            "SELECT e.id FROM ident i JOIN event e ON e.id = i.event WHERE i.word = ?"
                + " ORDER BY CASE WHEN e.message = ? THEN 0 ELSE 1 END, e.received, e.id LIMIT 1",
            id,
            id);
    if (event.isEmpty() && Shown.event(id).isPresent()) {
      event =
          statements.one(
              row -> row.getLong(1), "SELECT id FROM event WHERE id = ?", Shown.event(id).get());
    }
    return event.isPresent() ? Optional.of(way(statements, event.get())) : Optional.empty();
  }

  private static ObjectNode way(Statements statements, long event) throws SQLException {
    ObjectNode way = EventsAnswer.event(statements, event);
    ArrayNode steps = way.putArray("steps");
    statements.each(
        row -> steps.add(step(row.getLong(1), json(row.getString(2)), steps)),
        "SELECT at, shown FROM step WHERE event = ? ORDER BY at, rank, same",
        event);
    List<ObjectNode> waiting =
        statements.all(
            row -> waiting(row.getString(1), row.getString(2), row.getObject(3, Long.class)),
            "SELECT o.destination, o.reason, p.at FROM outcome o"
                + " LEFT JOIN pause p ON p.destination = o.destination AND p.paused"
                + " WHERE o.event = ? AND o.state = 'waiting' ORDER BY o.destination",
            event);
    for (ObjectNode step : waiting) {
      CircuitAnswer.put(statements, step.path("destination").asText(), step);
      steps.add(step.put("said", Wording.ofWaiting(step)));
    }
    if (Fate.UNDER_WAY.text().equals(way.path("stage").asText())) {
      steps.add(Json.object().put("step", "waiting").put("said", Wording.ofUnderWay()));
    }
    if (way.path("stage").asText().equals(Fate.CANONICAL.text())
        && way.path("outcomes").isEmpty()) {
      statements.each(
          row -> steps.add(nowhere(row.getString(1), row.getString(2))),
          "SELECT account, environment FROM event WHERE id = ?",
          event);
    }
    ArrayNode copies = way.putArray("copies");
    statements.each(
        row ->
            copies.add(
                Json.object()
                    .put("message_id", Shown.message(row.getString(1), row.getLong(3)))
                    .put("received_at", Times.text(row.getLong(2)))),
        "SELECT c.message, c.received, c.id FROM event e JOIN event c ON c.claim = e.claim"
            + " WHERE e.id = ? AND c.id <> e.id ORDER BY c.received LIMIT 50",
        event);
    return way;
  }

  private static ObjectNode step(long at, ObjectNode shown, ArrayNode before) {
    ObjectNode step = Json.object().put("at", Times.text(at));
    step.put("said", Wording.of(shown, hasBeenReceived(before)));
    step.setAll(shown);
    return step;
  }

  private static boolean hasBeenReceived(ArrayNode steps) {
    for (JsonNode step : steps) {
      if (step.path("step").asText().equals("received")) {
        return true;
      }
    }
    return false;
  }

  private static ObjectNode nowhere(String account, String environment) {
    return Json.object()
        .put("step", "nowhere")
        .put("said", "No destination is for " + account + ", " + environment + ".");
  }

  private static ObjectNode waiting(String destination, String reason, @Nullable Long pausedAt) {
    ObjectNode step = Json.object().put("step", "waiting").put("destination", destination);
    if (!reason.isEmpty()) {
      step.put("reason", reason);
    }
    if (pausedAt != null) {
      step.put("paused_since", Times.text(pausedAt));
    }
    return step;
  }

  private static ObjectNode json(String shown) {
    try {
      return (ObjectNode) Json.mapper().readTree(shown);
    } catch (IOException e) {
      throw new UncheckedIOException("a step of our own cannot be read", e);
    }
  }
}
