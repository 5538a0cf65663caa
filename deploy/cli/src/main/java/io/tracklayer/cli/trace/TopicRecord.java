package io.tracklayer.cli.trace;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A record of one of our topics.
 *
 * @param redrivenTo the destination that it is there for; null when it is for all
 */
public record TopicRecord(Instant at, JsonNode json, String redrivenTo) {

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "TopicRecord[" + at + "]";
  }
}
