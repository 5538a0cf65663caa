package io.tracklayer.contract.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    "Trinidad and Tobago, TT",
    "NO, NO",
    "IT, IT"
  })
  void aCountryIsRecognisedHoweverItIsWritten(String written, String code) {
    assertThat(Countries.alpha2(written)).contains(code);
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
