package io.tracklayer.contract.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
    "011 49 170 1234567, +491701234567",
    "+52 1 55 1234 5678, +525512345678",
    "+5215512345678, +525512345678"
  })
  void aNumberGetsItsOneForm(String sent, String expected) {
    assertThat(american.e164(sent, null)).contains(expected);
  }

  /** What libphonenumber takes for extensions; one may follow any form of a number. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        " ext. 5",
        " ext 5",
        " ext: 5",
        " Ext.0123",
        " extn. 5",
        " extension 5",
        " extensi\u00f3n 5",
        " x5",
        "x5",
        "x 12345",
        " X5",
        " #5",
        " ~5",
        ";ext=5",
        " \u0434\u043e\u0431. 5",
        " int. 5",
        " anexo 5",
        ", ext. 5",
        " - ext 5",
        " \uff58 5"
      })
  void anExtensionIsNoPartOfTheNumber(String extension) {
    for (String number :
        List.of("+1 415 555 2671", "(415) 555-2671", "415.555.2671", "1-415-555-2671")) {
      assertThat(american.e164(number + extension, null)).contains("+14155552671");
      assertThat(regionless.e164(number + extension, "US")).contains("+14155552671");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "+49 30 123456 x5, +4930123456",
    "030 123456 ext. 5, +4930123456",
    "+7 495 123-45-67 доб. 12, +74951234567",
    "8 (495) 123-45-67 доб.12, +74951234567",
    "+44 20 7946 0958 ext 12, +442079460958",
    "+34 912 345 678 ext. 5, +34912345678"
  })
  void norIsItAnywhereElse(String sent, String expected) {
    String country =
        expected.startsWith("+49") ? "DE" : expected.startsWith("+7") ? "Russia" : null;
    assertThat(regionless.e164(sent, country)).contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "+1-415-555-2671;ext=5 | +14155552671",
        "+1-415-555-2671;isub=1234 | +14155552671",
        "+1-415-555-2671;npdi;rn=+1-415-555-0000 | +14155552671",
        "555-2671;phone-context=+1-415 | +14155552671",
        "0170-1234567;phone-context=+49 | +491701234567",
        "415-555-2671;phone-context=example.com | +14155552671"
      })
  void theParametersOfATelUriAreNoPartOfItEither(String sent, String expected) {
    assertThat(american.e164(sent, null)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Germany 0170 1234567",
        "DE 0170 1234567",
        "DEU: 0170 1234567",
        "DE +49 170 1234567",
        "Germany (+49) 170 1234567",
        "(Deutschland) +49 170 1234567",
        "Allemagne, 170 1234567",
        "491701234567 (DE)",
        "+49 170 1234567 (Germany)",
        "0170 1234567 / Germany",
        "0170 1234567, Deutschland"
      })
  void theCountryMayStandWithTheNumber(String sent) {
    assertThat(regionless.e164(sent, null)).contains("+491701234567");
    assertThat(american.e164(sent, "FR")).contains("+491701234567");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "France +49 170 1234567",
        "+49 170 1234567 (FR)",
        "Atlantis +49 170 1234567",
        "FR 0170 12345",
        "de 0170 1234567",
        "home 0170 1234567",
        "Germany 0170 1234567 France"
      })
  void aCountryThatIsNotTheNumbersOwnLeavesNone(String sent) {
    assertThat(regionless.e164(sent, null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+49",
        "0049",
        "+49 (DE)",
        "DE +49",
        "Germany (+49)",
        "Deutschland +49",
        "49 - Germany",
        "DE 49",
        "+49 \ud83c\udde9\ud83c\uddea",
        "276",
        "Germany (DE)"
      })
  void aCountryMayBeWrittenWithItsCallingCode(String country) {
    assertThat(regionless.e164("0170 1234567", country)).contains("+491701234567");
  }

  @ParameterizedTest
  @ValueSource(strings = {"France (+49)", "+49 (FR)", "DE +33", "Atlantis +49", "49", "+999"})
  void butNotWithAnotherOne(String country) {
    assertThat(regionless.e164("0170 1234567", country)).isEmpty();
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
        "415 555 2671 ext.",
        "call 415 555 2671 ext. 12",
        "+1 415 555 2671 or 12",
        "555-2671 ext. 12",
        "+49 30 123456x8",
        "+49 30 123456xx78",
        "+49170123x67",
        "+1 415 555 2671xx",
        "Durchwahl 12 415 555 2671",
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
