package io.tracklayer.rudderstack.envelope;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks the outermost levels of one request body, and cuts out the bytes of each event. */
final class EventSlices {

  private final byte[] body;
  private final int start;
  private final JsonParser parser;
  private final int maxEvents;
  private int count;

  EventSlices(byte[] body, int start, JsonParser parser, int maxEvents) {
    this.body = body;
    this.start = start;
    this.parser = parser;
    this.maxEvents = maxEvents;
  }

  Payload take(JsonToken first) throws IOException {
    if (first == JsonToken.START_ARRAY) {
      return elements();
    }
    int from = offsetOfToken();
    @Nullable Payload batch = null;
    if (first == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isBatch = parser.currentName().equals("batch");
        if (parser.nextToken() == JsonToken.START_ARRAY && isBatch) {
          batch = elements();
          if (count > maxEvents) {
            return batch;
          }
        } else {
          parser.skipChildren();
        }
      }
    }
    return batch != null ? batch : new Payload.One(slice(from));
  }

  /** If so, the rest of the text was not read. */
  boolean areTooMany() {
    return count > maxEvents;
  }

  private Payload elements() throws IOException {
    List<byte[]> events = new ArrayList<>();
    count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (++count > maxEvents) {
        return new Payload.TooMany();
      }
      int from = offsetOfToken();
      parser.skipChildren();
      events.add(slice(from));
    }
    return new Payload.Several(events);
  }

  private int offsetOfToken() {
    return start + Math.toIntExact(parser.currentTokenLocation().getByteOffset());
  }

  private byte[] slice(int from) throws IOException {
    parser.finishToken();
    int to = start + Math.toIntExact(parser.currentLocation().getByteOffset());
    while (body[to - 1] <= ' ' && body[to - 1] >= 0) {
      to--; // a number ends only at the character after it
    }
    return Arrays.copyOfRange(body, from, to);
  }
}
