package io.tracklayer.destinations.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.text.RecentAnswers;
import io.tracklayer.contract.text.UnicodeText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes the source's own properties under their own names, except those that may be personal.
 * Nested objects are left out, and lists too unless the destination takes them.
 */
public final class CustomPropertiesWriter {

  /** The prefix of the Google tag's session cookies; the stream's id follows. */
  private static final String GOOGLE_SESSION = "_ga_";

  private final Set<String> handled;
  private final Predicate<String> isSendable;
  private final int most;
  private final boolean lists;
  private final RecentAnswers<Boolean> maySend = new RecentAnswers<>(this::mayBeSent);

  /**
   * @param handled keys that are left out, because they are written elsewhere or meant for another
   *     system; in the form of {@link PersonalKeys#comparable}
   * @param isSendable whether a text may be sent
   * @param most how many names the object may have
   */
  public CustomPropertiesWriter(Set<String> handled, Predicate<String> isSendable, int most) {
    this(handled, isSendable, most, false);
  }

  private CustomPropertiesWriter(
      Set<String> handled, Predicate<String> isSendable, int most, boolean lists) {
    this.handled = handled;
    this.isSendable = isSendable;
    this.most = most;
    this.lists = lists;
  }

  /** One that writes lists too, with the texts, numbers and booleans in them. */
  public CustomPropertiesWriter withLists() {
    return new CustomPropertiesWriter(handled, isSendable, most, true);
  }

  /** Whether a property with this key may be sent. */
  public boolean maySend(String key) {
    return maySend.of(key);
  }

  private boolean mayBeSent(String key) {
    String comparable = PersonalKeys.comparable(key);
    return !comparable.isEmpty()
        && !key.startsWith(GOOGLE_SESSION)
        && !handled.contains(comparable)
        && !PersonalKeys.isPersonal(key);
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
      if ((value.isValueNode() || (lists && value.isArray()))
          && maySend(property.getKey())
          && names.size() < most
          && names.add(name)) {
        write(json, optional, name, value);
      }
    }
  }

  private void write(JsonGenerator json, OptionalFields optional, String name, JsonNode value)
      throws IOException {
    if (value.isTextual() && isFree(value.textValue().strip())) {
      optional.text(name, value.textValue());
    } else if (value.isBoolean()) {
      json.writeBooleanField(name, value.booleanValue());
    } else if (value.isNumber()) {
      optional.number(name, value.decimalValue());
    } else if (value.isArray()) {
      writeList(json, name, value);
    }
  }

  private boolean isFree(String text) {
    return isSendable.test(text) && PersonalText.isFree(text);
  }

  private void writeList(JsonGenerator json, String name, JsonNode list) throws IOException {
    List<JsonNode> sendable = new ArrayList<>(list.size());
    list.forEach(
        element -> {
          if (isSendable(element)) {
            sendable.add(element);
          }
        });
    if (sendable.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart(name);
    for (JsonNode element : sendable) {
      if (element.isTextual()) {
        json.writeString(UnicodeText.wellFormed(element.textValue().strip()));
      } else if (element.isBoolean()) {
        json.writeBoolean(element.booleanValue());
      } else {
        json.writeNumber(element.decimalValue());
      }
    }
    json.writeEndArray();
  }

  private boolean isSendable(JsonNode element) {
    return element.isTextual()
        ? !element.textValue().isBlank() && isFree(element.textValue().strip())
        : element.isBoolean()
            || (element.isNumber() && EventProperties.usable(element.decimalValue()) != null);
  }
}
