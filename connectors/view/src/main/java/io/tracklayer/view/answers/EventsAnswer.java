package io.tracklayer.view.answers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.view.facts.Shown;
import io.tracklayer.view.store.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
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

  /** An event has as many outcomes as there are destinations. */
  private static final int OUTCOMES_OF_AN_EVENT = 16;

  private static final Set<String> STAGES =
      Set.of("under_way", "identity_only", "rejected", "canonical");

  private record Found(long event, long at) {}

  private EventsAnswer() {}

  public static ObjectNode of(Statements statements, Filter filter) throws SQLException {
    Set<Long> ids = new LinkedHashSet<>();
    find(statements, filter).stream()
        .sorted(Comparator.comparingLong(Found::at).reversed())
        .forEach(found -> ids.add(found.event));
    ObjectNode answer = Json.object();
    ArrayNode events = answer.putArray("events");
    for (Long id : ids) {
      if (events.size() == filter.limit) {
        break;
      }
      events.add(event(statements, id));
    }
    return answer.put("more", ids.size() > filter.limit);
  }

  private static List<Found> find(Statements statements, Filter filter) throws SQLException {
    List<Found> found = new ArrayList<>();
    boolean isOfDestinations = filter.outcome == null || !filter.outcome.equals("filtered");
    if ((filter.destination != null || filter.outcome != null || filter.reason != null)
        && isOfDestinations) {
      found.addAll(atDestinations(statements, filter));
    }
    if (filter.destination == null) {
      found.addAll(beforeDestinations(statements, filter));
    }
    return found;
  }

  private static List<Found> atDestinations(Statements statements, Filter filter)
      throws SQLException {
    Where where = new Where();
    where.and("o.destination = ?", filter.destination);
    where.and("o.state = ?", filter.outcome);
    where.and("o.reason = ?", filter.reason);
    where.and("e.name = ?", filter.name);
    where.and("e.id IN (SELECT event FROM ident WHERE word = ?)", filter.id);
    return found(
        statements,
        "SELECT e.id, e.received FROM outcome o JOIN event e ON e.id = o.event"
            + where
            + " ORDER BY o.at DESC LIMIT ?",
        where,
        (filter.limit + 1) * OUTCOMES_OF_AN_EVENT);
  }

  private static List<Found> beforeDestinations(Statements statements, Filter filter)
      throws SQLException {
    if (filter.outcome != null
        && !filter.outcome.equals("filtered")
        && !STAGES.contains(filter.outcome)) {
      return List.of();
    }
    List<Found> found = new ArrayList<>();
    boolean isFiltered = "filtered".equals(filter.outcome);
    Where refused = common(filter);
    if (filter.outcome != null && (isFiltered || filter.outcome.equals("rejected"))) {
      refused.add(
          isFiltered
              ? "e.refusal = 'not_in_allowlist'"
              : "e.refusal IS NOT NULL AND e.refusal <> 'not_in_allowlist'");
      refused.and("e.refusal = ?", filter.reason);
      found.addAll(listed(statements, refused, filter.limit));
    } else if (filter.outcome == null && filter.reason != null) {
      refused.and("e.refusal = ?", filter.reason);
      found.addAll(listed(statements, refused, filter.limit));
    }
    if (!isFiltered) {
      Where settled = common(filter);
      settled.and("e.fate = ?", filter.outcome);
      if (filter.reason != null) {
        settled.add("e.fate = 'rejected'");
        settled.and("e.reason = ?", filter.reason);
      }
      found.addAll(listed(statements, settled, filter.limit));
    }
    return found;
  }

  private static Where common(Filter filter) {
    Where where = new Where();
    where.and("e.name = ?", filter.name);
    where.and("e.id IN (SELECT event FROM ident WHERE word = ?)", filter.id);
    return where;
  }

  private static List<Found> listed(Statements statements, Where where, int limit)
      throws SQLException {
    return found(
        statements,
        "SELECT e.id, e.received FROM event e" + where + " ORDER BY e.received DESC LIMIT ?",
        where,
        limit + 1);
  }

  private static List<Found> found(Statements statements, String sql, Where where, int limit)
      throws SQLException {
    List<Object> values = new ArrayList<>(where.values);
    values.add(limit);
    return statements.all(row -> new Found(row.getLong(1), row.getLong(2)), sql, values.toArray());
  }

  /** Conditions, with the values for their question marks. */
  private static final class Where {

    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    void add(String condition) {
      conditions.add(condition);
    }

    void and(String condition, @Nullable Object value) {
      if (value != null) {
        conditions.add(condition);
        values.add(value);
      }
    }

    @Override
    public String toString() {
      return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }
  }

  /** One event as it is listed. */
  static ObjectNode event(Statements statements, long id) throws SQLException {
    ObjectNode event =
        statements
            .one(
                EventsAnswer::listed,
                "SELECT message, event_id, name, fate, refusal, order_id, copy_of, received"
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

  private static ObjectNode listed(ResultSet row) throws SQLException {
    ObjectNode event = Json.object().put("message_id", Shown.id(row.getString(1)));
    put(event, "event_id", row.getString(2));
    put(event, "name", row.getString(3));
    put(event, "stage", stage(row.getString(4), row.getString(5)));
    put(event, "order_id", row.getString(6));
    put(event, "copy_of", row.getString(7));
    return event.put("received_at", Times.text(row.getLong(8)));
  }

  private static @Nullable String stage(@Nullable String fate, @Nullable String refusal) {
    if (fate != null || refusal == null) {
      return fate;
    }
    return refusal.equals("not_in_allowlist") ? "filtered" : "rejected";
  }

  private static void put(ObjectNode to, String field, @Nullable String text) {
    if (text != null && !text.isEmpty()) {
      to.put(field, text);
    }
  }
}
