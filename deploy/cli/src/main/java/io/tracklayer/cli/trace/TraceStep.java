package io.tracklayer.cli.trace;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One step of an event's way.
 *
 * @param rank of the steps of one moment, the lower comes first
 * @param what became of it
 * @param said the same for people who do not know how TrackLayer works; empty if the line says it
 * @param facts what the record itself does not say in fields; with the kind of the step
 * @param record that says so; none if the event waits
 */
public record TraceStep(
    Instant at,
    int rank,
    String what,
    String said,
    ObjectNode facts,
    @Nullable TopicRecord record) {

  static ObjectNode facts(String step) {
    return Json.object().put("step", step);
  }

  static ObjectNode facts(String step, String field, Collection<String> texts) {
    ObjectNode facts = facts(step);
    if (!texts.isEmpty()) {
      ArrayNode list = facts.putArray(field);
      texts.forEach(list::add);
    }
    return facts;
  }

  static ObjectNode facts(String step, String field, Map<String, String> texts) {
    ObjectNode facts = facts(step);
    if (!texts.isEmpty()) {
      ObjectNode object = facts.putObject(field);
      texts.forEach(object::put);
    }
    return facts;
  }

  String line() {
    return at + "  " + what;
  }

  /** The line, and a line in words if it needs one. */
  public Stream<String> told() {
    return said.isEmpty() ? Stream.of(line()) : Stream.of(line(), "    " + said);
  }

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "TraceStep[" + at + "]";
  }
}
