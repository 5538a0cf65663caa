package io.tracklayer.view.store;

import io.tracklayer.contract.delivery.MatchKeys;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads by what destinations could recognise people. */
public final class MatchCounts {

  /**
   * Events that have the same match keys.
   *
   * @param name the canonical name
   * @param isOnlyLogged whether they would have been sent but for {@code mode: log}; otherwise they
   *     were delivered
   */
  public record Group(
      String destination, String name, boolean isOnlyLogged, MatchKeys keys, long events) {}

  private MatchCounts() {}

  /** By destination and name. */
  public static List<Group> of(Statements statements) throws SQLException {
    List<Group> groups = new ArrayList<>();
    statements.each(
        row ->
            groups.add(
                new Group(
                    row.getString(1),
                    row.getString(2),
                    OutcomeRows.isOnlyLogged(row.getLong(3)),
                    OutcomeRows.unpacked(row.getLong(3)),
                    row.getLong(4))),
        "SELECT destination, name, keys, n FROM matched WHERE n > 0 ORDER BY destination, name");
    return groups;
  }
}
