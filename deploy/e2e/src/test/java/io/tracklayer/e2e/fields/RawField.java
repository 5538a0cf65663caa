package io.tracklayer.e2e.fields;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One field of RudderStack's envelope with a value that no other field has.
 *
 * @param name as the table shows it
 * @param path members from the top of the envelope, parted by full stops: {@code products[]} is the
 *     only element of an array, {@code externalId[crm_id]} the only one of this type, {@code
 *     url?gclid} a parameter of an address
 * @param value what is planted
 * @param forms the texts by which it is recognised, the value itself first
 * @param whole whether a text of a request must be a form, and not only contain one: short forms
 *     are parts of many texts
 */
record RawField(String name, String path, JsonNode value, List<String> forms, boolean whole) {

  private static final String SHOP = "https://shop.example/";

  static RawField of(String path, Object value, boolean whole, String... otherForms) {
    Set<String> forms = new LinkedHashSet<>();
    forms.add(value.toString());
    forms.add(value.toString().toLowerCase(Locale.ROOT));
    forms.addAll(List.of(otherForms));
    return new RawField(path, path, Json.mapper().valueToTree(value), List.copyOf(forms), whole);
  }

  /** The same place with something else in it. */
  RawField holding(String what, RawField other) {
    return new RawField(path + " (" + what + ")", path, other.value, other.forms, other.whole);
  }

  String text() {
    return forms.get(0);
  }

  /** SHA-256 in hex of each form, made without any of the product's code. */
  Set<String> hashes() {
    return forms.stream().map(RawField::sha256).collect(Collectors.toUnmodifiableSet());
  }

  static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static void plantAll(Collection<RawField> fields, ObjectNode event) {
    fields.forEach(field -> field.plant(event));
  }

  void plant(ObjectNode event) {
    int parameter = path.indexOf('?');
    String[] members = (parameter < 0 ? path : path.substring(0, parameter)).split("\\.", -1);
    ObjectNode object = event;
    for (int i = 0; i < members.length - 1; i++) {
      object = inside(object, members[i]);
    }
    String last = members[members.length - 1];
    if (parameter >= 0) {
      String url = object.path(last).asText(SHOP);
      object.put(
          last,
          url + (url.indexOf('?') < 0 ? '?' : '&') + path.substring(parameter + 1) + '=' + text());
    } else if (last.endsWith("[]")) {
      object.putArray(last.substring(0, last.length() - 2)).add(value);
    } else {
      object.set(last, value);
    }
  }

  private static ObjectNode inside(ObjectNode object, String member) {
    int bracket = member.indexOf('[');
    if (bracket < 0) {
      return object.withObjectProperty(member);
    }
    ArrayNode array = object.withArrayProperty(member.substring(0, bracket));
    String type = member.substring(bracket + 1, member.length() - 1);
    for (JsonNode element : array) {
      if (type.isEmpty() || element.path("type").asText().equals(type)) {
        return (ObjectNode) element;
      }
    }
    ObjectNode element = array.addObject();
    return type.isEmpty() ? element : element.put("type", type);
  }
}
