package io.tracklayer.view.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.view.facts.Fact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What vendors say of the match quality of what they received. */
public final class Assessments {

  /**
   * The newest word of one destination's vendor.
   *
   * @param at when it was asked, epoch milliseconds
   * @param said of each event, or why it says nothing
   */
  public record Assessment(String destination, long at, JsonNode said) {}

  private Assessments() {}

  static void write(Statements statements, String destination, Fact.Assessed assessed)
      throws SQLException {
    statements.update(
        "MERGE INTO assessment KEY(destination) VALUES(?, ?, ?)",
        destination,
        assessed.at(),
        assessed.said().toString());
  }

  /** Those of vendors that were asked since a time. */
  public static List<Assessment> since(Statements statements, long time) throws SQLException {
    List<Assessment> all = new ArrayList<>();
    statements.each(
        row -> all.add(new Assessment(row.getString(1), row.getLong(2), json(row.getString(3)))),
        "SELECT destination, at, said FROM assessment WHERE at >= ? ORDER BY destination",
        time);
    return all;
  }

  private static JsonNode json(String said) {
    try {
      return Json.mapper().readTree(said);
    } catch (IOException e) {
      throw new UncheckedIOException("what we stored cannot be read", e);
    }
  }
}
