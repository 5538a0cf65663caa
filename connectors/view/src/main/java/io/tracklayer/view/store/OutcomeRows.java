package io.tracklayer.view.store;

import io.tracklayer.contract.delivery.MatchKeys;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.view.facts.Fact;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How events stand at destinations. An event waits until it has a final outcome, and again once
 * that is lifted by a redrive. The result does not depend on which topic is read first.
 */
final class OutcomeRows {

  static final String WAITING = "waiting";

  private static final int RENAMED_AT_ONCE = 1000;
  private static final String DELIVERED = Outcome.DELIVERED.text();

  /** No match key has this bit. */
  private static final long ONLY_LOGGED = Long.MIN_VALUE;

  /**
   * @param at of the outcome; while it waits, when the event was received
   * @param lifted outcomes up to this time do not count
   * @param matched see {@link #packed}; none if it neither was delivered nor would have been in
   *     {@code mode: log}, or that is not known
   */
  private record Row(String state, String reason, long at, long lifted, @Nullable Long matched) {}

  private final Statements statements;
  private final Counts counts;

  OutcomeRows(Statements statements, Counts counts) {
    this.statements = statements;
    this.counts = counts;
  }

  /** The event is now this destination's to decide. */
  void await(long event, String destination, long received) throws SQLException {
    if (find(event, destination).isEmpty()) {
      insert(event, destination, new Row(WAITING, "", received, Long.MIN_VALUE, null));
    }
  }

  void decided(long event, String destination, Fact.Decided decided) throws SQLException {
    long at = decided.step().at();
    Optional<Row> known = find(event, destination);
    long lifted = known.map(Row::lifted).orElse(Long.MIN_VALUE);
    if (decided.isFinal()) {
      if (at <= lifted || isKept(known, decided.outcome(), at)) {
        return;
      }
      Long matched = packed(decided);
      put(
          event,
          destination,
          known,
          new Row(decided.outcome(), decided.reason(), at, lifted, matched));
      counts.cameAbout(at, destination, decided.outcome());
    } else if (known.isEmpty() || known.get().state.equals(WAITING)) {
      put(
          event,
          destination,
          known,
          new Row(WAITING, decided.reason(), decided.receivedAt(), lifted, null));
    }
  }

  /** Nothing that a sender says late, and that no longer counts, takes back a delivery. */
  private static boolean isKept(Optional<Row> known, String outcome, long at) {
    if (known.isEmpty() || known.get().state.equals(WAITING) || outcome.equals(DELIVERED)) {
      return false;
    }
    return known.get().state.equals(DELIVERED) || at < known.get().at;
  }

  void lift(long event, String destination, Fact.Redriven redriven) throws SQLException {
    Optional<Row> known = find(event, destination);
    Row before = known.orElse(new Row(WAITING, "", redriven.receivedAt(), Long.MIN_VALUE, null));
    long lifted = Math.max(before.lifted, redriven.lifts());
    boolean counts = before.state.equals(WAITING) || before.at > lifted;
    put(
        event,
        destination,
        known,
        counts
            ? new Row(before.state, before.reason, before.at, lifted, before.matched)
            : new Row(WAITING, "", redriven.receivedAt(), lifted, null));
  }

  /**
   * Moves some of the outcomes under one name to another.
   *
   * @return whether there may be more
   */
  boolean rename(String from, String to) throws SQLException {
    List<Map.Entry<Long, Row>> some =
        statements.all(
            row ->
                Map.entry(
                    row.getLong(1),
                    new Row(
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getObject(6, Long.class))),
            "SELECT event, state, reason, at, lifted, matched FROM outcome WHERE destination = ? LIMIT "
                + RENAMED_AT_ONCE,
            from);
    for (Map.Entry<Long, Row> each : some) {
      long event = each.getKey();
      Row earlier = each.getValue();
      statements.update("DELETE FROM outcome WHERE event = ? AND destination = ?", event, from);
      counts.standsNoMore(from, earlier.state, earlier.reason, 1);
      countMatched(event, from, earlier.matched, null);
      Optional<Row> own = find(event, to);
      put(
          event,
          to,
          own,
          own.filter(row -> !isKept(Optional.of(earlier), row.state, row.at)).orElse(earlier));
    }
    return some.size() == RENAMED_AT_ONCE;
  }

  private Optional<Row> find(long event, String destination) throws SQLException {
    return statements.one(
        row ->
            new Row(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                row.getObject(5, Long.class)),
        "SELECT state, reason, at, lifted, matched FROM outcome WHERE event = ? AND destination = ?",
        event,
        destination);
  }

  private void put(long event, String destination, Optional<Row> before, Row now)
      throws SQLException {
    if (before.isEmpty()) {
      insert(event, destination, now);
      return;
    }
    statements.update(
        "UPDATE outcome SET state = ?, reason = ?, at = ?, lifted = ?, matched = ?"
            + " WHERE event = ? AND destination = ?",
        now.state,
        now.reason,
        now.at,
        now.lifted,
        now.matched,
        event,
        destination);
    counts.standsNoMore(destination, before.get().state, before.get().reason, 1);
    counts.stands(destination, now.state, now.reason, now.at);
    countMatched(event, destination, before.get().matched, now.matched);
  }

  private void insert(long event, String destination, Row row) throws SQLException {
    statements.update(
        "INSERT INTO outcome VALUES(?, ?, ?, ?, ?, ?, ?)",
        event,
        destination,
        row.state,
        row.reason,
        row.at,
        row.lifted,
        row.matched);
    counts.stands(destination, row.state, row.reason, row.at);
    countMatched(event, destination, null, row.matched);
  }

  private void countMatched(
      long event, String destination, @Nullable Long before, @Nullable Long now)
      throws SQLException {
    if (Objects.equals(before, now)) {
      return;
    }
    String name =
        statements
            .one(row -> row.getString(1), "SELECT name FROM event WHERE id = ?", event)
            .orElse("");
    if (before != null) {
      counts.matched(destination, name, before, -1);
    }
    if (now != null) {
      counts.matched(destination, name, now, 1);
    }
  }

  /**
   * What was sent in the lower half, what of it was the event's own in the upper half, and the
   * highest bit if nothing was sent in fact.
   */
  private static @Nullable Long packed(Fact.Decided decided) {
    MatchKeys matched = decided.matched();
    if (matched == null) {
      return null;
    }
    long keys = ((long) matched.own() << Integer.SIZE) | matched.carried();
    return decided.outcome().equals(DELIVERED) ? keys : keys | ONLY_LOGGED;
  }

  /** The keys in what {@link #packed} made. */
  static MatchKeys unpacked(long packed) {
    return new MatchKeys((int) packed, (int) ((packed & ~ONLY_LOGGED) >>> Integer.SIZE));
  }

  /** Whether nothing was sent in fact. */
  static boolean isOnlyLogged(long packed) {
    return packed < 0;
  }
}
