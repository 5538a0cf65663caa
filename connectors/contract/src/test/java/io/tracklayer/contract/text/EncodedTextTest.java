package io.tracklayer.contract.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "a%40b | a@b",
        "a%2540b | a@b",
        "a%252540b | a@b",
        "a+b%2Bc | a+b+c",
        "a&#64;b | a@b",
        "a&#0064;b | a@b",
        "a&#x40;b | a@b",
        "a&#X40;b | a@b",
        "a&commat;b | a@b",
        "a&amp;commat;b | a@b",
        "a%26%2364%3Bb | a@b",
        "&lt;a&gt; | <a>",
        "m%C3%BCller | m\u00fcller",
        "m&#252;ller | m\u00fcller",
        "&#128512; | \ud83d\ude00",
        "&#36;1 | $1"
      })
  void isDecodedHoweverOften(String text, String decoded) {
    assertThat(EncodedText.decoded(text)).isEqualTo(decoded);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a@b",
        "100%",
        "a%b",
        "a%zz",
        "a%ff",
        "r&d",
        "a&b;",
        "&;",
        "&#;",
        "&#x;",
        "&#0;",
        "&#55357;",
        "&#9999999;",
        "&nosuch;",
        "\ufffd"
      })
  void whatOnlyLooksEncodedStays(String text) {
    assertThat(EncodedText.decoded(text)).isEqualTo(text);
  }
}
