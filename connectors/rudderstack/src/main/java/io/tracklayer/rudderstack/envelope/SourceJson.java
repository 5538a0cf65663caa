package io.tracklayer.rudderstack.envelope;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/**
 * Reads JSON from outside: any well-formed UTF-8 text, so that JSON too deep, too long or too
 * precise for an event can be refused for that reason and kept, instead of being called malformed.
 * The caller limits the size of the text.
 */
final class SourceJson {

  /** Text nested deeper is not read at all, since each level costs memory. */
  static final int MAX_DEPTH = 150_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          // Strings from outside do not belong in the JVM's table of interned strings.
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
