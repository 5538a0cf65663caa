package io.tracklayer.job.intake.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.CanonicalNames;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.job.intake.source.SourceText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What RudderStack's SDK writes beside an event if Google's tag runs on the same page: the tag's
 * client and session, as options of Google Analytics 4 in the integrations object.
 */
// https://www.rudderstack.com/docs/destinations/streaming-destinations/google-analytics-4-ga4/hybrid-mode/
final class HybridMode {

  private static final Set<String> NAMES =
      Set.of("google analytics 4 (ga4)", "google analytics 4", "ga4");

  private HybridMode() {}

  static @Nullable String client(RawEvent raw) {
    return option(raw, "clientId");
  }

  static @Nullable String session(RawEvent raw) {
    return option(raw, "sessionId");
  }

  private static @Nullable String option(RawEvent raw, String name) {
    ObjectNode integrations = raw.integrations();
    if (integrations == null) {
      return null;
    }
    for (Map.Entry<String, JsonNode> named : integrations.properties()) {
      if (named.getValue() instanceof ObjectNode options
          && NAMES.contains(CanonicalNames.comparable(named.getKey()))) {
        return SourceText.firstId(options, List.of(name));
      }
    }
    return null;
  }
}
