package io.tracklayer.contract.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Invalid user john.smith+x@gmail.com in data",
        "{\"email\":\"john.smith@gmail.com\"}",
        "?u=john.smith%40gmail.com&x=1",
        "?u=john.smith%252540gmail.com&x=1",
        "john.smith&#64;gmail.com",
        "john.smith&#X40;gmail.com",
        "john.smith&commat;gmail.com",
        "john.smith\\u0040gmail.com",
        "john.smith＠gmail.com",
        "jo\u200Bhn.smith@gm\u00ADail.com",
        "from 5.9.1.20 and",
        "from 2a0f::1d and",
        "phone +1 (650) 555-1212 is bad",
        "phone 16505551212",
        "phone 0049-151-2345678",
        "from 203.0.113.77 and",
        "from 2001:db8:85a3::8a2e:370:7334 and",
        "token EAAGm0PX4ZCpsBAKZBZC0ZBqXyZ9f3 expired",
        "Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc",
        "Bearer ya29.a0AfB_byEAAGm0PX4ZCpsBAKZBZC0ZBqXyZ9f3-x is not accepted",
        "-----BEGIN PRIVATE KEY----- MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj/+A= -----END",
        "assertion=eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJhQGIuYyJ9.c2ln",
        "hash 62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f",
        "birth 1997-02-16",
        "john.smith [at] gmail.com is no address",
        "john.smith(at)gmail.com"
      })
  void personalDataAndTokensAreReplaced(String said) {
    assertThat(Redaction.redact(said))
        .doesNotContain("john", "smith", "gmail", "650", "555", "2345678", "203.0", "370", "EAAG")
        .doesNotContain("eyJ", "62a14e", "1997", "MII", "ya29", "5.9.1", "2a0f", "1d")
        .contains("[");
  }

  @ParameterizedTest
  @CsvSource({
    "Invalid parameter,Invalid parameter",
    "too many calls: 429 in 60 s,too many calls: 429 in 60 s",
    "at 10:15:30 by version 1.2.3,at 10:15:30 by version 1.2.3",
    "field data_processing_options_country is unknown,field data_processing_options_country is unknown",
    "'two\n\t lines',two lines"
  })
  void plainWordsStay(String said, String kept) {
    assertThat(Redaction.redact(said)).isEqualTo(kept);
  }

  @Test
  void whatCanBeNeitherStoredNorShownIsReplaced() {
    assertThat(Redaction.redact("a \ud83e b \u0000\u009b2J\u202Ec")).isEqualTo("a \ufffd b 2Jc");
    assertThat(Redaction.redact("{}".repeat(4095) + "aa🧀")).satisfies(UnicodeText::isWellFormed);
  }

  @Test
  void nothingSaidIsNothing() {
    assertThat(Redaction.redact(null)).isNull();
    assertThat(Redaction.redact(" \n")).isNull();
  }

  @Test
  void longTextIsCutTo512Characters() {
    String redacted = Redaction.redact("no such thing ".repeat(1000));

    assertThat(redacted).hasSize(512).endsWith("…");
  }

  @Test
  void theCutNeverSplitsAnEmoji() {
    for (int lead = 505; lead < 512; lead++) {
      String redacted = Redaction.cut("a".repeat(lead) + "🧀".repeat(10));

      assertThat(redacted.codePoints()).noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
      assertThat(redacted.length()).isLessThanOrEqualTo(512);
    }
  }

  @Test
  void hostileTextTakesNoTime() {
    assertThat(Redaction.redact("a@".repeat(100_000))).isNotNull();
    assertThat(Redaction.redact("1 ".repeat(100_000))).isNotNull();
    assertThat(Redaction.redact(":".repeat(100_000))).isNotNull();
  }
}
