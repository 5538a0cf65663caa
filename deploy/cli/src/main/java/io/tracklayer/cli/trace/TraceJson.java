package io.tracklayer.cli.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.Topics;
import io.tracklayer.contract.json.Json;
import io.tracklayer.view.answers.Wording;
import io.tracklayer.view.facts.FactReader;
import io.tracklayer.view.facts.Shown;
import io.tracklayer.view.facts.Step;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The way of an event for programs: the fields are those of the live view's {@code /api/events/ID},
 * read by the same reader, which takes nothing personal from a record; with where the record is,
 * and what only {@code trace} tells.
 */
public final class TraceJson {

  private final Topics topics;
  private final FactReader reader;

  public TraceJson(Topics topics) {
    this.topics = topics;
    reader = new FactReader(topics);
  }

  /**
   * @param id as it was asked for
   */
  public ObjectNode of(String id, List<TraceStep> steps) {
    ObjectNode way = Json.object().put("id", Shown.id(id));
    ArrayNode all = way.putArray("steps");
    Set<String> received = new HashSet<>();
    for (TraceStep step : steps) {
      ObjectNode json = json(step);
      boolean again =
          json.path("step").asText().equals("received")
              && !received.add(json.path("message_id").asText());
      String said = step.said().isEmpty() ? Wording.of(json, again) : step.said();
      all.add(said.isEmpty() ? json : json.put("said", said));
    }
    return way;
  }

  private ObjectNode json(TraceStep step) {
    ObjectNode json = Json.object().put("at", step.at().toString());
    json.set("step", step.facts().get("step"));
    TopicRecord record = step.record();
    if (record != null) {
      ConsumerRecord<byte[], byte[]> source = record.source();
      json.put("topic", source.topic());
      json.put("partition", source.partition());
      json.put("offset", source.offset());
      putId(record.json(), json, "message_id");
      Step shown = reader.read(source).step();
      if (shown != null) {
        json.setAll(shown.shown());
      }
      if (source.topic().equals(topics.deadLetters())) {
        ofDeadLetter(record.json(), json);
      }
      putText(record.json(), json, "event");
      putId(record.json(), json, "event_id");
      putId(record.json(), json, "duplicate_of");
      putWords(record.json(), json.path("consent"));
    }
    return json.setAll(step.facts());
  }

  private static void ofDeadLetter(JsonNode letter, ObjectNode to) {
    for (String field : List.of("destination", "outcome", "attempt", "status", "reason")) {
      if (letter.path(field).isValueNode() && !letter.path(field).isNull()) {
        to.set(field, letter.get(field));
      }
    }
    putText(letter, to, "detail");
    Shown.putAnswer(letter, to);
  }

  /** In which words consent was stated, which the live view does not keep. */
  private static void putWords(JsonNode record, JsonNode consent) {
    JsonNode evidence =
        record.path(record.has("consent_evidence") ? "consent_evidence" : "consent");
    for (Map.Entry<String, JsonNode> purpose : consent.properties()) {
      JsonNode stated = evidence.path(purpose.getKey());
      putText(stated, (ObjectNode) purpose.getValue(), "words");
      putText(stated, (ObjectNode) purpose.getValue(), "own_words");
    }
  }

  private static void putText(JsonNode from, ObjectNode to, String field) {
    @Nullable String text =
        from.path(field).isTextual() ? Shown.detail(from.get(field).asText()) : null;
    if (text != null) {
      to.put(field, text);
    }
  }

  private static void putId(JsonNode from, ObjectNode to, String field) {
    if (from.hasNonNull(field)) {
      to.put(field, Shown.id(from.get(field).asText()));
    }
  }
}
