package io.tracklayer.job.intake.consent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tracklayer.job.intake.source.JsonText;
import io.tracklayer.job.intake.source.SourceText;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One of the two lists of category ids, in every form that sources give it: an array of ids or of
 * objects with an {@code id}, possibly nested; a map from ids to their names or answers; either of
 * these as JSON text; or ids in one text, possibly with {@code :0} or {@code :1} behind them, as in
 * OneTrust's cookie.
 *
 * <p>Anything else makes the whole list unreadable, since any id could be meant.
 */
final class CategoryIds {

  private static final Pattern BETWEEN_IDS = Pattern.compile("[,;|]");
  private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

  /** Which of the two lists it is. */
  enum Of {
    ALLOWED,
    DENIED
  }

  private final Of of;
  private final Set<String> ids = new HashSet<>();
  private final Set<String> refused = new HashSet<>();
  private boolean isThere;
  private @Nullable Form unreadable;

  private CategoryIds(Of of) {
    this.of = of;
  }

  static CategoryIds read(@Nullable JsonNode node, Of of) {
    CategoryIds list = new CategoryIds(of);
    if (node != null) {
      list.isThere = true;
      list.add(node);
    }
    return list;
  }

  boolean contains(String id) {
    return ids.contains(id);
  }

  /** Whether the list itself says no to an id that is in it. */
  boolean refuses(String id) {
    return refused.contains(id);
  }

  boolean isThere() {
    return isThere;
  }

  boolean isEmpty() {
    return ids.isEmpty() && refused.isEmpty();
  }

  /** Null if all of the list could be read. */
  @Nullable Form unreadable() {
    return unreadable;
  }

  private void add(JsonNode node) {
    switch (node.getNodeType()) {
      case NULL -> {}
      case STRING -> addText(node.textValue().strip());
      case ARRAY -> node.forEach(this::addElement);
      case OBJECT -> addMap((ObjectNode) node);
      default -> cannotRead(node);
    }
  }

  private void addText(String text) {
    if (text.startsWith("[") || text.startsWith("{")) {
      JsonNode list = JsonText.unwrapped(TextNode.valueOf(text));
      if (list.isTextual()) {
        unreadable = Form.TEXT;
      } else {
        add(list);
      }
      return;
    }
    for (String part : BETWEEN_IDS.split(text, -1)) {
      addWithSwitch(part.strip());
      if (of == Of.DENIED) {
        ids.addAll(List.of(WHITE_SPACE.split(part.strip(), -1)));
      }
    }
    ids.remove("");
  }

  /** {@code C0004:0} */
  private void addWithSwitch(String part) {
    String id = part.substring(0, Math.max(0, part.length() - 2));
    if (part.endsWith(":0")) {
      refuse(id);
    } else {
      ids.add(part.endsWith(":1") ? id : part);
    }
  }

  private void addElement(JsonNode element) {
    if (element.isArray()) {
      element.forEach(this::addElement);
    } else if (element.isObject()) {
      addNamed(element);
    } else if (element.isNull() && of == Of.ALLOWED) {
      return;
    } else {
      addId(element);
    }
  }

  /** A category as an object, {@code {"id": "C0004", "name": "Targeting"}}. */
  private void addNamed(JsonNode category) {
    String id = SourceText.of(category.get("id"));
    if (id == null) {
      cannotRead(category);
      return;
    }
    boolean isRefused =
        category.properties().stream()
            .filter(field -> !field.getKey().equals("id"))
            .anyMatch(
                field -> ConsentAnswer.of(field.getValue()).reading() == Finding.Reading.DENIED);
    if (isRefused) {
      refuse(id);
    } else {
      ids.add(id);
    }
  }

  private void addId(JsonNode element) {
    String id = SourceText.of(element);
    boolean isEmptyText = element.isTextual() && element.textValue().isBlank();
    if (id != null) {
      ids.add(id);
    } else if (!isEmptyText) {
      cannotRead(element);
    }
  }

  private void addMap(ObjectNode map) {
    for (Map.Entry<String, JsonNode> category : map.properties()) {
      String id = category.getKey().strip();
      JsonNode value = category.getValue();
      if (value.isContainerNode()) {
        cannotRead(value);
      } else if (of == Of.DENIED) {
        addDenied(id, value);
      } else {
        addAllowed(id, value);
      }
    }
  }

  /** Only the boolean false takes an id off the list of denied ones. */
  private void addDenied(String id, JsonNode value) {
    if (!value.isBoolean() || value.booleanValue()) {
      ids.add(id);
    }
  }

  /** A word that is neither yes nor no is the category's name. */
  private void addAllowed(String id, JsonNode value) {
    Finding answer = ConsentAnswer.of(value);
    switch (answer.reading()) {
      case DENIED -> refuse(id);
      case GRANTED -> ids.add(id);
      case EMPTIED, ABSENT -> {}
      case UNREADABLE -> {
        if (value.isTextual()) {
          ids.add(id);
        } else {
          cannotRead(value);
        }
      }
    }
  }

  /**
   * A no to an id in the list of denied ones may also mean that it is not allowed, so it is denied.
   */
  private void refuse(String id) {
    (of == Of.DENIED ? ids : refused).add(id);
  }

  private void cannotRead(JsonNode node) {
    unreadable = Form.of(node);
  }
}
