package io.tracklayer.view.store;

import io.tracklayer.view.facts.Fact;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which circuit breakers are open. Each subtask that delivers to a destination has one. */
public final class Circuits {

  /**
   * One or more of a destination that are open.
   *
   * @param since when the first of them opened, epoch milliseconds
   * @param reason why the last of them opened; empty if that is not known
   * @param status the HTTP status of the answer at which it did, none without one
   * @param open how many are open
   * @param subtasks of how many
   */
  public record Open(long since, String reason, @Nullable Integer status, int open, int subtasks) {

    /**
     * All that are open at a destination; empty if none is.
     *
     * @param each in the order in which they opened
     */
    public static Optional<Open> of(List<Open> each) {
      if (each.isEmpty()) {
        return Optional.empty();
      }
      Open last = each.get(each.size() - 1);
      return Optional.of(
          new Open(each.get(0).since, last.reason, last.status, each.size(), last.subtasks));
    }
  }

  private Circuits() {}

  /**
   * Takes in the newest record: it tells how many subtasks there are, and what is known of others
   * is of the past.
   */
  static void write(Statements statements, String destination, Fact.Broken news)
      throws SQLException {
    statements.update(
        "DELETE FROM breaker WHERE destination = ? AND subtask >= ?", destination, news.subtasks());
    statements.update(
        "MERGE INTO breaker KEY(destination, subtask) VALUES(?, ?, ?, ?, ?, ?, ?)",
        destination,
        news.subtask(),
        news.subtasks(),
        news.isOpen(),
        news.since(),
        news.reason(),
        news.status());
    statements.update(
        "UPDATE breaker SET subtasks = ? WHERE destination = ?", news.subtasks(), destination);
  }

  /** Empty while all are closed. */
  public static Optional<Open> of(Statements statements, String destination) throws SQLException {
    return Open.of(
        statements.all(
            row ->
                new Open(
                    row.getLong(1),
                    row.getString(2),
                    row.getObject(3, Integer.class),
                    1,
                    row.getInt(4)),
            "SELECT since, reason, status, subtasks FROM breaker"
                + " WHERE destination = ? AND isopen ORDER BY since, subtask",
            destination));
  }
}
