package io.tracklayer.destinations.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracklayer.destinations.Mapping;
import java.nio.ByteBuffer;
import java.util.List;

/** A request body: what comes before the events, the events as a JSON list, what comes after. */
public final class BatchBody {

  private static final byte SEPARATOR = ',';

  private final byte[] start;
  private final byte[] end;

  /**
   * @param start JSON up to and including the list's opening bracket
   * @param end JSON from its closing bracket on
   */
  public BatchBody(String start, String end) {
    this.start = start.getBytes(UTF_8);
    this.end = end.getBytes(UTF_8);
  }

  public byte[] of(List<Mapping.Mapped> events) {
    int length = start.length + end.length + events.size() - 1;
    for (Mapping.Mapped event : events) {
      length += event.body().length;
    }
    ByteBuffer body = ByteBuffer.allocate(length).put(start);
    for (int i = 0; i < events.size(); i++) {
      if (i > 0) {
        body.put(SEPARATOR);
      }
      body.put(events.get(i).body());
    }
    return body.put(end).array();
  }
}
