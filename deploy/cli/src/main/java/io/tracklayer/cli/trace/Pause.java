package io.tracklayer.cli.trace;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * A destination that an operator has paused.
 *
 * @param concerns whether the destination applies to a canonical event
 */
public record Pause(String destination, Instant since, Predicate<JsonNode> concerns) {}
