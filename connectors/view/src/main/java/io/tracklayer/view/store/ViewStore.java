package io.tracklayer.view.store;

import io.tracklayer.contract.config.DestinationScope;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.view.facts.EventKey;
import io.tracklayer.view.facts.Fact;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Writes facts. The facts of some records and the position after those records are one transaction:
 * after a crash, reading goes on at the position of the last one, so that nothing is lost or
 * counted twice.
 *
 * <p>For one thread.
 */
public final class ViewStore {

  private static final String RECEIVED = "received";
  private static final String FILTERED = "filtered";
  private static final String REJECTED = "rejected";
  private static final String COPIES = "copies";
  private static final String ORDER_COPIES = "order_copies";
  private static final String NO_REASON = "";
  private static final String FLOOR = "floor";

  private final ViewDatabase database;
  private final List<DestinationScope> destinations;
  private final Map<String, String> presentNames;
  private final Counts counts = new Counts();
  private Statements statements;
  private EventRows events;
  private OutcomeRows outcomes;

  public ViewStore(ViewDatabase database, List<DestinationScope> destinations) throws SQLException {
    this.database = database;
    this.destinations = List.copyOf(destinations);
    presentNames = DestinationScope.presentNames(destinations);
    useConnection();
  }

  /** From now on by the connection that the database has now. */
  private void useConnection() throws SQLException {
    statements = new Statements(database.writer());
    events = new EventRows(statements, counts);
    outcomes = new OutcomeRows(statements, counts);
  }

  private String presentName(String destination) {
    return presentNames.getOrDefault(destination, destination);
  }

  /** Moves what was written under the earlier names of destinations to their present ones. */
  public void adoptNames() throws SQLException {
    for (Map.Entry<String, String> name : presentNames.entrySet()) {
      adopt(name.getKey(), name.getValue());
    }
  }

  private void adopt(String from, String to) throws SQLException {
    AtomicBoolean mayBeMore = new AtomicBoolean(true);
    while (mayBeMore.get()) {
      inTransaction(() -> mayBeMore.set(outcomes.rename(from, to)));
    }
    inTransaction(
        () -> {
          statements.each(
              row -> counts.cameAbout(row.getLong(1), to, row.getString(2), row.getLong(3)),
              "SELECT slot, state, n FROM recent WHERE destination = ?",
              from);
          statements.update("DELETE FROM recent WHERE destination = ?", from);
          for (String table : List.of("health", "pause", "assessment")) {
            statements.update(
                "UPDATE "
                    + table
                    + " SET destination = ? WHERE destination = ?"
                    + " AND NOT EXISTS (SELECT 1 FROM "
                    + table
                    + " WHERE destination = ?)",
                to,
                from,
                to);
            statements.update("DELETE FROM " + table + " WHERE destination = ?", from);
          }
          statements.update("DELETE FROM breaker WHERE destination = ?", from);
        });
  }

  /** Forgets everything. */
  public void clear() throws SQLException {
    statements.close();
    database.clear();
    useConnection();
  }

  /**
   * Goes on after the database has failed: where the last transaction ended, or at the beginning if
   * the failure shows that the file is of no use any more.
   */
  public void reopen(@Nullable Exception failure) throws SQLException {
    if (failure != null && ViewDatabase.isDamage(failure)) {
      database.replace();
    } else {
      database.reopen();
    }
    useConnection();
  }

  /** Where to go on reading: the position of each partition that was read before. */
  public Map<TopicPartition, Long> positions() throws SQLException {
    Map<TopicPartition, Long> positions = new HashMap<>();
    statements.each(
        row -> positions.put(new TopicPartition(row.getString(1), row.getInt(2)), row.getLong(3)),
        "SELECT topic, part, next FROM place");
    return positions;
  }

  /** How far back it sees, in epoch milliseconds: nothing received earlier is counted. */
  public long floor() throws SQLException {
    return floor(statements).orElse(Long.MIN_VALUE);
  }

  /** The same for an answer. */
  public static Optional<Long> floor(Statements statements) throws SQLException {
    return statements.one(
        row -> Long.parseLong(row.getString(1)), "SELECT word FROM meta WHERE name = ?", FLOOR);
  }

  /** Sees back to this time at most; what was received earlier must have been dropped. */
  public void raiseFloor(long at) throws SQLException {
    inTransaction(() -> setFloor(at));
  }

  private void setFloor(long at) throws SQLException {
    statements.update("MERGE INTO meta KEY(name) VALUES(?, ?)", FLOOR, Long.toString(at));
  }

  /**
   * @param positions after the records that said this
   */
  public void write(List<Fact> facts, Map<TopicPartition, Long> positions) throws SQLException {
    long floor = floor();
    inTransaction(
        () -> {
          Map<String, DestinationHealth> health = new HashMap<>();
          for (Fact fact : facts) {
            write(fact, floor, health);
          }
          for (Map.Entry<String, DestinationHealth> entry : health.entrySet()) {
            entry.getValue().writeTo(statements, entry.getKey());
          }
          for (Map.Entry<TopicPartition, Long> position : positions.entrySet()) {
            statements.update(
                "MERGE INTO place KEY(topic, part) VALUES(?, ?, ?)",
                position.getKey().topic(),
                position.getKey().partition(),
                position.getValue());
          }
        });
  }

