package io.tracklayer.rudderstack.envelope;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.List;

/**
 * A request body split into its events, each with the bytes that were sent. The whole text is
 * checked to be well-formed JSON; the content of events is not checked.
 */
public sealed interface Payload {

  /** A single event, answered with a single result. */
  record One(byte[] event) implements Payload {}

  /** An array or {@code {"batch":[…]}}, answered with one result for each event. */
  record Several(List<byte[]> events) implements Payload {}

  /** Only white space. */
  record Empty() implements Payload {}

  /** Not exactly one JSON value. */
  record NotJson() implements Payload {}

  /** Nested too deeply to be read at all. */
  record TooDeep() implements Payload {}

  /** More events than the endpoint accepts in one request. */
  record TooMany() implements Payload {}

  /**
   * @param body UTF-8, with or without a byte order mark
   * @param maxEvents the most that one body may hold
   */
  static Payload of(byte[] body, int maxEvents) {
    int start = startsWithByteOrderMark(body) ? 3 : 0;
    try (JsonParser parser = SourceJson.parser(body, start, body.length - start)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return new Empty();
      }
      EventSlices slices = new EventSlices(body, start, parser, maxEvents);
      Payload payload = slices.take(first);
      return slices.areTooMany() || parser.nextToken() == null ? payload : new NotJson();
    } catch (StreamConstraintsException e) {
      return new TooDeep();
    } catch (IOException e) {
      return new NotJson();
    }
  }

  private static boolean startsWithByteOrderMark(byte[] body) {
    return body.length >= 3
        && body[0] == (byte) 0xEF
        && body[1] == (byte) 0xBB
        && body[2] == (byte) 0xBF;
  }
}
