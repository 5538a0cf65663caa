package io.tracklayer.rudderstack;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/**
 * How JSON from outside is read: any well-formed UTF-8 JSON text, so that what is too deep, too
 * long or too precise for an event can be refused by its reason and kept, rather than be called
 * broken. The caller has capped the size of the text.
 */
final class SourceJson {

  /** Beyond it a text is not read at all: each level costs memory. */
  static final int MAX_DEPTH = 150_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          // The strings of strangers do not belong into the JVM's table of interned ones.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // JSON between systems is UTF-8 (RFC 8259 section 8.1); offsets are those of the bytes.
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private SourceJson() {}

  static JsonParser parser(byte[] json) throws IOException {
    return parser(json, 0, json.length);
  }

  static JsonParser parser(byte[] json, int offset, int length) throws IOException {
    return FACTORY.createParser(json, offset, length);
  }
}
