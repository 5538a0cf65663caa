package io.tracklayer.destinations.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.text.UnicodeText;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes the source's own properties under their own names, except those that may be personal.
 * Nested objects and arrays are left out.
 */
public final class CustomPropertiesWriter {

  /** The prefix of the Google tag's session cookies; the stream's id follows. */
  private static final String GOOGLE_SESSION = "_ga_";

  private final Set<String> handled;
  private final Predicate<String> isSendable;
  private final int most;

  /**
   * @param handled keys that are left out, because they are written elsewhere or meant for another
   *     system; in the form of {@link PersonalKeys#comparable}
   * @param isSendable whether a text may be sent
   * @param most how many names the object may have
   */
  public CustomPropertiesWriter(Set<String> handled, Predicate<String> isSendable, int most) {
    this.handled = handled;
    this.isSendable = isSendable;
    this.most = most;
  }

  /** Whether a property with this key may be sent. */
  public boolean maySend(String key) {
    String comparable = PersonalKeys.comparable(key);
    return !comparable.isEmpty()
        && !key.startsWith(GOOGLE_SESSION)
        && !handled.contains(comparable)
        && !PersonalKeys.contains(comparable);
  }

  /**
   * @param taken names that the object has already
   */
  public void write(JsonGenerator json, @Nullable ObjectNode properties, Set<String> taken)
      throws IOException {
    if (properties == null) {
      return;
    }
    OptionalFields optional = new OptionalFields(json);
    Set<String> names = new HashSet<>(taken);
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      JsonNode value = property.getValue();
      String name = UnicodeText.wellFormed(property.getKey());
      if (value.isValueNode()
          && maySend(property.getKey())
          && names.size() < most
          && names.add(name)) {
        write(json, optional, name, value);
      }
    }
  }

  private void write(JsonGenerator json, OptionalFields optional, String name, JsonNode value)
      throws IOException {
    if (value.isTextual() && isSendable.test(value.textValue().strip())) {
      optional.text(name, value.textValue());
    } else if (value.isBoolean()) {
      json.writeBooleanField(name, value.booleanValue());
    } else if (value.isNumber()) {
      optional.number(name, value.decimalValue());
    }
  }
}
