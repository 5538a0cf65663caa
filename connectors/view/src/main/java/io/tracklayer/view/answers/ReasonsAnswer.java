package io.tracklayer.view.answers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.view.facts.Shown;
import io.tracklayer.view.store.Slots;
import io.tracklayer.view.store.Statements;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why events did not go where they might have gone, grouped by place, outcome and reason. */
public final class ReasonsAnswer {

  private static final int EXAMPLES = 10;

  /** Those that nobody needs to act on, if the configuration is meant as it is. */
  private static final Set<String> AS_CONFIGURED =
      Set.of("filtered", Outcome.CONSENT_DENIED.text(), Outcome.NOT_APPLICABLE.text());

  /**
   * @param destination none before any destination
   * @param firstAt of those that are counted, or were since the group was last empty
   * @param lastAt at least; of those without a row of their own, nothing else tells it
   */
  private record Group(
      @Nullable String destination,
      String outcome,
      String reason,
      long count,
      long firstAt,
      long lastAt) {}

  private record Example(long at, ObjectNode shown) {}

  private ReasonsAnswer() {}

  /** Those to act on first, the largest group first. */
  public static ObjectNode of(Statements statements) throws SQLException {
    List<Group> groups = new ArrayList<>();
    statements.each(
        row ->
            groups.add(
                new Group(
                    null,
                    row.getString(1),
                    row.getString(2),
                    row.getLong(3),
                    Slots.start(row.getLong(4)),
                    Slots.start(row.getLong(5)))),
        "SELECT kind, reason, SUM(n), MIN(slot), MAX(slot) FROM arrival"
            + " WHERE kind IN ('filtered', 'rejected') AND n > 0 GROUP BY kind, reason");
    statements.each(
        row ->
            groups.add(
                new Group(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getLong(5))),
        "SELECT destination, state, reason, n, first_at FROM total WHERE n > 0 AND"
            + " (state IN ('rejected', 'expired', 'consent_denied', 'not_applicable')"
            + " OR (state = 'waiting' AND reason <> ''))");
    groups.sort(
        Comparator.comparing((Group group) -> AS_CONFIGURED.contains(group.outcome))
            .thenComparing(Comparator.comparingLong(Group::count).reversed()));
    ObjectNode answer = Json.object();
    ArrayNode reasons = answer.putArray("reasons");
    for (Group group : groups) {
      reasons.add(
          group.destination == null
              ? arrival(statements, group)
              : outcome(statements, group, group.destination));
    }
    return answer;
  }

  private static ObjectNode arrival(Statements statements, Group group) throws SQLException {
    List<Example> examples = new ArrayList<>();
    Statements.RowTaker taker =
        row ->
            examples.add(
                new Example(row.getLong(2), example(row.getString(1), row.getLong(3), null)));
    statements.each(
        taker,
        "SELECT message, received, id FROM event WHERE refusal = ?"
            + " ORDER BY refusal, received DESC LIMIT "
            + EXAMPLES,
        group.reason);
    statements.each(
        taker,
        "SELECT message, received, id FROM event WHERE fate = ? AND reason = ?"
            + " ORDER BY fate, reason, received DESC LIMIT "
            + EXAMPLES,
        group.outcome,
        group.reason);
    return shown(group, examples);
  }

  private static ObjectNode outcome(Statements statements, Group group, String destination)
      throws SQLException {
    List<Example> examples = new ArrayList<>();
    statements.each(
        row ->
            examples.add(
                new Example(
                    row.getLong(3), example(row.getString(1), row.getLong(4), row.getString(2)))),
        "SELECT e.message, e.event_id, o.at, e.id FROM outcome o JOIN event e ON e.id = o.event"
            + " WHERE o.destination = ? AND o.state = ? AND o.reason = ?"
            + " ORDER BY o.destination, o.state, o.reason, o.at DESC LIMIT "
            + EXAMPLES,
        destination,
        group.outcome,
        group.reason);
    ObjectNode shown = shown(group, examples).put("destination", destination);
    if (group.outcome.equals(Outcome.REJECTED.text())
        || group.outcome.equals(Outcome.EXPIRED.text())
        || group.outcome.equals(Outcome.CONSENT_DENIED.text())) {
      shown.put("redrive", redrive(group, destination));
    }
    return shown;
  }

  private static String redrive(Group group, String destination) {
    return "./tracklayer redrive --config F --destination "
        + destination
        + (group.outcome.equals(Outcome.CONSENT_DENIED.text()) ? " --outcome consent_denied" : "")
        + (group.reason.isEmpty() ? "" : " --reason " + group.reason)
        + " --dry-run";
  }

  private static ObjectNode shown(Group group, List<Example> examples) {
    ObjectNode shown = Json.object();
    shown.put("outcome", group.outcome).put("reason", group.reason).put("count", group.count);
    shown.put("as_configured", AS_CONFIGURED.contains(group.outcome));
    Reason reason = Reason.of(group.reason);
    if (reason != null) {
      shown.put("meaning", reason.meaning()).put("remedy", reason.remedy());
    }
    examples.sort(Comparator.comparingLong(Example::at).reversed());
    long exampleAt = examples.isEmpty() ? group.firstAt : examples.get(0).at;
    long lastAt = Math.max(group.lastAt, exampleAt);
    shown.put("first_at", Times.text(Math.min(group.firstAt, exampleAt)));
    shown.put("last_at", Times.text(lastAt));
    ArrayNode listed = shown.putArray("examples");
    examples.stream().limit(EXAMPLES).forEach(example -> listed.add(example.shown));
    return shown;
  }

  private static ObjectNode example(String message, long id, @Nullable String event) {
    ObjectNode example = Json.object().put("message_id", Shown.message(message, id));
    return event == null ? example : example.put("event_id", event);
  }
}
