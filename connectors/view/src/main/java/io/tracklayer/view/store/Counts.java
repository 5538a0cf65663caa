package io.tracklayer.view.store;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The changes of the counts in one transaction, each count written once. What arrives is counted by
 * the minute of its receipt; outcomes are counted as they stand, and by the minute in which they
 * came about.
 */
final class Counts {

  private record Arrival(long slot, String kind, String reason) {}

  private record Total(String destination, String state, String reason) {}

  private record Matched(String destination, String name, long keys) {}

  private record Recent(long slot, String destination, String state) {}

  /**
   * @param firstAt the earliest of what was added
   */
  private record Change(long n, long firstAt) {

    Change and(Change other) {
      return new Change(n + other.n, Math.min(firstAt, other.firstAt));
    }
  }

  private final Map<Arrival, Long> arrivals = new HashMap<>();
  private final Map<Total, Change> totals = new HashMap<>();
  private final Map<Recent, Long> recent = new HashMap<>();
  private final Map<Matched, Long> matched = new HashMap<>();

  void arrived(long at, String kind, String reason, int change) {
    arrivals.merge(new Arrival(Slots.of(at), kind, reason), (long) change, Long::sum);
  }

  void stands(String destination, String state, String reason, long at) {
    totals.merge(new Total(destination, state, reason), new Change(1, at), Change::and);
  }

  void standsNoMore(String destination, String state, String reason, long outcomes) {
    Change change = new Change(-outcomes, Long.MAX_VALUE);
    totals.merge(new Total(destination, state, reason), change, Change::and);
  }

  void cameAbout(long at, String destination, String state) {
    cameAbout(Slots.of(at), destination, state, 1);
  }

  void cameAbout(long slot, String destination, String state, long outcomes) {
    recent.merge(new Recent(slot, destination, state), outcomes, Long::sum);
  }

  /**
   * @param keys see {@link OutcomeRows#packed}
   */
  void matched(String destination, String name, long keys, long change) {
    matched.merge(new Matched(destination, name, keys), change, Long::sum);
  }

  void writeTo(Statements statements) throws SQLException {
    for (Map.Entry<Arrival, Long> entry : arrivals.entrySet()) {
      Arrival key = entry.getKey();
      add(
          statements,
          "arrival",
          "slot = ? AND kind = ? AND reason = ?",
          entry.getValue(),
          key.slot,
          key.kind,
          key.reason);
    }
    for (Map.Entry<Total, Change> entry : totals.entrySet()) {
      add(statements, entry.getKey(), entry.getValue());
    }
    for (Map.Entry<Recent, Long> entry : recent.entrySet()) {
      Recent key = entry.getKey();
      add(
          statements,
          "recent",
          "slot = ? AND destination = ? AND state = ?",
          entry.getValue(),
          key.slot,
          key.destination,
          key.state);
    }
    for (Map.Entry<Matched, Long> entry : matched.entrySet()) {
      Matched key = entry.getKey();
      add(
          statements,
          "matched",
          "destination = ? AND name = ? AND keys = ?",
          entry.getValue(),
          key.destination,
          key.name,
          key.keys);
    }
    clear();
  }

  private static void add(
      Statements statements, String table, String where, long change, Object... key)
      throws SQLException {
    if (change == 0) {
      return;
    }
    Object[] changed = {change, key[0], key[1], key[2]};
    if (statements.update("UPDATE " + table + " SET n = n + ? WHERE " + where, changed) == 0) {
      statements.update(
          "INSERT INTO " + table + " VALUES(?, ?, ?, ?)", key[0], key[1], key[2], change);
    }
  }

  /** A group that was empty is seen for the first time again. */
  private static void add(Statements statements, Total key, Change change) throws SQLException {
    int changed =
        statements.update(
            "UPDATE total SET n = n + ?,"
                + " first_at = CASE WHEN n = 0 THEN ? ELSE LEAST(first_at, ?) END"
                + " WHERE destination = ? AND state = ? AND reason = ?",
            change.n,
            change.firstAt,
            change.firstAt,
            key.destination,
            key.state,
            key.reason);
    if (changed == 0) {
      statements.update(
          "INSERT INTO total VALUES(?, ?, ?, ?, ?)",
          key.destination,
          key.state,
          key.reason,
          change.n,
          change.firstAt);
    }
  }

  void clear() {
    arrivals.clear();
    totals.clear();
    recent.clear();
    matched.clear();
  }
}
