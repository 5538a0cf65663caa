package io.tracklayer.view.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.view.facts.Shown;
import io.tracklayer.view.store.Fate;
import io.tracklayer.view.store.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Events with their outcome at each destination, the newest first. */
public final class EventsAnswer {

  /**
   * What to list. Whatever is null does not matter.
   *
   * @param id a message, event, order, refund or lead id
   * @param outcome one of a destination, {@code waiting}, or {@code filtered}, {@code rejected},
   *     {@code under_way}, {@code identity_only}, {@code canonical} before any destination
   * @param name the canonical name
   */
  public record Filter(
      @Nullable String id,
      @Nullable String destination,
      @Nullable String outcome,
      @Nullable String name,
      @Nullable String reason,
      int limit) {}

  /** The same message can be an event of several accounts; an order has few copies. */
  private static final int MOST_OF_AN_ID = 1000;

  private static final String FILTERED = "filtered";
  private static final String REJECTED = Fate.REJECTED.text();

  private record Found(long event, long at) {}

  private EventsAnswer() {}

  public static ObjectNode of(Statements statements, Filter filter) throws SQLException {
    ObjectNode answer = Json.object();
    ArrayNode events = answer.putArray("events");
    Set<Long> ids = new LinkedHashSet<>();
    find(statements, filter).stream()
        .sorted(Comparator.comparingLong(Found::at).reversed())
        .forEach(found -> ids.add(found.event));
    boolean hasMore = false;
    for (Long id : ids) {
      ObjectNode event = event(statements, id);
      if (filter.id == null || isMeant(event, filter)) {
        hasMore = events.size() == filter.limit;
        if (hasMore) {
          break;
        }
        events.add(event);
      }
    }
    return answer.put("more", hasMore);
  }

  private static List<Found> find(Statements statements, Filter filter) throws SQLException {
    if (filter.id != null) {
      Optional<Long> number = Shown.event(filter.id);
      return number.isPresent()
          ? found(statements, "SELECT id, received FROM event WHERE id = ?", 1, number.get())
          : found(
              statements,
              "SELECT e.id, e.received FROM ident i JOIN event e ON e.id = i.event WHERE i.word = ?",
              MOST_OF_AN_ID,
              filter.id);
    }
    if (filter.destination == null && filter.outcome == null && filter.reason == null) {
      return filter.name == null
          ? newest(statements, filter, "", "")
          : newest(statements, filter, "", "e.name, ");
    }
    List<Found> found = new ArrayList<>(atDestinations(statements, filter));
    if (filter.destination == null) {
      found.addAll(beforeDestinations(statements, filter));
    }
    return found;
  }

  /** Whether an event that was found by its id also fits the rest of the filter. */
  private static boolean isMeant(ObjectNode event, Filter filter) {
    if (filter.name != null && !filter.name.equals(event.path("name").asText())) {
      return false;
    }
    if (filter.destination == null && fits(event, "stage", filter)) {
      return true;
    }
    for (Map.Entry<String, JsonNode> outcome : event.path("outcomes").properties()) {
      if ((filter.destination == null || filter.destination.equals(outcome.getKey()))
          && fits(outcome.getValue(), "outcome", filter)) {
        return true;
      }
    }
    return false;
  }

  private static boolean fits(JsonNode state, String field, Filter filter) {
    return (filter.outcome == null || filter.outcome.equals(state.path(field).asText()))
        && (filter.reason == null || filter.reason.equals(state.path("reason").asText()));
  }

  /** Group by group, since each has an index that begins with the newest. */
  private static List<Found> atDestinations(Statements statements, Filter filter)
      throws SQLException {
    List<String[]> groups =
        statements.all(
            row -> new String[] {row.getString(1), row.getString(2), row.getString(3)},
            "SELECT destination, state, reason FROM total WHERE n > 0"
                + " AND destination = COALESCE(?, destination)"
                + " AND state = COALESCE(?, state) AND reason = COALESCE(?, reason)",
            filter.destination,
            filter.outcome,
            filter.reason);
    List<Found> found = new ArrayList<>();
    for (String[] group : groups) {
      found.addAll(
          found(
              statements,
              "SELECT e.id, e.received FROM outcome o JOIN event e ON e.id = o.event"
                  + " WHERE o.destination = ? AND o.state = ? AND o.reason = ?"
                  + (filter.name == null ? "" : " AND e.name = ?")
                  + " ORDER BY o.destination, o.state, o.reason, o.at DESC",
              filter.limit + 1,
              and(filter.name, group[0], group[1], group[2])));
    }
    return found;
  }

