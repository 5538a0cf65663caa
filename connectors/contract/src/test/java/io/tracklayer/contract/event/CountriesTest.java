package io.tracklayer.contract.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CountriesTest {

  @ParameterizedTest
  @CsvSource({
    "DE, DE",
    "de, DE",
    "' deu ', DE",
    "Germany, DE",
    "UK, GB",
    "USA, US",
    "U.S.A., US",
    "England, GB",
    "Deutschland, DE",
    "ÖSTERREICH, AT",
    "Côte d’Ivoire, CI",
    "united states, US",
    "The Netherlands, NL",
    "the united kingdom, GB",
    "Nederland, NL",
    "Pays-Bas, NL",
    "Holland, NL",
    "Frankreich, FR",
    "Szwecja, SE",
    "United States (US), US",
    "Türkiye, TR",
    "TÜRKİYE, TR",
    "EE.UU., US",
    "США, US",
    "السعودية, SA",
    "香港, HK",
    "Trinidad and Tobago, TT",
    "276, DE",
    "840, US",
    "040, AT",
    "' 004 ', AF",
    "DE - Germany, DE",
    "Germany - DE, DE",
    "DEU – Deutschland, DE",
    "276 - Germany, DE",
    "Germany (DE), DE",
    "DE (Germany), DE",
    "'Germany, DE', DE",
    "DE: Germany, DE",
    "DE|Germany, DE",
    "DE/Germany, DE",
    "Germany [DE], DE",
    "DE Germany, DE",
    "Germany DE, DE",
    "United Kingdom (UK), GB",
    "UK - Great Britain, GB",
    "United States of America US, US",
    "Germany (+49), DE",
    "+49 - Germany, DE",
    "49 - Germany, DE",
    "Congo (Kinshasa), CD",
    "Myanmar (Burma), MM",
    "'\u200bGermany\ufeff', DE",
    "'Ger\u200bmany', DE",
    "\ud83c\udde9\ud83c\uddea, DE",
    "\ud83c\udde9\ud83c\uddea Germany, DE",
    "日本, JP",
    "日本 (JP), JP",
    "JP - 日本, JP",
    "NO, NO",
    "IT, IT"
  })
  void aCountryIsRecognisedHoweverItIsWritten(String written, String code) {
    assertThat(Countries.alpha2(written)).contains(code);
  }

  /** Two countries, and what may be a calling code, a state or a part of one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Georgia (US)",
        "US - Georgia",
        "DE - Austria",
        "Austria, Germany",
        "Ireland (Northern)",
        "Bavaria, Germany",
        "Germany or Austria",
        "49",
        "40",
        "4",
        "0276",
        "+49",
        "380 - Ukraine",
        "276 - France",
        "999",
        "(DE)",
        "\ud83c\udde9",
        "\ud83c\uddfd\ud83c\uddfd",
        "DE DE DE",
        "- - -",
        ",",
        "()"
      })
  void whatMayMeanAnotherOneIsNone(String written) {
    assertThat(Countries.alpha2(written)).isEmpty();
  }

  @Test
  void everyCountryHasItsNumber() {
    for (String code : Locale.getISOCountries()) {
      assertThat(CountryNumbers.codes()).as(code).containsValue(code);
    }
    assertThat(CountryNumbers.codes()).hasSize(Locale.getISOCountries().length);
  }

  @Test
  void anythingElseIsNone() {
    assertThat(Countries.alpha2("Atlantis")).isEmpty();
    assertThat(Countries.alpha2("N/A")).isEmpty();
    assertThat(Countries.alpha2("")).isEmpty();
    assertThat(Countries.alpha2("the")).isEmpty();
    assertThat(Countries.alpha2("(US)")).isEmpty();
    assertThat(Countries.alpha2("d".repeat(1000))).isEmpty();
  }
}