  private interface Change {
    void make() throws SQLException;
  }

  private void inTransaction(Change change) throws SQLException {
    boolean done = false;
    try {
      change.make();
      counts.writeTo(statements);
      database.writer().commit();
      done = true;
    } finally {
      if (!done) {
        counts.clear();
        database.writer().rollback();
      }
    }
  }

  private void write(Fact fact, long floor, Map<String, DestinationHealth> health)
      throws SQLException {
    if (fact instanceof Fact.Received received && received.at() >= floor) {
      received(received);
    } else if (fact instanceof Fact.Refused refused && refused.at() >= floor) {
      refused(refused);
    } else if (fact instanceof Fact.Published published && published.receivedAt() >= floor) {
      published(published);
    } else if (fact instanceof Fact.Redriven redriven && redriven.receivedAt() >= floor) {
      EventRows.Row event = events.of(redriven.event(), redriven.receivedAt());
      outcomes.lift(event.id(), presentName(redriven.destination()), redriven);
      events.add(event.id(), redriven.step());
    } else if (fact instanceof Fact.Recognised recognised && recognised.receivedAt() >= floor) {
      EventRows.Row event = events.of(recognised.event(), recognised.receivedAt());
      events.add(event.id(), recognised.step());
    } else if (fact instanceof Fact.Repeated repeated && repeated.receivedAt() >= floor) {
      EventRows.Row event = events.of(repeated.event(), repeated.receivedAt());
      events.add(event.id(), repeated.step());
    } else if (fact instanceof Fact.Decided decided) {
      DestinationHealth.in(health, presentName(decided.destination()), decided);
      if (decided.receivedAt() >= floor) {
        decided(decided);
      }
    } else if (fact instanceof Fact.Switched switched) {
      statements.update(
          "MERGE INTO pause KEY(destination) VALUES(?, ?, ?)",
          presentName(switched.destination()),
          switched.isPaused(),
          switched.at());
    } else if (fact instanceof Fact.Broken broken) {
      Circuits.write(statements, presentName(broken.destination()), broken);
    } else if (fact instanceof Fact.Assessed assessed) {
      Assessments.write(statements, presentName(assessed.destination()), assessed);
    }
  }

  private void received(Fact.Received fact) throws SQLException {
    counts.arrived(fact.at(), RECEIVED, NO_REASON, 1);
    EventKey key = fact.event();
    if (key == null) {
      // The job will refuse it, and after a restart once more: only here each is told of once.
      counts.arrived(fact.at(), REJECTED, Reason.UNREADABLE_RECORD.text(), 1);
      return;
    }
    EventRows.Row event = events.of(key, fact.at());
    if (event.raws() > 0) {
      counts.arrived(fact.at(), COPIES, NO_REASON, 1);
    }
    events.storedOnceMore(event);
    events.settle(
        event, fact.identityOnly() ? Fate.IDENTITY_ONLY : Fate.UNDER_WAY, fact.at(), NO_REASON);
    findBy(event, fact.ids());
    events.add(event.id(), fact.step());
  }

  private void findBy(EventRows.Row event, Set<String> ids) throws SQLException {
    for (String id : ids) {
      events.findBy(event.id(), id);
    }
  }

  private void refused(Fact.Refused fact) throws SQLException {
    EventKey key = fact.event();
    if (fact.byTheJob()) {
      if (key != null) {
        EventRows.Row event = events.of(key, fact.at());
        events.settle(event, Fate.REJECTED, fact.at(), fact.reason());
        findBy(event, fact.ids());
        events.add(event.id(), fact.step());
      }
      return;
    }
    counts.arrived(fact.at(), RECEIVED, NO_REASON, 1);
    boolean isFiltered = fact.reason().equals(Reason.NOT_IN_ALLOWLIST.text());
    counts.arrived(fact.at(), isFiltered ? FILTERED : REJECTED, fact.reason(), 1);
    if (key != null) {
      EventRows.Row event = events.of(key, fact.at());
      events.refused(event, fact.reason());
      findBy(event, fact.ids());
      events.add(event.id(), fact.step());
    }
  }

  private void published(Fact.Published fact) throws SQLException {
    EventRows.Row event = events.of(fact.event(), fact.receivedAt());
    if (event.fate() == Fate.CANONICAL) {
      return; // published again after a restart of the job
    }
    events.settle(event, Fate.CANONICAL, fact.receivedAt(), NO_REASON);
    if (fact.about().copyOf() != null) {
      counts.arrived(fact.receivedAt(), ORDER_COPIES, NO_REASON, 1);
    }
    events.describe(event.id(), fact.about());
    findBy(event, fact.ids());
    events.add(event.id(), fact.step());
    for (DestinationScope destination : destinations) {
      if (destination.serves(fact.event().account(), fact.event().environment())) {
        outcomes.await(event.id(), destination.name(), fact.receivedAt());
      }
    }
  }

