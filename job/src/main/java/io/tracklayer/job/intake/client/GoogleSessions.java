package io.tracklayer.job.intake.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.job.intake.source.FieldName;
import io.tracklayer.job.intake.source.SourceText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of Google's tag that an event states elsewhere than in its properties, by the names
 * under which its properties would state them: {@code ga_session_id}, and the cookie of each
 * stream, {@code _ga_ABC123}.
 */
// https://support.google.com/analytics/answer/11397207
public final class GoogleSessions {

  /** The property of a canonical event that states the session. */
  public static final String SESSION = "ga_session_id";

  private static final FieldName SESSION_NAME = new FieldName(SESSION);
  private static final String COOKIE = "_ga_";

  /** {@code GS1.1.1724148930.3.1…}, and since 2025 {@code GS2.1.s1724148930$o3$g1…}. */
  private static final Pattern STATE = Pattern.compile("GS\\d\\.\\d\\.[\\w.$-]{1,200}");

  private static final Pattern ID = Pattern.compile("\\d{1,20}");

  private static final List<String> HOLDERS = List.of("cookies", "cookie", "user_data");

  private final Map<String, String> found = new LinkedHashMap<>();

  private GoogleSessions() {}

  /** The first value of each. */
  public static Map<String, String> of(RawEvent raw) {
    GoogleSessions sessions = new GoogleSessions();
    String ofHybridMode = HybridMode.session(raw);
    if (ofHybridMode != null) {
      sessions.found.put(SESSION, ofHybridMode);
    }
    HeldFields.forEach(raw.context(), sessions::take);
    for (ObjectNode owner : List.of(raw.context(), raw.properties())) {
      for (String holder : HOLDERS) {
        HeldFields.forEach(owner.get(holder), sessions::take);
      }
    }
    sessions.takeSpelling(raw.properties());
    return sessions.found;
  }

  /** A property of the usual name is one of the event's anyway. */
  private void takeSpelling(ObjectNode properties) {
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      if (!property.getKey().startsWith(COOKIE) && !property.getKey().equals(SESSION)) {
        take(property.getKey(), property.getValue());
      }
    }
  }

  private void take(String name, @Nullable JsonNode value) {
    boolean isCookie = name.startsWith(COOKIE);
    if (!isCookie && !SESSION_NAME.isSpelled(name)) {
      return;
    }
    String text = SourceText.of(value);
    if (text != null && (isCookie ? STATE : ID).matcher(text).matches()) {
      found.putIfAbsent(isCookie ? name : SESSION, text);
    }
  }
}
