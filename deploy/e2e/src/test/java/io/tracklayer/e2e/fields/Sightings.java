package io.tracklayer.e2e.fields;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Looks for planted values in what a destination would be sent: address, headers and body. */
final class Sightings {

  /** What only wraps fields, and so is left out of their paths. */
  private static final Set<String> WRAPPERS =
      Set.of("data", "attributes", "events", "events-bulk-create");

  /** With or without padding; no text of one character more is one. */
  private static final Pattern BASE64 =
      Pattern.compile("(?:[A-Za-z0-9+/_-]{4})+(?:[A-Za-z0-9+/_-]{2,3})?={0,2}");

  /** SHA-256 in hex. */
  private static final int HASH = 64;

  /** Shorter texts say nothing in base64. */
  private static final int SHORTEST_BASE64 = 8;

  /** How a value looks in a request. */
  enum How {
    CLEAR("clear"),
    NORMALISED("clear, in another form"),
    HASHED("hashed"),
    ENCODED("base64");

    private final String words;

    How(String words) {
      this.words = words;
    }
  }

  /** A text of a request, and where it stands. */
  record Text(String path, String text) {}

  private Sightings() {}

  /** Every text of a request as a preview shows it. */
  static List<Text> texts(JsonNode request) {
    List<Text> texts = new ArrayList<>();
    texts.add(new Text("URL", request.path("url").asText()));
    for (var header : request.path("headers").properties()) {
      texts.add(new Text("header " + header.getKey(), header.getValue().asText()));
    }
    collect("", request.path("body"), texts);
    return texts;
  }

  private static void collect(String path, JsonNode node, List<Text> into) {
    if (node.isObject()) {
      for (var member : node.properties()) {
        String name = member.getKey();
        into.add(new Text(path.isEmpty() ? "a name" : "a name in " + path, name));
        boolean wrapper = WRAPPERS.contains(name) && member.getValue().isContainerNode();
        String joined = path.isEmpty() ? name : path + "." + name;
        collect(wrapper ? path : joined, member.getValue(), into);
      }
    } else if (node.isArray()) {
      node.forEach(element -> collect(path.isEmpty() ? "" : path + "[]", element, into));
    } else if (!node.isNull()) {
      into.add(
          new Text(path, node.isNumber() ? node.decimalValue().toPlainString() : node.asText()));
    }
  }

  /** Each place where the field's value stands, with how it looks there; sorted. */
  static Set<String> of(RawField field, List<Text> texts) {
    Set<String> hashes = field.hashes();
    Set<String> seen = new TreeSet<>();
    for (Text text : texts) {
      How how = how(field, hashes, text.text());
      if (how != null) {
        seen.add(how.words + " `" + text.path() + "`");
      }
    }
    return seen;
  }

  private static How how(RawField field, Set<String> hashes, String text) {
    if (matches(field, field.text(), text)) {
      return How.CLEAR;
    }
    String decoded = text.indexOf('%') < 0 ? text : percentDecoded(text);
    for (String form : field.forms()) {
      if (matches(field, form, text) || matches(field, form, decoded)) {
        return How.NORMALISED;
      }
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if (text.length() >= HASH && hashes.stream().anyMatch(lower::contains)) {
      return How.HASHED;
    }
    return isEncoded(field, hashes, text) ? How.ENCODED : null;
  }

  private static boolean matches(RawField field, String form, String text) {
    return field.whole() ? text.equals(form) : text.contains(form);
  }

  private static String percentDecoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static boolean isEncoded(RawField field, Set<String> hashes, String text) {
    if (text.length() < SHORTEST_BASE64 || !BASE64.matcher(text).matches()) {
      return false;
    }
    String unpadded = text.replace('-', '+').replace('_', '/').replace("=", "");
    byte[] bytes = Base64.getDecoder().decode(unpadded);
    String decoded = new String(bytes, UTF_8);
    return hashes.contains(HexFormat.of().formatHex(bytes))
        || field.forms().stream().anyMatch(form -> matches(field, form, decoded));
  }
}
