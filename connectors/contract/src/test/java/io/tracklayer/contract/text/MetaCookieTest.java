package io.tracklayer.contract.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetaCookieTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fb.1.1755684000123.IwAR2F4-dbP0l7Mn1IawQQGCINEz7PYXQvwjNwB_qa2ofrHyiLjcbCRxTDMgk",
        "fb.0.1755684000123.1234567890",
        "fb.2.1755684000123.abc.AQ",
        "fb.1.1755684000123.abc.AgABCDEF"
      })
  void wellFormedCookiesPass(String cookie) {
    assertThat(MetaCookie.isWellFormed(cookie)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "fb.1.1755684000123.1098115397, true",
    "fb.1.1755684000123.1098115397.AQ, true",
    "fb.1.1755684000123.IwAR2F4, false",
    "1098115397, false"
  })
  void aBrowserIdEndsInARandomNumber(String cookie, boolean passes) {
    assertThat(MetaCookie.isBrowserId(cookie)).isEqualTo(passes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "IwAR2F4",
        "fb.1.1755684000123",
        "fb.1.1755684000123.",
        "fb.1.1755684000.abc",
        "fb.x.1755684000123.abc",
        "FB.1.1755684000123.abc",
        "fb.1.1755684000123.fb.1.1755684000123.abc",
        "fb.1.1755684000123.abc.A",
        "fb.1.1755684000123.abc.AQ.AQ",
        "fb.1.1755684000123.abc%3D",
        "fb.1.1755684000123.a bc",
        "fb.-1.1755684000123.abc",
        "fb.1.１７５５684000123.abc"
      })
  void malformedOnesDoNot(String cookie) {
    assertThat(MetaCookie.isWellFormed(cookie)).isFalse();
  }
}
