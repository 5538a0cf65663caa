package io.tracklayer.job.intake.consent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.job.intake.source.SourceText;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads RudderStack's integrations object, which has under a destination's name false, true, or
 * options for it, which mean true
 * (rudderstack.com/docs/sources/event-streams/sdks/rudderstack-javascript-sdk, "Filter with
 * integrations").
 */
public final class Integrations {

  private static final int MOST = 50;

  private Integrations() {}

  /** The source's wishes by comparable name; null if it excludes no destination. */
  public static @Nullable Map<String, Boolean> of(@Nullable ObjectNode integrations) {
    if (integrations == null) {
      return null;
    }
    Map<String, Boolean> wishes = new TreeMap<>();
    for (Map.Entry<String, JsonNode> named : integrations.properties()) {
      String name = CanonicalNames.comparable(named.getKey());
      Boolean wanted = isWanted(named.getValue());
      if (wanted != null && wishes.size() < MOST && name.length() <= SourceText.MAX_ID_LENGTH) {
        // Of two spellings of one name, the one that excludes it counts.
        wishes.merge(name, wanted, Boolean::logicalAnd);
      }
    }
    boolean excludesNothing = wishes.values().stream().allMatch(wanted -> wanted);
    return excludesNothing ? null : wishes;
  }

  private static @Nullable Boolean isWanted(JsonNode value) {
    if (value.isObject()) {
      return true;
    }
    return switch (ConsentAnswer.of(value).reading()) {
      case GRANTED -> true;
      case DENIED -> false;
      case EMPTIED, ABSENT, UNREADABLE -> null;
    };
  }
}
