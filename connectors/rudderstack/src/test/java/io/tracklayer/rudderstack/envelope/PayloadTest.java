package io.tracklayer.rudderstack.envelope;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{\"a\":1}",
        "{}",
        "{\"batch\":{\"a\":[1]}}",
        "{\"batch\":null,\"a\":1}",
        "{\"a\":{\"batch\":[1]}}",
        "\"text\"",
        "42",
        "-1.5e3",
        "null",
        "true",
        "{\"a\":1,\"a\":2}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":\"\\u0000\"}",
        "{\"a\":1e999999}",
        "{\"a\":1e99999999999999}",
      })
  void aValueThatIsNoListIsOneEvent(String json) {
    assertThat(one(Payload.of(("  " + json + "\n").getBytes(UTF_8), 10))).isEqualTo(json);
  }

  @Test
  void aListIsTakenApartIntoTheBytesOfItsEvents() {
    String json = "[ {\"a\":\"ü,]\"} , [1,[2]],\"tex\\\"t\" ,12 , -0.5,null,{\"b\":[{}]}]";
    assertThat(several(json))
        .containsExactly(
            "{\"a\":\"ü,]\"}", "[1,[2]]", "\"tex\\\"t\"", "12", "-0.5", "null", "{\"b\":[{}]}");
  }

  @Test
  void aBatchIsTakenApartWhateverStandsBesideIt() {
    assertThat(several("{\"sentAt\":\"x\",\"batch\":[{\"a\":1},{}],\"more\":{\"batch\":[1]}}"))
        .containsExactly("{\"a\":1}", "{}");
  }

  @Test
  void anEmptyListHoldsNoEvents() {
    assertThat(several("[]")).isEmpty();
    assertThat(several(" {\"batch\":[]} ")).isEmpty();
  }

  @Test
  void aByteOrderMarkIsSkipped() {
    assertThat(several("\uFEFF[{\"a\":1},{\"b\":2}]")).containsExactly("{\"a\":1}", "{\"b\":2}");
    assertThat(one(Payload.of("\uFEFF{\"a\":1}".getBytes(UTF_8), 10))).isEqualTo("{\"a\":1}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\r\n\t ", "\uFEFF"})
  void whiteSpaceIsEmpty(String body) {
    assertThat(Payload.of(body.getBytes(UTF_8), 10)).isEqualTo(new Payload.Empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"a\":1",
        "{\"a\":1}}",
        "{\"a\":1} x",
        "{\"a\":1}{\"b\":2}",
        "[{\"a\":1},]",
        "{\"a\":1,}",
        "{'a':1}",
        "{a:1}",
        "{\"a\":01}",
        "{\"a\":NaN}",
        "{\"a\":+1}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12\"}",
        "not json",
        "message_id=1&type=track",
        "<xml/>",
        "\u0000",
        "{\"a\":1}\u0000",
        "{\"message_id\":<no value>}",
        "\uFEFF\uFEFF{}",
        "{\"\\ud800\":1}",
      })
  void whatIsNotExactlyOneJsonValueIsNotJson(String body) {
    assertThat(Payload.of(body.getBytes(UTF_8), 10)).isEqualTo(new Payload.NotJson());
  }

  @Test
  void bytesThatAreNoUtf8AreNotJson() {
    assertThat(Payload.of(new byte[] {'"', (byte) 0xFF, '"'}, 10)).isEqualTo(new Payload.NotJson());
    assertThat(Payload.of("{\"a\":1}".getBytes(UTF_16BE), 10)).isEqualTo(new Payload.NotJson());
  }

  @Test
  void moreEventsThanAllowedAreTooManyAlsoInABatch() {
    String events = "{},".repeat(10) + "{}";
    assertThat(Payload.of(("[" + events + "]").getBytes(UTF_8), 10))
        .isEqualTo(new Payload.TooMany());
    assertThat(Payload.of(("{\"batch\":[" + events + "]}").getBytes(UTF_8), 10))
        .isEqualTo(new Payload.TooMany());
    assertThat(several("[" + "{},".repeat(9) + "{}]")).hasSize(10);
  }

  @Test
  void aHundredThousandLevelsAreReadAndAMillionAreNot() {
    String deep = "[".repeat(99_999) + "]".repeat(99_999);
    assertThat(one(Payload.of(("{\"a\":" + deep + "}").getBytes(UTF_8), 10))).endsWith(deep + "}");
    byte[] bomb = new byte[1_000_000];
    Arrays.fill(bomb, (byte) '[');
    assertThat(Payload.of(bomb, 10)).isEqualTo(new Payload.TooDeep());
  }

  private static String one(Payload payload) {
    return new String(((Payload.One) payload).event(), UTF_8);
  }

  private static List<String> several(String body) {
    return ((Payload.Several) Payload.of(body.getBytes(UTF_8), 10))
        .events().stream().map(event -> new String(event, UTF_8)).toList();
  }
}
