package io.tracklayer.contract.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  record Sample(
      String orderId,
      BigDecimal value,
      Instant at,
      List<String> emails,
      Map<String, String> more) {}

  @Test
  void namesAreSnakeCaseInstantsIsoAndAbsentFieldsLeftOut() {
    Sample sample =
        new Sample(
            "A-1",
            new BigDecimal("19.90"),
            Instant.parse("2026-08-20T10:15:30.120Z"),
            List.of(),
            null);

    assertThat(Json.text(sample))
        .isEqualTo(
            """
            {"order_id":"A-1","value":19.90,"at":"2026-08-20T10:15:30.120Z","emails":[]}\
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "19.90, 19.90",
    "0.1, 0.1",
    "1E+3, 1000",
    "1e-7, 0.0000001",
    "12345678901234567890.123456789, 12345678901234567890.123456789"
  })
  void aDecimalStaysExactAndIsWrittenPlain(String sent, String written) throws Exception {
    Sample read = Json.read(("{\"value\":" + sent + "}").getBytes(UTF_8), Sample.class);
    JsonNode tree = Json.parse(("{\"value\":" + sent + "}").getBytes(UTF_8));

    assertThat(read.value()).isEqualTo(new BigDecimal(sent));
    assertThat(Json.text(read)).isEqualTo("{\"value\":" + written + "}");
    assertThat(tree.get("value").decimalValue()).isEqualByComparingTo(sent);
  }

  @Test
  void aFieldOfANewerWriterIsIgnored() throws Exception {
    Sample sample =
        Json.read(
            "{\"order_id\":\"A-1\",\"from_the_future\":{\"a\":[1]}}".getBytes(UTF_8), Sample.class);

    assertThat(sample).isEqualTo(new Sample("A-1", null, null, null, null));
  }

  @Test
  void aNullInsideAMapIsKeptSinceItIsSomebodysData() {
    Map<String, String> more = new LinkedHashMap<>();
    more.put("a", null);

    assertThat(Json.text(new Sample(null, null, null, null, more)))
        .isEqualTo("{\"more\":{\"a\":null}}");
  }

  @Test
  void whatWasWrittenIsReadBack() throws Exception {
    Sample sample =
        new Sample(
            "Ä-\u2028-\uD83D\uDE00",
            new BigDecimal("-0.001"),
            Instant.ofEpochSecond(1, 1),
            List.of("a"),
            Map.of("k", "v"));

    assertThat(Json.read(Json.write(sample), Sample.class)).isEqualTo(sample);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{", "{} {}", "{}x", "{\"a\":1,\"a\":2}", "[1,]", "{'a':1}", "NaN", "\u0000"})
  void whatIsNotExactlyOneJsonValueIsRefused(String text) {
    assertThatThrownBy(() -> Json.parse(text.getBytes(UTF_8)))
        .isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void nothingIsAMissingNode() throws Exception {
    assertThat(Json.parse(new byte[0]).isMissingNode()).isTrue();
  }

  @Test
  void depthAndNumbersHaveLimits() {
    String deep = "[".repeat(201) + "]".repeat(201);
    String number = "1".repeat(65);

    assertThatThrownBy(() -> Json.parse(deep.getBytes(UTF_8)))
        .isInstanceOf(JsonProcessingException.class);
    assertThatThrownBy(() -> Json.parse(number.getBytes(UTF_8)))
        .isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void theGeneratorForHotPathsSpeaksTheSameDialect() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var generator = Json.generator(out)) {
      generator.writeStartObject();
      generator.writeNumberField("value", new BigDecimal("1E+3"));
      generator.writeEndObject();
    }

    assertThat(out.toString(UTF_8)).isEqualTo("{\"value\":1000}");
  }
}
