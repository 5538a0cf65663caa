package io.tracklayer.job.intake.consent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tracklayer.contract.json.JsonText;
import io.tracklayer.contract.text.FieldSpelling;
import io.tracklayer.job.intake.source.SourceText;
import java.util.HashSet;
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

  /** A denied id is also looked for in what stands around it: more than meant may be denied. */
  private static final Pattern AROUND_IDS = Pattern.compile("[^\\p{L}\\p{N}._:/-]+");

  private static final Pattern ENCODED = Pattern.compile("%[0-9A-Fa-f]{2}");

  /** In the key of a field that is true for a category that is denied; in plain form. */
  private static final Pattern OF_DENIAL =
      Pattern.compile("den(y|ied)|optout|optedout|reject|refus|withdr|revok|declin|expired|block");

  /** The key of a field that holds the answer; in plain form. */
  private static final Pattern OF_ANSWER =
      Pattern.compile(
          "status|state|value|answer|choice|consent(ed|given|status|state)?|granted|allowed"
              + "|accepted|enabled|active|selected|checked|optin|optedin");

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
    }
    if (of == Of.DENIED) {
      deny(text);
    }
    ids.remove("");
  }

  /** Every id that the text may mean. */
  private void deny(String text) {
    ids.add(text.strip());
    String decoded =
        ENCODED.matcher(text).replaceAll(code -> code.group().equalsIgnoreCase("%3A") ? ":" : " ");
    for (String part : AROUND_IDS.split(decoded, -1)) {
      addWithSwitch(part);
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
    if (isEntry(element)) {
      addEntry(element.get(0).textValue().strip(), element.get(1), false);
    } else if (element.isArray()) {
      element.forEach(this::addElement);
    } else if (element.isObject()) {
      addNamed(element);
    } else if (element.isNull() && of == Of.ALLOWED) {
      return;
    } else {
      addId(element);
    }
  }

  /** {@code ["C0004", false]}: what a program makes of a map. */
  private static boolean isEntry(JsonNode element) {
    return element.isArray()
        && element.size() == 2
        && element.get(0).isTextual()
        && !element.get(1).isContainerNode()
        && (!element.get(1).isTextual() || ConsentAnswer.isKnown(element.get(1)));
  }

  /**
   * @param mayBeName whether a word that is neither yes nor no may be the category's name, as it
   *     may where no category of the map has an answer
   */
  private void addEntry(String id, JsonNode value, boolean mayBeName) {
    if (of == Of.DENIED) {
      addDenied(id, value);
    } else {
      addAllowed(id, value, mayBeName);
    }
  }

  /** A category as an object, {@code {"id": "C0004", "name": "Targeting"}}. */
  private void addNamed(JsonNode category) {
    String id = SourceText.of(category.get("id"));
    if (id == null) {
      cannotRead(category);
      return;
    }
    if (category.properties().stream().anyMatch(CategoryIds::refuses)) {
      refuse(id);
    } else if (of == Of.DENIED) {
      deny(id);
    } else {
      ids.add(id);
    }
  }

  /** Whether a field beside the id says no. */
  private static boolean refuses(Map.Entry<String, JsonNode> field) {
    String key = FieldSpelling.plain(field.getKey());
    Finding.Reading reading = ConsentAnswer.of(field.getValue()).reading();
    if (key.equals("id")) {
      return false;
    }
    if (OF_DENIAL.matcher(key).find()) {
      return reading != Finding.Reading.DENIED && reading != Finding.Reading.EMPTIED;
    }
    return reading == Finding.Reading.DENIED
        || (reading == Finding.Reading.UNREADABLE && OF_ANSWER.matcher(key).matches());
  }

  private void addId(JsonNode element) {
    String id = SourceText.of(element);
    boolean isEmptyText = element.isTextual() && element.textValue().isBlank();
    if (id != null && of == Of.DENIED) {
      deny(element.asText());
      ids.add(id);
    } else if (id != null) {
      ids.add(id);
    } else if (!isEmptyText) {
      cannotRead(element);
    }
  }

  private void addMap(ObjectNode map) {
    boolean mayHoldNames =
        map.properties().stream().noneMatch(entry -> ConsentAnswer.isKnown(entry.getValue()));
    for (Map.Entry<String, JsonNode> category : map.properties()) {
      String id = category.getKey().strip();
      JsonNode value = category.getValue();
      if (value.isContainerNode()) {
        cannotRead(value);
      } else {
        addEntry(id, value, mayHoldNames);
      }
    }
  }

  /**
   * Only the boolean false takes an id off the list of denied ones. A text may be the id itself:
   * PHP writes a list with a gap as a map from numbers.
   */
  private void addDenied(String id, JsonNode value) {
    if (!value.isBoolean() || value.booleanValue()) {
      deny(id);
    }
    if (value.isTextual()) {
      deny(value.textValue());
    }
  }

  private void addAllowed(String id, JsonNode value, boolean mayBeName) {
    Finding answer = ConsentAnswer.of(value);
    switch (answer.reading()) {
      case DENIED -> refuse(id);
      case GRANTED -> ids.add(id);
      case EMPTIED, ABSENT -> {}
      case UNREADABLE -> {
        if (!value.isTextual()) {
          cannotRead(value);
        } else if (mayBeName && CategoryNames.isName(value.textValue())) {
          ids.add(id);
        } else {
          refuse(id);
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