  private void decided(Fact.Decided fact) throws SQLException {
    EventRows.Row event = events.of(fact.event(), fact.receivedAt());
    if (event.fate() != Fate.CANONICAL) {
      events.describe(event.id(), fact.about());
      events.findBy(event.id(), fact.about().eventId());
    }
    outcomes.decided(event.id(), presentName(fact.destination()), fact);
    events.add(event.id(), fact.step());
  }

  /** When a destination last took an event, and when and why it last did not. */
  private record DestinationHealth(long deliveredAt, long failedAt, String failure) {

    private static final DestinationHealth UNKNOWN = new DestinationHealth(0, 0, NO_REASON);

    static void in(
        Map<String, DestinationHealth> health, String destination, Fact.Decided decided) {
      long at = decided.step().at();
      DestinationHealth now =
          decided.outcome().equals(Outcome.DELIVERED.text())
              ? new DestinationHealth(at, 0, NO_REASON)
              : decided.isFinal() ? UNKNOWN : new DestinationHealth(0, at, decided.reason());
      health.merge(destination, now, DestinationHealth::and);
    }

    private DestinationHealth and(DestinationHealth other) {
      boolean isNewer = other.failedAt > failedAt;
      return new DestinationHealth(
          Math.max(deliveredAt, other.deliveredAt),
          isNewer ? other.failedAt : failedAt,
          isNewer ? other.failure : failure);
    }

    void writeTo(Statements statements, String destination) throws SQLException {
      DestinationHealth known =
          statements
              .one(
                  row -> new DestinationHealth(row.getLong(1), row.getLong(2), row.getString(3)),
                  "SELECT delivered_at, failed_at, failure FROM health WHERE destination = ?",
                  destination)
              .orElse(UNKNOWN)
              .and(this);
      statements.update(
          "MERGE INTO health KEY(destination) VALUES(?, ?, ?, ?)",
          destination,
          known.deliveredAt,
          known.failedAt,
          known.failure);
    }
  }

  /**
   * Drops what was received in the oldest minute, and sees back to the next one from then on.
   *
   * @return whether there was anything to drop before this time
   */
  boolean dropOldest(long before) throws SQLException {
    Optional<Long> oldest = oldest();
    if (oldest.isEmpty() || Slots.start(oldest.get() + 1) > before) {
      return false;
    }
    long end = Slots.start(oldest.get() + 1);
    inTransaction(
        () -> {
          statements.each(
              row ->
                  counts.standsNoMore(
                      row.getString(1), row.getString(2), row.getString(3), row.getLong(4)),
              "SELECT o.destination, o.state, o.reason, COUNT(*) FROM event e"
                  + " JOIN outcome o ON o.event = e.id WHERE e.received < ?"
                  + " GROUP BY o.destination, o.state, o.reason",
              end);
          statements.each(
              row ->
                  counts.matched(
                      row.getString(1), row.getString(2), row.getLong(3), -row.getLong(4)),
              "SELECT o.destination, COALESCE(e.name, ''), o.matched, COUNT(*) FROM event e"
                  + " JOIN outcome o ON o.event = e.id"
                  + " WHERE e.received < ? AND o.matched IS NOT NULL"
                  + " GROUP BY o.destination, COALESCE(e.name, ''), o.matched",
              end);
          for (String table : List.of("outcome", "step", "ident")) {
            statements.update(
                "DELETE FROM "
                    + table
                    + " WHERE event IN (SELECT id FROM event WHERE received < ?)",
                end);
          }
          statements.update("DELETE FROM event WHERE received < ?", end);
          statements.update("DELETE FROM arrival WHERE slot <= ?", oldest.get());
          setFloor(end);
        });
    return true;
  }

  private Optional<Long> oldest() throws SQLException {
    Optional<Long> slot =
        statements.one(
            row -> row.getObject(1, Long.class), "SELECT slot FROM arrival ORDER BY slot LIMIT 1");
    Optional<Long> event =
        statements
            .one(row -> row.getObject(1, Long.class), "SELECT MIN(received) FROM event")
            .map(Slots::of);
    return slot.isPresent() && event.isPresent()
        ? Optional.of(Math.min(slot.get(), event.get()))
        : slot.or(() -> event);
  }

  /** Drops the counts of minutes that no rate needs any more. */
  void dropRates(long before) throws SQLException {
    inTransaction(() -> statements.update("DELETE FROM recent WHERE slot < ?", Slots.of(before)));
  }

  /** The time before which a tenth of the events was received; empty if there are none. */
  Optional<Long> oldestTenth() throws SQLException {
    long events = statements.one(row -> row.getLong(1), "SELECT COUNT(*) FROM event").orElse(0L);
    return events == 0
        ? Optional.empty()
        : statements.one(
            row -> row.getLong(1),
            "SELECT received FROM event ORDER BY received DESC LIMIT 1 OFFSET ?",
            events - 1 - events / 10);
  }

  ViewDatabase database() {
    return database;
  }
}
