package io.tracklayer.view.answers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.view.store.Circuits;
import io.tracklayer.view.store.Statements;
import java.sql.SQLException;

/** That a destination's circuit is open. */
public final class CircuitAnswer {

  private static final String FIELD = "circuit";

  private CircuitAnswer() {}

  /** Leaves the field out while the circuit is closed. */
  static void put(Statements statements, String destination, ObjectNode to) throws SQLException {
    Circuits.of(statements, destination).ifPresent(open -> put(open, to));
  }

  public static void put(Circuits.Open open, ObjectNode to) {
    ObjectNode circuit = Json.object().put("open_since", Times.text(open.since()));
    if (!open.reason().isEmpty()) {
      circuit.put("reason", open.reason());
    }
    if (open.status() != null) {
      circuit.put("status", open.status());
    }
    to.set(FIELD, circuit.put("open_subtasks", open.open()).put("subtasks", open.subtasks()));
  }
}
