package io.tracklayer.contract.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What marks a raw event as a test by the command {@code validate}: {@code
 * context.tracklayer.validation: true}. Such an event goes the way of any other, but no destination
 * counts it. Whoever may send events may set it, and keeps only their own event from being counted.
 */
public final class ValidationMark {

  private static final String OBJECT = "tracklayer";
  private static final String FIELD = "validation";

  private ValidationMark() {}

  /**
   * Whether the mark is set. Nothing but {@code true} sets it, so that no event is left out by
   * mistake.
   */
  public static boolean isIn(JsonNode context) {
    JsonNode value = context.path(OBJECT).path(FIELD);
    return value.isBoolean() && value.booleanValue();
  }

  public static void set(ObjectNode context) {
    context.putObject(OBJECT).put(FIELD, true);
  }
}
