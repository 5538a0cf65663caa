package io.tracklayer.job.intake;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tracklayer.contract.delivery.Rejection;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.json.IsoInstant;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.intake.source.SourceText;
import io.tracklayer.job.intake.source.WritableJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The value of a record of the raw topic: a raw event, or the reason why it is not one. */
sealed interface RawRecord {

  record Parsed(RawEvent event) implements RawRecord {}

  record Unreadable(Rejection rejection) implements RawRecord {}

  /** How much of an unreadable record is kept. */
  int MAX_KEPT_BYTES = 256 * 1024;

  /**
   * @param record none if Kafka holds no value
   */
  static RawRecord read(byte @Nullable [] record) {
    if (record == null || record.length == 0) {
      return unreadable(record, "the record is empty");
    }
    JsonNode tree;
    try {
      tree = Json.parse(record);
    } catch (IOException e) {
      return unreadable(record, reasonOf(e));
    }
    if (!(tree instanceof ObjectNode object)) {
      return unreadable(record, "the record is no JSON object");
    }
    RawEventReader reader = new RawEventReader(object);
    Optional<RawEvent> event = reader.read();
    return event.isPresent()
        ? new Parsed(event.get())
        : unreadable(record, requireNonNull(reader.flaw()));
  }

  /** Gives the place only, since Jackson's own messages quote the record. */
  private static String reasonOf(IOException e) {
    if (e instanceof JsonProcessingException json && json.getLocation() != null) {
      return "not JSON, at byte " + json.getLocation().getByteOffset();
    }
    return "not JSON";
  }

  private static RawRecord unreadable(byte @Nullable [] record, String detail) {
    return new Unreadable(rejection(record, Reason.UNREADABLE_RECORD, detail));
  }

  /** The rejection of a record, with what can be read of it. */
  static Rejection rejection(byte @Nullable [] record, Reason reason, String detail) {
    JsonNode body = WritableJson.of(kept(record));
    return new Rejection(
        Rejection.SCHEMA,
        SourceText.of(body.get("message_id")),
        SourceText.of(body.get("account")),
        SourceText.of(body.get("environment")),
        instant(SourceText.of(body.get("received_at"))),
        reason,
        detail,
        body);
  }

  /** The record as JSON if it is JSON, else as text. */
  private static JsonNode kept(byte @Nullable [] record) {
    if (record == null) {
      return TextNode.valueOf("");
    }
    try {
      return Json.parse(record);
    } catch (IOException e) {
      int length = Math.min(record.length, MAX_KEPT_BYTES);
      return TextNode.valueOf(new String(record, 0, length, StandardCharsets.UTF_8));
    }
  }

  private static @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null ? null : IsoInstant.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
