package io.tracklayer.job.intake.consent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.job.intake.source.SourceText;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads RudderStack's integrations object, which has under a destination's name false, true, or
 * options for it, which mean true
 * (rudderstack.com/docs/sources/event-streams/sdks/rudderstack-javascript-sdk, "Filter with
 * integrations"). Any other value that is there excludes the destination.
 */
public final class Integrations {

  /** In characters of names, so that the canonical event stays small. */
  private static final int MOST_EXCLUDED = 64 * 1024;

  private static final int MOST_WANTED = 50;

  private Integrations() {}

  /** The source's wishes by comparable name; null if it excludes no destination. */
  public static @Nullable Map<String, Boolean> of(@Nullable ObjectNode integrations) {
    if (integrations == null) {
      return null;
    }
    Set<String> excluded = new LinkedHashSet<>();
    Set<String> wanted = new LinkedHashSet<>();
    int characters = 0;
    for (Map.Entry<String, JsonNode> named : integrations.properties()) {
      String name = CanonicalNames.comparable(named.getKey());
      Boolean isWanted = isWanted(named.getValue());
      if (isWanted == null || name.length() > SourceText.MAX_ID_LENGTH) {
        continue;
      }
      if (isWanted && wanted.size() < MOST_WANTED) {
        wanted.add(name);
      } else if (!isWanted && characters < MOST_EXCLUDED && excluded.add(name)) {
        characters += name.length();
      }
    }
    if (excluded.isEmpty()) {
      return null;
    }
    Map<String, Boolean> wishes = new TreeMap<>();
    wanted.forEach(name -> wishes.put(name, true));
    // Of two spellings of one name, the one that excludes it counts.
    excluded.forEach(name -> wishes.put(name, false));
    return wishes;
  }

  /** Null if nothing is said. A value that cannot be read may be meant to exclude. */
  private static @Nullable Boolean isWanted(JsonNode value) {
    if (value.isObject()) {
      return true;
    }
    return switch (ConsentAnswer.of(value).reading()) {
      case GRANTED -> true;
      case DENIED, UNREADABLE -> false;
      case EMPTIED, ABSENT -> null;
    };
  }
}
