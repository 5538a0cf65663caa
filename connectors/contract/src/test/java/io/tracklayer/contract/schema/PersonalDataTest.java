package io.tracklayer.contract.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.identifier.Identifier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PersonalDataTest {

  static Stream<Record> recordsThatHoldPersonalData() {
    return Stream.of(
        Examples.fullRawEvent(),
        Examples.fullCanonicalEvent(),
        Examples.fullCanonicalEvent().user(),
        Examples.fullCanonicalEvent().client(),
        Examples.fullDeadLetter(),
        Examples.fullRejection(),
        new Identifier(Identifier.EMAIL, "anna@example.com"),
        new Identifier(Identifier.PHONE, "+14155552671"),
        new Identifier(Identifier.USER_ID, "u-1"));
  }

  @ParameterizedTest
  @MethodSource("recordsThatHoldPersonalData")
  void nothingPersonalIsInTheTextOfARecord(Record personal) {
    assertThat(personal.toString())
        .doesNotContain("anna@example.com", "+14155552671", "Anna", "Lee", "1990", "Berlin")
        .doesNotContain(
            "10115",
            "203.0.113.7",
            "Mozilla",
            "u-1",
            "a-1",
            "p-1",
            "C7",
            "abc",
            "gold",
            "7a7c2a0e");
  }
}
