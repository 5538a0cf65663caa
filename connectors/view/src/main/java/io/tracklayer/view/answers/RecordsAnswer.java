package io.tracklayer.view.answers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.Topics;
import io.tracklayer.contract.config.DestinationScope;
import io.tracklayer.contract.json.Json;
import io.tracklayer.view.store.Statements;
import io.tracklayer.view.store.ViewStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where in the topics the records about an event are, so that {@code trace} reads these and no
 * others; and how far the topics have been read, so that it knows what may have come since.
 */
public final class RecordsAnswer {

  /** An id that belongs to more events is nobody's order. */
  private static final int MOST_EVENTS = 200;

  private final Topics topics;
  private final List<DestinationScope> destinations;

  public RecordsAnswer(Topics topics, List<DestinationScope> destinations) {
    this.topics = topics;
    this.destinations = List.copyOf(destinations);
  }

  /**
   * @param id a message, event, order, refund or lead id
   */
  public ObjectNode of(Statements statements, String id) throws SQLException {
    ObjectNode answer = Json.object();
    ViewStore.floor(statements).ifPresent(at -> answer.put("since", Times.text(at)));
    ArrayNode known = answer.putArray("destinations");
    destinations.forEach(destination -> known.add(scope(destination)));
    ArrayNode positions = answer.putArray("positions");
    statements.each(
        row -> positions.add(place(row.getString(1), row.getInt(2), row.getLong(3))),
        "SELECT topic, part, next FROM place ORDER BY topic, part");
    ArrayNode records = answer.putArray("records");
    for (long event : events(statements, id)) {
      statements.each(
          row -> records.add(place(topicOf(row.getString(1)), row.getInt(2), row.getLong(3))),
          "SELECT shown, part, pos FROM step WHERE event = ? ORDER BY at, rank, same",
          event);
    }
    return answer;
  }

  /** Those with this id, and those that share another id with one of them. */
  private static Set<Long> events(Statements statements, String id) throws SQLException {
    Set<Long> events = new LinkedHashSet<>();
    statements.each(
        row -> events.add(row.getLong(1)),
        "SELECT event FROM ident WHERE word = ? LIMIT " + MOST_EVENTS,
        id);
    for (long event : List.copyOf(events)) {
      if (events.size() < MOST_EVENTS) {
        statements.each(
            row -> events.add(row.getLong(1)),
            "SELECT o.event FROM ident i JOIN ident o ON o.word = i.word WHERE i.event = ? LIMIT "
                + MOST_EVENTS,
            event);
      }
    }
    return events;
  }

  private static ObjectNode scope(DestinationScope destination) {
    ObjectNode scope =
        Json.object()
            .put("name", destination.name())
            .put("account", destination.account())
            .put("environment", destination.environment());
    return destination.renamedFrom() == null
        ? scope
        : scope.put("renamed_from", destination.renamedFrom());
  }

  private static ObjectNode place(String topic, int partition, long offset) {
    return Json.object().put("topic", topic).put("partition", partition).put("offset", offset);
  }

  private String topicOf(String shown) {
    try {
      return switch (Json.mapper().readTree(shown).path("step").asText()) {
        case "received" -> topics.raw();
        case "filtered", "rejected" -> topics.rejected();
        case "canonical", "redriven" -> topics.canonical();
        case "identity" -> topics.identity();
        default -> topics.deliveries();
      };
    } catch (IOException e) {
      throw new UncheckedIOException("a step of our own cannot be read", e);
    }
  }
}
