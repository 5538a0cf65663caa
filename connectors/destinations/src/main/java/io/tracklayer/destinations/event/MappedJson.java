package io.tracklayer.destinations.event;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.json.JsonBytes;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.destinations.Mapping;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes one event as a JSON object, field by field. */
public final class MappedJson {

  private MappedJson() {}

  /** Writes one JSON object. */
  public interface Content {

    /**
     * @param keys takes note of what the person can be recognised by
     * @return why the event would be refused, if writing it showed that it would; else null
     */
    @Nullable Reason write(JsonGenerator json, MatchNotes keys) throws IOException;
  }

  /** One record, which may share a request with any other. */
  public static Mapping of(CanonicalEvent event, Content content) {
    return of(event, "", 1, content);
  }

  /**
   * @param group see {@link Mapping.Mapped}
   * @param records see {@link Mapping.Mapped}
   */
  public static Mapping of(CanonicalEvent event, String group, int records, Content content) {
    JsonBytes bytes = new JsonBytes();
    MatchNotes keys = new MatchNotes(event);
    try (JsonGenerator json = Json.generator(bytes)) {
      json.writeStartObject();
      Reason refusal = content.write(json, keys);
      json.writeEndObject();
      if (refusal != null) {
        return new Mapping.Invalid(refusal);
      }
    } catch (IOException e) {
      return new Mapping.Invalid(Reason.NOT_WRITABLE_AS_JSON);
    }
    return new Mapping.Mapped(
        event.eventId(), bytes.bytes(), group, records, null, Mapping.Use.DELIVERY, keys.keys());
  }
}
