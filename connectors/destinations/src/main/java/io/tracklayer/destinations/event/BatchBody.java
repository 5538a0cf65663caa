package io.tracklayer.destinations.event;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracklayer.destinations.Mapping;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** A request body: what comes before the events, the events as a JSON list, what comes after. */
public final class BatchBody {

  private static final byte[] SEPARATOR = ",".getBytes(US_ASCII);

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
    int length = start.length + end.length + events.size();
    for (Mapping.Mapped event : events) {
      length += event.body().length;
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream(length);
    body.writeBytes(start);
    for (int i = 0; i < events.size(); i++) {
      if (i > 0) {
        body.writeBytes(SEPARATOR);
      }
      body.writeBytes(events.get(i).body());
    }
    body.writeBytes(end);
    return body.toByteArray();
  }
}
