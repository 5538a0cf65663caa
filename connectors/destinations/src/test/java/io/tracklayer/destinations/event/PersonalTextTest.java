package io.tracklayer.destinations.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"write to a@b.example", "a%40b.example", "+49 151 234567", "203.0.113.7", "::1"})
  void whatMayBePersonalIsNotFree(String value) {
    assertThat(PersonalText.isSendable(value)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pro", "+10 %", "2026-08-20", "1.2.3", "10:30"})
  void otherTextsAreFree(String value) {
    assertThat(PersonalText.isSendable(value)).isTrue();
  }
}
