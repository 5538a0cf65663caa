package io.tracklayer.contract.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.io.IOException;

/**
 * The fields that an event brought itself; in JSON a list of their names. What else the event
 * carries of the person is from the profile.
 *
 * @param bits of {@link OwnField}
 */
@JsonSerialize(using = OwnFields.Writer.class)
@JsonDeserialize(using = OwnFields.Reader.class)
public record OwnFields(long bits) {

  private static final OwnField[] ALL = OwnField.values();

  public static final OwnFields NONE = new OwnFields(0);

  public OwnFields with(OwnField field) {
    return new OwnFields(bits | field.bit());
  }

  public boolean has(OwnField field) {
    return (bits & field.bit()) != 0;
  }

  /** A list of names. */
  static final class Writer extends JsonSerializer<OwnFields> {

    @Override
    public void serialize(OwnFields fields, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeStartArray();
      for (OwnField field : ALL) {
        if (fields.has(field)) {
          json.writeString(field.text());
        }
      }
      json.writeEndArray();
    }
  }

  /** Lenient, as readers of the topics are: names that are unknown here are left out. */
  static final class Reader extends JsonDeserializer<OwnFields> {

    @Override
    public OwnFields deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      if (!json.isExpectedStartArrayToken()) {
        json.skipChildren();
        return NONE;
      }
      long bits = 0;
      for (JsonToken token = json.nextToken();
          token != JsonToken.END_ARRAY;
          token = json.nextToken()) {
        OwnField field = token == JsonToken.VALUE_STRING ? OwnField.of(json.getText()) : null;
        bits |= field == null ? 0 : field.bit();
        json.skipChildren();
      }
      return new OwnFields(bits);
    }
  }
}
