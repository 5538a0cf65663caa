package io.tracklayer.view.answers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.DestinationScope;
import io.tracklayer.contract.json.Json;
import io.tracklayer.view.store.Slots;
import io.tracklayer.view.store.Statements;
import io.tracklayer.view.store.ViewStore;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How many events came how far. Every stored message is a copy of an earlier one, or under way, or
 * rejected, or carries identity only, or canonical; every canonical event has one outcome at each
 * destination, or waits there. So the numbers add up.
 */
public final class FunnelAnswer {

  private static final List<String> KINDS =
      List.of(
          "received",
          "filtered",
          "rejected",
          "copies",
          "under_way",
          "identity_only",
          "canonical",
          "order_copies");

  private static final List<String> STATES =
      List.of(
          "delivered",
          "waiting",
          "consent_denied",
          "rejected",
          "expired",
          "not_applicable",
          "duplicate");

  private static final int HOUR = 60;

  private final List<DestinationScope> destinations;

  public FunnelAnswer(List<DestinationScope> destinations) {
    this.destinations = List.copyOf(destinations);
  }

  /**
   * @param now epoch milliseconds
   */
  public ObjectNode of(Statements statements, long now) throws SQLException {
    ObjectNode answer = Json.object();
    answer.put("as_of", Times.text(now));
    Optional<Long> floor = ViewStore.floor(statements);
    floor.ifPresent(at -> answer.put("since", Times.text(at)));
    KINDS.forEach(kind -> answer.put(kind, 0));
    statements.each(
        row -> answer.put(row.getString(1), row.getLong(2)),
        "SELECT kind, SUM(n) FROM arrival GROUP BY kind");
    ObjectNode byDestination = answer.putObject("destinations");
    destinations.forEach(destination -> ofNothing(byDestination, destination.name(), STATES));
    statements.each(
        row ->
            ofNothing(byDestination, row.getString(1), STATES)
                .put(row.getString(2), row.getLong(3)),
        "SELECT destination, state, SUM(n) FROM total GROUP BY destination, state"
            + " HAVING SUM(n) > 0");
    long slot = Slots.of(now);
    answer.set("last_hour", hour(statements, slot - HOUR, slot));
    answer.set("hour_before", hour(statements, slot - 2 * HOUR, slot - HOUR));
    answer.set("health", health(statements, byDestination));
    statements
        .one(
            row -> row.getObject(1, Long.class),
            "SELECT MIN(received) FROM event WHERE fate = 'under_way'")
        .ifPresent(at -> answer.put("oldest_under_way_at", Times.text(at)));
    return answer;
  }

  /** What arrived, and which outcomes came about, after one minute and up to another. */
  private ObjectNode hour(Statements statements, long after, long upTo) throws SQLException {
    ObjectNode hour = Json.object();
    KINDS.forEach(kind -> hour.put(kind, 0));
    statements.each(
        row -> hour.put(row.getString(1), row.getLong(2)),
        "SELECT kind, SUM(n) FROM arrival WHERE slot > ? AND slot <= ? GROUP BY kind",
        after,
        upTo);
    ObjectNode byDestination = hour.putObject("destinations");
    destinations.forEach(destination -> byDestination.putObject(destination.name()));
    statements.each(
        row ->
            ofNothing(byDestination, row.getString(1), List.of())
                .put(row.getString(2), row.getLong(3)),
        "SELECT destination, state, SUM(n) FROM recent WHERE slot > ? AND slot <= ?"
            + " GROUP BY destination, state",
        after,
        upTo);
    return hour;
  }

  private ObjectNode health(Statements statements, ObjectNode destinations) throws SQLException {
    ObjectNode health = Json.object();
    List<String> names = new ArrayList<>();
    destinations.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      ObjectNode of = health.putObject(name);
      statements
          .one(
              row -> row.getLong(1),
              "SELECT at FROM outcome WHERE destination = ? AND state = 'waiting'"
                  + " ORDER BY destination, state, at LIMIT 1",
              name)
          .ifPresent(at -> of.put("oldest_waiting_at", Times.text(at)));
      statements
          .one(row -> row.getLong(1), "SELECT at FROM pause WHERE destination = ? AND paused", name)
          .ifPresent(at -> of.put("paused_since", Times.text(at)));
      if (this.destinations.stream().anyMatch(known -> known.name().equals(name))) {
        CircuitAnswer.put(statements, name, of);
      }
      statements.each(
          row -> tell(of, row.getLong(1), row.getLong(2), row.getString(3)),
          "SELECT delivered_at, failed_at, failure FROM health WHERE destination = ?",
          name);
    }
    return health;
  }

  private static ObjectNode tell(ObjectNode of, long deliveredAt, long failedAt, String failure) {
    if (deliveredAt > 0) {
      of.put("delivered_at", Times.text(deliveredAt));
    }
    if (failedAt > 0) {
      of.put("failed_at", Times.text(failedAt)).put("failure", failure);
    }
    return of.put("is_failing", failedAt > deliveredAt);
  }

  private static ObjectNode ofNothing(ObjectNode all, String name, List<String> states) {
    if (all.get(name) instanceof ObjectNode known) {
      return known;
    }
    ObjectNode made = all.putObject(name);
    states.forEach(state -> made.put(state, 0));
    return made;
  }
}
