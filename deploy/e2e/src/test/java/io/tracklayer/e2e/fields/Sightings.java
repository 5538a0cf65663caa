package io.tracklayer.e2e.fields;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
  record Text(String path, Reading reading) {}

  /**
   * A text with what it says when it is decoded.
   *
   * @param hex of what it is in base64; null if it is not
   * @param unpacked the same as a text
   */
  record Reading(
      String text,
      String percentDecoded,
      String lowerCase,
      @Nullable String hex,
      @Nullable String unpacked) {}

  private static final int READINGS = 50_000;

  /** Nearly every text stands in many requests. */
  private final Map<String, Reading> readings = new HashMap<>();

  /** Every text of a request as a preview shows it. */
  List<Text> texts(JsonNode request) {
    List<Text> texts = new ArrayList<>();
    texts.add(new Text("URL", read(request.path("url").asText())));
    for (var header : request.path("headers").properties()) {
      texts.add(new Text("header " + header.getKey(), read(header.getValue().asText())));
    }
    collect("", request.path("body"), texts);
    return texts;
  }

  private void collect(String path, JsonNode node, List<Text> into) {
    if (node.isObject()) {
      for (var member : node.properties()) {
        String name = member.getKey();
        into.add(new Text(path.isEmpty() ? "a name" : "a name in " + path, read(name)));
        boolean wrapper = WRAPPERS.contains(name) && member.getValue().isContainerNode();
        String joined = path.isEmpty() ? name : path + "." + name;
        collect(wrapper ? path : joined, member.getValue(), into);
      }
    } else if (node.isArray()) {
      node.forEach(element -> collect(path.isEmpty() ? "" : path + "[]", element, into));
    } else if (!node.isNull()) {
      String text = node.isNumber() ? node.decimalValue().toPlainString() : node.asText();
      into.add(new Text(path, read(text)));
    }
  }

  private Reading read(String text) {
    if (readings.size() >= READINGS) {
      readings.clear();
    }
    return readings.computeIfAbsent(text, Sightings::decoded);
  }

  private static Reading decoded(String text) {
    String percentDecoded = text.indexOf('%') < 0 ? text : percentDecoded(text);
    String lowerCase = text.toLowerCase(Locale.ROOT);
    if (text.length() < SHORTEST_BASE64 || !BASE64.matcher(text).matches()) {
      return new Reading(text, percentDecoded, lowerCase, null, null);
    }
    String unpadded = text.replace('-', '+').replace('_', '/').replace("=", "");
    byte[] bytes = Base64.getDecoder().decode(unpadded);
    return new Reading(
        text, percentDecoded, lowerCase, HexFormat.of().formatHex(bytes), new String(bytes, UTF_8));
  }

  /** Each place where the field's value stands, with how it looks there; sorted. */
  static Set<String> of(RawField field, List<Text> texts) {
    Set<String> hashes = field.hashes();
    Set<String> seen = new TreeSet<>();
    for (Text text : texts) {
      How how = how(field, hashes, text.reading());
      if (how != null) {
        seen.add(how.words + " `" + text.path() + "`");
      }
    }
    return seen;
  }

  private static @Nullable How how(RawField field, Set<String> hashes, Reading reading) {
    String text = reading.text();
    if (matches(field, field.text(), text)) {
      return How.CLEAR;
    }
    for (String form : field.forms()) {
      if (matches(field, form, text) || matches(field, form, reading.percentDecoded())) {
        return How.NORMALISED;
      }
    }
    if (text.length() >= HASH && hashes.stream().anyMatch(reading.lowerCase()::contains)) {
      return How.HASHED;
    }
    return isEncoded(field, hashes, reading) ? How.ENCODED : null;
  }

  private static boolean isEncoded(RawField field, Set<String> hashes, Reading reading) {
    String unpacked = reading.unpacked();
    return unpacked != null
        && (hashes.contains(reading.hex())
            || field.forms().stream().anyMatch(form -> matches(field, form, unpacked)));
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
}
