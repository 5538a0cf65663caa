package io.tracklayer.job.intake.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.json.JsonText;
import io.tracklayer.contract.text.FieldSpelling;
import io.tracklayer.contract.text.PercentEncoding;
import io.tracklayer.job.intake.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes a device's ids out of what an event tells, wherever they stand and whatever the field is
 * called: also inside the addresses of pages, and in JSON inside a text. Nor does anything stay
 * that is named as the id of a device.
 */
final class DeviceIdEraser {

  /** How often a text is decoded: an address may be a parameter of another's. */
  private static final int MOST_ENCODINGS = 3;

  private static final Pattern PARAMETER = Pattern.compile("([A-Za-z0-9_.-]+)=");

  private static final List<String> NAMES_OF_A_PAIR = List.of("name", "key", "type");

  /** In plain form: what no vendor is sent, and so is no {@linkplain ClickIds click id}. */
  private static final Set<String> OTHER_NAMES =
      Set.of(
          "adid",
          "adjustid",
          "amazonadvertisingid",
          "androidid",
          "deviceid",
          "fireadid",
          "iosidfv",
          "oaid",
          "openudid",
          "rawidfa",
          "rdid",
          "udid",
          "vendorid");

  private final List<String> ids;

  private DeviceIdEraser(List<String> ids) {
    this.ids = ids;
  }

  static DeviceIdEraser of(DeviceIds found, RawEvent raw) {
    ObjectNode device = SourceText.object(raw.context(), "device");
    String ofDevice = device == null ? null : SourceText.of(device.get("id"));
    List<String> ids =
        Stream.of(
                found.ofApple(),
                found.ofAndroid(),
                found.ofEither(),
                found.ofVendor(),
                ofDevice != null && DeviceIds.isId(ofDevice) ? ofDevice : null)
            .filter(Objects::nonNull)
            .map(id -> id.toLowerCase(Locale.ROOT))
            .flatMap(id -> Stream.of(id, id.replace("-", "")))
            .distinct()
            .toList();
    return new DeviceIdEraser(ids);
  }

  ObjectNode erased(ObjectNode object) {
    ObjectNode copy = object.deepCopy();
    eraseFrom(copy);
    return copy;
  }

  private void eraseFrom(ObjectNode object) {
    List<String> emptied = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      JsonNode erased =
          isOfDevice(field.getKey()) || isMentionedIn(field.getKey())
              ? null
              : erased(field.getValue());
      if (erased == null) {
        emptied.add(field.getKey());
      } else {
        field.setValue(erased);
      }
    }
    object.remove(emptied);
  }

  /** Null if nothing of it may stay. */
  private @Nullable JsonNode erased(JsonNode node) {
    if (node instanceof ObjectNode object) {
      if (isPairOfAnId(object)) {
        return null;
      }
      eraseFrom(object);
    } else if (node instanceof ArrayNode array) {
      List<JsonNode> left = new ArrayList<>();
      for (JsonNode element : array) {
        JsonNode erased = erased(element);
        if (erased != null) {
          left.add(erased);
        }
      }
      array.removeAll().addAll(left);
    } else if (node.isTextual()) {
      return erased((TextNode) node);
    }
    return node;
  }

  private static boolean isOfDevice(String name) {
    return ClickIds.isDeviceId(name) || OTHER_NAMES.contains(FieldSpelling.plain(name));
  }

  /** Such as {@code {"name": "idfa", "value": …}}. */
  private static boolean isPairOfAnId(ObjectNode object) {
    for (String name : NAMES_OF_A_PAIR) {
      String text = object.path(name).textValue();
      if (text != null && isOfDevice(text)) {
        return true;
      }
    }
    return false;
  }

  /** Of an address, what stands before its parameters, if they alone tell of an id. */
  private @Nullable TextNode erased(TextNode node) {
    String text = node.textValue();
    if (holdsIdByName(JsonText.unwrapped(node))) {
      return null;
    }
    if (!isMentionedIn(text)) {
      return node;
    }
    int parameters = 0;
    while (parameters < text.length() && "?#".indexOf(text.charAt(parameters)) < 0) {
      parameters++;
    }
    String bare = text.substring(0, parameters);
    return bare.isBlank() || isMentionedIn(bare) ? null : TextNode.valueOf(bare);
  }

  private static boolean holdsIdByName(JsonNode node) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (isOfDevice(field.getKey()) || holdsIdByName(field.getValue())) {
        return true;
      }
    }
    if (node.isArray()) {
      for (JsonNode element : node) {
        if (holdsIdByName(element)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isMentionedIn(String text) {
    String before = "";
    String plain = text;
    for (int i = 0; i <= MOST_ENCODINGS && !plain.equals(before); i++) {
      String lower = plain.toLowerCase(Locale.ROOT);
      if (ids.stream().anyMatch(lower::contains) || hasParameterOfAnId(plain)) {
        return true;
      }
      before = plain;
      plain = PercentEncoding.decoded(plain);
    }
    return false;
  }

  private static boolean hasParameterOfAnId(String text) {
    Matcher parameter = PARAMETER.matcher(text);
    while (parameter.find()) {
      if (isOfDevice(parameter.group(1))) {
        return true;
      }
    }
    return false;
  }
}
