package io.tracklayer.job.intake.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.text.UnicodeText;
import io.tracklayer.job.intake.source.SourceText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ids by which ad systems recognise their own clicks and browsers, from wherever a source puts
 * them: properties, context, {@code context.campaign}, {@code context.externalId}, and the query of
 * the page's URL and search. An id in a field wins over one in a URL. Case is kept: a click id in
 * another case is another click. Values with white space, or longer than {@value #MAX_LENGTH} bytes
 * in UTF-8, are ignored.
 */
public final class ClickIds {

  static final String GA_CLIENT_ID = "ga_client_id";

  private static final int MAX_LENGTH = 512;

  /** Names of query parameters, in lower case: Snapchat's is {@code ScCid}. */
  private static final Map<String, String> BY_PARAMETER =
      hashed(
          Map.ofEntries(
              Map.entry("fbclid", "fbclid"),
              Map.entry("gclid", "gclid"),
              Map.entry("gbraid", "gbraid"),
              Map.entry("wbraid", "wbraid"),
              Map.entry("ttclid", "ttclid"),
              Map.entry("_kx", "kx"),
              Map.entry("msclkid", "msclkid"),
              Map.entry("sccid", "sccid"),
              Map.entry("epik", "epik"),
              Map.entry("li_fat_id", "li_fat_id"),
              Map.entry("twclid", "twclid"),
              Map.entry("rdt_cid", "rdt_cid")));

  private static final int LONGEST_PARAMETER = 9;

  private static final Map<String, String> BY_FIELD =
      hashed(
          Map.ofEntries(
              Map.entry("fbp", "fbp"),
              Map.entry("_fbp", "fbp"),
              Map.entry("fbc", "fbc"),
              Map.entry("_fbc", "fbc"),
              Map.entry("fbclid", "fbclid"),
              Map.entry("gclid", "gclid"),
              Map.entry("gbraid", "gbraid"),
              Map.entry("wbraid", "wbraid"),
              Map.entry("ttclid", "ttclid"),
              Map.entry("ttp", "ttp"),
              Map.entry("_ttp", "ttp"),
              Map.entry("kx", "kx"),
              Map.entry("_kx", "kx"),
              Map.entry("msclkid", "msclkid"),
              Map.entry("sccid", "sccid"),
              Map.entry("ScCid", "sccid"),
              Map.entry("scid", "scid"),
              Map.entry("_scid", "scid"),
              Map.entry("epik", "epik"),
              Map.entry("_epik", "epik"),
              Map.entry("li_fat_id", "li_fat_id"),
              Map.entry("twclid", "twclid"),
              Map.entry("rdt_cid", "rdt_cid"),
              Map.entry("_ga", GA_CLIENT_ID),
              Map.entry("ga_client_id", GA_CLIENT_ID),
              Map.entry("gaClientId", GA_CLIENT_ID),
              Map.entry("ga4_client_id", GA_CLIENT_ID),
              Map.entry("ga4ClientId", GA_CLIENT_ID)));

  /** Properties that are click ids, and so do not count as properties of the event. */
  public static final Set<String> PROPERTIES = Set.copyOf(BY_FIELD.keySet());

  /** Nearly every look-up misses, which costs the JDK's immutable maps several probes. */
  private static Map<String, String> hashed(Map<String, String> table) {
    return Collections.unmodifiableMap(new HashMap<>(table));
  }

  private final Map<String, String> found = new LinkedHashMap<>();

  private ClickIds() {}

  /** The click ids, by name, of an event and of the page on which it happened. */
  public static Map<String, String> of(RawEvent raw, @Nullable String pageUrl) {
    ClickIds ids = new ClickIds();
    ObjectNode context = raw.context();
    ids.addFields(raw.properties());
    ids.addFields(context);
    if (context.get("campaign") instanceof ObjectNode campaign) {
      ids.addFields(campaign);
    }
    ids.addExternalIds(context.get("externalId"));
    if (pageUrl != null && pageUrl.indexOf('?') >= 0) {
      ids.addQuery(pageUrl, pageUrl.indexOf('?') + 1);
    }
    ObjectNode page = SourceText.object(context, "page");
    String search = SourceText.of((page == null ? raw.properties() : page).get("search"));
    boolean isPartOfUrl = search != null && pageUrl != null && pageUrl.contains(search);
    if (search != null && !isPartOfUrl) {
      ids.addQuery(search, search.charAt(0) == '?' ? 1 : 0);
    }
    return ids.found.isEmpty() ? Map.of() : Collections.unmodifiableMap(ids.found);
  }

  private void addFields(ObjectNode source) {
    for (Map.Entry<String, JsonNode> field : source.properties()) {
      String id = BY_FIELD.get(field.getKey());
      if (id != null) {
        add(id, SourceText.of(field.getValue()));
      }
    }
  }

  private void addExternalIds(@Nullable JsonNode externalIds) {
    if (externalIds == null || !externalIds.isArray()) {
      return;
    }
    for (JsonNode externalId : externalIds) {
      JsonNode type = externalId.get("type");
      String id = type == null || !type.isTextual() ? null : BY_FIELD.get(type.textValue());
      if (id != null) {
        add(id, SourceText.of(externalId.get("id")));
      }
    }
  }

  /** Reads the parameters from this character to the fragment, which concerns only the page. */
  private void addQuery(String url, int from) {
    int fragment = url.indexOf('#');
    int end = fragment < 0 ? url.length() : fragment;
    int start = from;
    while (start < end) {
      int ampersand = url.indexOf('&', start);
      int stop = ampersand < 0 || ampersand > end ? end : ampersand;
      addParameter(url, start, stop);
      start = stop + 1;
    }
  }

  private void addParameter(String url, int start, int end) {
    int equals = url.indexOf('=', start);
    if (equals < 0 || equals >= end || equals - start > LONGEST_PARAMETER) {
      return;
    }
    String id = BY_PARAMETER.get(url.substring(start, equals).toLowerCase(Locale.ROOT));
    if (id != null && end - equals - 1 <= 3 * MAX_LENGTH) {
      String value = percentDecoded(url.substring(equals + 1, end));
      add(id, value == null ? null : SourceText.text(value));
    }
  }

  private void add(String id, @Nullable String value) {
    if (value == null || UnicodeText.bytes(value) > MAX_LENGTH || hasSpace(value)) {
      return;
    }
    found.putIfAbsent(id, id.equals(GA_CLIENT_ID) ? withoutCookieVersion(value) : value);
  }

  /** The cookie {@code _ga} is {@code GA1.2.} and the client id behind it. */
  private static String withoutCookieVersion(String value) {
    if (!value.startsWith("GA1.")) {
      return value;
    }
    int second = value.indexOf('.', 4);
    return second < 0 ? value : value.substring(second + 1);
  }

  /**
   * A plus sign stays one: no click id holds a space, and some hold a plus. Null if an escape is
   * broken.
   */
  private static @Nullable String percentDecoded(String value) {
    if (value.indexOf('%') < 0) {
      return value;
    }
    byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
    ByteBuffer decoded = ByteBuffer.allocate(encoded.length);
    for (int i = 0; i < encoded.length; i++) {
      if (encoded[i] != '%') {
        decoded.put(encoded[i]);
        continue;
      }
      if (i + 2 >= encoded.length) {
        return null;
      }
      int high = Character.digit(encoded[i + 1], 16);
      int low = Character.digit(encoded[i + 2], 16);
      if (high < 0 || low < 0) {
        return null;
      }
      decoded.put((byte) (high << 4 | low));
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static boolean hasSpace(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isWhitespace(c) || Character.isISOControl(c)) {
        return true;
      }
    }
    return false;
  }
}
