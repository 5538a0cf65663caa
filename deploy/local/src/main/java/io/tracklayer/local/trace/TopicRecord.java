package io.tracklayer.local.trace;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** A record of one of our topics. */
record TopicRecord(Instant at, JsonNode json) {

  /** Personal data stays out of logs. */
  @Override
  public String toString() {
    return "TopicRecord[" + at + "]";
  }
}
