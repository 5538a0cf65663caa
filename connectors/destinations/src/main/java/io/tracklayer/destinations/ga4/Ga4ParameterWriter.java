package io.tracklayer.destinations.ga4;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracklayer.contract.text.UnicodeText;
import io.tracklayer.destinations.event.EventProperties;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes parameters of one event, each once, within Google's limits on number and length: Google
 * silently drops whatever exceeds them, sometimes together with the event.
 */
// https://developers.google.com/analytics/devguides/collection/protocol/ga4/sending-events#limitations
final class Ga4ParameterWriter {

  static final int LONGEST_VALUE = 100;

  /** Per event. */
  private static final int MOST = 25;

  private final JsonGenerator json;
  private final Set<String> written = new HashSet<>();

  Ga4ParameterWriter(JsonGenerator json) {
    this.json = json;
  }

  void text(String name, @Nullable String value) throws IOException {
    text(name, value, LONGEST_VALUE);
  }

  /** Cuts the text to the allowed length; writes nothing for blank text. */
  void text(String name, @Nullable String value, int longest) throws IOException {
    if (value != null && !value.isBlank() && take(name)) {
      json.writeStringField(name, UnicodeText.cut(UnicodeText.wellFormed(value.strip()), longest));
    }
  }

  /** Writes nothing for numbers that nobody could mean. */
  void number(String name, @Nullable BigDecimal value) throws IOException {
    if (EventProperties.usable(value) != null && take(name)) {
      json.writeNumberField(name, value);
    }
  }

  /** Whether one more parameter may be written. */
  boolean take(String name) {
    return written.size() < MOST && written.add(name);
  }
}
