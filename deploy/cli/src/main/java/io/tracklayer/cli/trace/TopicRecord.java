package io.tracklayer.cli.trace;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record of one of our topics.
 *
 * @param redrivenTo the only destination that the record is for; null if it is for all
 */
public record TopicRecord(Instant at, JsonNode json, @Nullable String redrivenTo) {

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "TopicRecord[" + at + "]";
  }
}
