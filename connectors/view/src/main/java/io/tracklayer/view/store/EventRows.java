package io.tracklayer.view.store;

import io.tracklayer.view.facts.EventKey;
import io.tracklayer.view.facts.Fact;
import io.tracklayer.view.facts.Step;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of events. An event gets its row with whichever record about it is read first, since the
 * topics are read side by side.
 */
final class EventRows {

  /**
   * An event that is sent again and again must not fill the disk: beyond these, only the last of
   * each kind is kept, so that the end of its way is always told.
   */
  private static final int MOST_STEPS = 200;

  /**
   * @param raws how often it was stored
   * @param fate see {@link Fate}; none before it was stored
   * @param reason of the fate; empty if there is none
   */
  record Row(long id, long received, int raws, @Nullable Fate fate, String reason) {}

  private final Statements statements;
  private final Counts counts;
  private long nextId;

  EventRows(Statements statements, Counts counts) throws SQLException {
    this.statements = statements;
    this.counts = counts;
    nextId =
        statements.one(row -> row.getLong(1), "SELECT COALESCE(MAX(id), 0) FROM event").orElse(0L)
            + 1;
  }

  Row of(EventKey key, long received) throws SQLException {
    Optional<Row> known =
        statements.one(
            row ->
                new Row(
                    row.getLong(1),
                    row.getLong(2),
                    row.getInt(3),
                    Fate.of(row.getString(4)),
                    row.getString(5) == null ? "" : row.getString(5)),
            "SELECT id, received, raws, fate, reason FROM event"
                + " WHERE message = ? AND account = ? AND environment = ?",
            key.messageId(),
            key.account(),
            key.environment());
    return known.isPresent() ? known.get() : insert(key, received);
  }

  private Row insert(EventKey key, long received) throws SQLException {
    long id = nextId++;
    statements.update(
        "INSERT INTO event(id, account, environment, message, received, raws)"
            + " VALUES(?, ?, ?, ?, ?, 0)",
        id,
        key.account(),
        key.environment(),
        key.messageId(),
        received);
    findBy(id, key.messageId().strip());
    return new Row(id, received, 0, null, "");
  }

  void findBy(long id, String word) throws SQLException {
    statements.update("MERGE INTO ident KEY(word, event) VALUES(?, ?)", word, id);
  }

  void add(long id, Step step) throws SQLException {
    long steps =
        statements
            .one(row -> row.getLong(1), "SELECT COUNT(*) FROM step WHERE event = ?", id)
            .orElse(0L);
    statements.update(
        "MERGE INTO step KEY(event, same) VALUES(?, ?, ?, ?, ?, ?, ?)",
        id,
        steps < MOST_STEPS ? step.same() : kind(step),
        step.at(),
        step.rank(),
        step.shown().toString(),
        step.partition(),
        step.offset());
  }

  private static String kind(Step step) {
    return "last:" + step.rank() + ":" + step.shown().path("destination").asText();
  }

  void storedOnceMore(Row row) throws SQLException {
    statements.update("UPDATE event SET raws = raws + 1 WHERE id = ?", row.id);
  }

  void refused(Row row, String reason) throws SQLException {
    statements.update("UPDATE event SET refusal = ? WHERE id = ?", reason, row.id);
  }

  /**
   * Settles what became of the event, unless something weightier is known.
   *
   * @param received of the message that decided it
   */
  void settle(Row row, Fate fate, long received, String reason) throws SQLException {
    Fate before = row.fate;
    if (before != null && before.compareTo(fate) >= 0) {
      return;
    }
    if (before != null) {
      counts.arrived(row.received, before.text(), row.reason, -1);
    }
    counts.arrived(received, fate.text(), reason, 1);
    statements.update(
        "UPDATE event SET fate = ?, reason = ?, received = ? WHERE id = ?",
        fate.text(),
        reason,
        received,
        row.id);
  }

  /** Notes what is listed of it; the canonical event says more than its outcomes. */
  void describe(long id, Fact.About about) throws SQLException {
    statements.update(
        "UPDATE event SET name = ?, event_id = ?, claim = ?, copy_of = ?,"
            + " order_id = COALESCE(?, order_id) WHERE id = ?",
        about.name(),
        about.eventId(),
        about.claim(),
        about.copyOf(),
        about.orderId(),
        id);
  }
}