  private static List<Found> beforeDestinations(Statements statements, Filter filter)
      throws SQLException {
    List<Found> found = new ArrayList<>();
    if (filter.outcome == null
        || filter.outcome.equals(FILTERED)
        || filter.outcome.equals(REJECTED)) {
      List<String> reasons =
          statements.all(
              row -> row.getString(1),
              "SELECT DISTINCT reason FROM arrival WHERE kind IN ('filtered', 'rejected')"
                  + " AND kind = COALESCE(?, kind) AND reason = COALESCE(?, reason)",
              filter.outcome,
              filter.reason);
      for (String reason : reasons) {
        found.addAll(newest(statements, filter, "e.refusal = ?", "e.refusal, ", reason));
        found.addAll(
            newest(
                statements,
                filter,
                "e.fate = 'rejected' AND e.reason = ?",
                "e.fate, e.reason, ",
                reason));
      }
    } else if (filter.reason == null) {
      found.addAll(newest(statements, filter, "e.fate = ?", "e.fate, e.reason, ", filter.outcome));
    }
    return found;
  }

  /**
   * @param order what an index has before the time of receipt; all rows are equal in it
   */
  private static List<Found> newest(
      Statements statements, Filter filter, String condition, String order, Object... values)
      throws SQLException {
    List<String> conditions = new ArrayList<>();
    if (!condition.isEmpty()) {
      conditions.add(condition);
    }
    if (filter.name != null) {
      conditions.add("e.name = ?");
    }
    return found(
        statements,
        "SELECT e.id, e.received FROM event e"
            + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
            + " ORDER BY "
            + order
            + "e.received DESC",
        filter.limit + 1,
        and(filter.name, values));
  }

  private static Object[] and(@Nullable String last, Object... values) {
    List<Object> all = new ArrayList<>(List.of(values));
    if (last != null) {
      all.add(last);
    }
    return all.toArray();
  }

  private static List<Found> found(Statements statements, String sql, int limit, Object... values)
      throws SQLException {
    return statements.all(
        row -> new Found(row.getLong(1), row.getLong(2)), sql + " LIMIT " + limit, values);
  }

  /** One event as it is listed. */
  static ObjectNode event(Statements statements, long id) throws SQLException {
    ObjectNode event =
        statements
            .one(
                row -> listed(row, id),
                "SELECT message, event_id, name, fate, refusal, order_id, copy_of, received, reason"
                    + " FROM event WHERE id = ?",
                id)
            .orElseThrow();
    ObjectNode outcomes = event.putObject("outcomes");
    statements.each(
        row -> {
          ObjectNode outcome = outcomes.putObject(row.getString(1));
          outcome.put("outcome", row.getString(2));
          if (!row.getString(3).isEmpty()) {
            outcome.put("reason", row.getString(3));
          }
          outcome.put("at", Times.text(row.getLong(4)));
        },
        "SELECT destination, state, reason, at FROM outcome WHERE event = ? ORDER BY destination",
        id);
    return event;
  }

  private static ObjectNode listed(ResultSet row, long id) throws SQLException {
    ObjectNode event = Json.object().put("message_id", Shown.message(row.getString(1), id));
    put(event, "event_id", row.getString(2));
    put(event, "name", row.getString(3));
    put(event, "stage", stage(row.getString(4), row.getString(5)));
    put(event, "reason", row.getString(4) == null ? row.getString(5) : row.getString(9));
    put(event, "order_id", row.getString(6));
    put(event, "copy_of", row.getString(7));
    return event.put("received_at", Times.text(row.getLong(8)));
  }

  private static @Nullable String stage(@Nullable String fate, @Nullable String refusal) {
    if (fate != null || refusal == null) {
      return fate;
    }
    return refusal.equals(Reason.NOT_IN_ALLOWLIST.text()) ? FILTERED : REJECTED;
  }

  private static void put(ObjectNode to, String field, @Nullable String text) {
    if (text != null && !text.isEmpty()) {
      to.put(field, text);
    }
  }
}
