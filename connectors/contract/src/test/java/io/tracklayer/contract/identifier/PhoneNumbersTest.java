package io.tracklayer.contract.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumbersTest {

  private final PhoneNumbers american = new PhoneNumbers("US");
  private final PhoneNumbers regionless = new PhoneNumbers(null);

  @ParameterizedTest
  @CsvSource({
    "+1 (415) 555-2671, +14155552671",
    "415-555-2671, +14155552671",
    "4155552671, +14155552671",
    "4155552671.0, +14155552671",
    "+14155552671.00, +14155552671",
    "415.555.2671, +14155552671",
    "+49 (0)170 1234567, +491701234567",
    "011 49 170 1234567, +491701234567"
  })
  void aNumberGetsItsOneForm(String sent, String expected) {
    assertThat(american.e164(sent, null)).contains(expected);
  }

  @ParameterizedTest
  @CsvSource({"DE", "de", "DEU", "Germany"})
  void theCountryOfTheAddressComesBeforeTheConfiguredRegion(String country) {
    assertThat(american.e164("0170 1234567", country)).contains("+491701234567");
  }

  @Test
  void aCountryCodeComesBeforeTheAddress() {
    assertThat(american.e164("+1 415 555 2671", "DE")).contains("+14155552671");
  }

  @Test
  void anUnknownCountryLeavesTheConfiguredRegion() {
    assertThat(american.e164("415 555 2671", "Atlantis")).contains("+14155552671");
  }

  @Test
  void withoutAnyRegionOnlyAFullNumberIsOne() {
    assertThat(regionless.e164("415 555 2671", null)).isEmpty();
    assertThat(regionless.e164("+1 415 555 2671", null)).contains("+14155552671");
    assertThat(regionless.e164("415 555 2671", "US")).contains("+14155552671");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "555-2671",
        "911",
        "call 415 555 2671",
        "1-800-FLOWERS",
        "415 555 2671 ext. 12",
        "+1 415 555 2671 #12",
        "0000000000",
        "+1 415 *** 2671",
        "+1415****671",
        "+1 415 555\u2022\u202271",
        "+1415...2671",
        "+1415\u20262671",
        "+1415###2671",
        "+1 415 555 ____",
        "+1 415 5?5 2671",
        "*14155552671",
        "+1 111 111 1111",
        "123456789012345678901234567890",
        "anna@4155552671.com",
        "+999 123456789",
        "+49 1512345 67890123"
      })
  void whatReachesNobodyIsNoNumber(String sent) {
    assertThat(american.e164(sent, null)).isEmpty();
  }
}
