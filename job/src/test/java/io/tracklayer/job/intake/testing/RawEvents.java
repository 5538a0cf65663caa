package io.tracklayer.job.intake.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Raw events for the tests of this package, from JSON with {@code '} for {@code "}. */
public final class RawEvents {

  public static final Instant RECEIVED_AT = Instant.parse("2026-08-20T10:15:31.250Z");
  public static final Instant OCCURRED_AT = Instant.parse("2026-08-20T10:15:30.370Z");

  private RawEvents() {}

  public static ObjectNode json(String text) {
    try {
      byte[] bytes = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
      return (ObjectNode) Json.parse(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A raw record with these fields over those of a plain track event. */
  public static ObjectNode record(String fields) {
    ObjectNode record =
        json(
            """
            {'schema':1,'message_id':'m-1','type':'track','event':'Order Completed','account':'acct',
             'environment':'production','source':'rudderstack','channel':'web',
             'received_at':'2026-08-20T10:15:31.250Z','occurred_at':'2026-08-20T10:15:30.370Z',
             'anonymous_id':'anon-1','traits':{},'properties':{},'context':{}}
            """);
    record.setAll(json(fields));
    return record;
  }

  public static RawEvent event(String fields) {
    try {
      return Json.mapper().treeToValue(record(fields), RawEvent.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static RawEvent withProperties(String properties) {
    return event("{'properties':" + properties + "}");
  }

  public static RawEvent withContext(String context) {
    return event("{'context':" + context + "}");
  }
}
