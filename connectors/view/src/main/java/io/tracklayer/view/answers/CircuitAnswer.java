package io.tracklayer.view.answers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.view.store.Circuits;
import io.tracklayer.view.store.Statements;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** That a destination's circuit is open. */
public final class CircuitAnswer {

  private static final String FIELD = "circuit";

  private CircuitAnswer() {}

  /** Leaves the field out while the circuit is closed. */
  static void put(Statements statements, String destination, ObjectNode to) throws SQLException {
    Circuits.of(statements, destination)
        .ifPresent(
            open ->
                put(
                    to,
                    Times.text(open.since()),
                    open.reason(),
                    open.status(),
                    open.open(),
                    open.subtasks()));
  }

  /**
   * @param reason empty if it is not known
   */
  public static void put(
      ObjectNode to,
      String since,
      String reason,
      @Nullable Integer status,
      long open,
      int subtasks) {
    ObjectNode circuit = Json.object().put("open_since", since);
    if (!reason.isEmpty()) {
      circuit.put("reason", reason);
    }
    if (status != null) {
      circuit.put("status", status);
    }
    to.set(FIELD, circuit.put("open_subtasks", open).put("subtasks", subtasks));
  }
}
