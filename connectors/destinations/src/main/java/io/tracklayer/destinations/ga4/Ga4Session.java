package io.tracklayer.destinations.ga4;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.destinations.event.EventProperties;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The session that Google's tag would assign to an event: a property that states it, or else the
 * stream's session cookie, if that is among the properties. RudderStack's own sessions are
 * unrelated. Pure.
 */
final class Ga4Session {

  private static final List<String> PROPERTIES = List.of("ga_session_id", "session_id");
  private static final Pattern ID = Pattern.compile("\\d{1,20}");

  /** {@code GS1.1.1724148930.3.1…}, and since 2025 {@code GS2.1.s1724148930$o3$g1…}. */
  private static final Pattern COOKIE = Pattern.compile("GS\\d\\.\\d\\.s?(\\d{1,20})[.$].*");

  private Ga4Session() {}

  /**
   * The session, if known.
   *
   * @param cookie the name of the stream's cookie, if it has one
   */
  static @Nullable String id(@Nullable ObjectNode properties, @Nullable String cookie) {
    for (String property : PROPERTIES) {
      String id = EventProperties.text(properties, property);
      if (id != null && ID.matcher(id).matches()) {
        return id;
      }
    }
    String value = cookie == null ? null : EventProperties.text(properties, cookie);
    Matcher session = value == null ? null : COOKIE.matcher(value);
    return session != null && session.matches() ? session.group(1) : null;
  }
}
