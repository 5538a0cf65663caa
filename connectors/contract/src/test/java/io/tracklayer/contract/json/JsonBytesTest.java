package io.tracklayer.contract.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBytesTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7_990, 8_000, 8_001, 100_000})
  void textOfAnyLengthArrivesWhole(int length) throws IOException {
    String text = "é" + "x".repeat(length);
    JsonBytes bytes = new JsonBytes();
    try (JsonGenerator json = Json.generator(bytes)) {
      json.writeStartArray();
      json.writeString(text);
      json.writeNumber(length);
      json.writeEndArray();
    }

    assertThat(new String(bytes.bytes(), UTF_8)).isEqualTo("[\"" + text + "\"," + length + "]");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void singleBytesAreKeptInOrder(int count) throws IOException {
    JsonBytes bytes = new JsonBytes();
    for (int i = 0; i < count; i++) {
      bytes.write('a' + i);
    }

    assertThat(new String(bytes.bytes(), UTF_8)).isEqualTo("abc".substring(0, count));
  }
}
