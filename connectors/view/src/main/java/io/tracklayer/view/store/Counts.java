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

  private record Recent(long slot, String destination, String state) {}

  private final Map<Arrival, Long> arrivals = new HashMap<>();
  private final Map<Total, Long> totals = new HashMap<>();
  private final Map<Recent, Long> recent = new HashMap<>();

  void arrived(long at, String kind, String reason, int change) {
    arrivals.merge(new Arrival(Slots.of(at), kind, reason), (long) change, Long::sum);
  }

  void stands(String destination, String state, String reason, long change) {
    totals.merge(new Total(destination, state, reason), change, Long::sum);
  }

  void cameAbout(long at, String destination, String state) {
    recent.merge(new Recent(Slots.of(at), destination, state), 1L, Long::sum);
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
    for (Map.Entry<Total, Long> entry : totals.entrySet()) {
      Total key = entry.getKey();
      add(
          statements,
          "total",
          "destination = ? AND state = ? AND reason = ?",
          entry.getValue(),
          key.destination,
          key.state,
          key.reason);
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

  void clear() {
    arrivals.clear();
    totals.clear();
    recent.clear();
  }
}
