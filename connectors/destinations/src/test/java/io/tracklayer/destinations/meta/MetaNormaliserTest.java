package io.tracklayer.destinations.meta;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.text.HashedValue;
import io.tracklayer.contract.text.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hashes were computed with sha256sum, not with the code under test. */
class MetaNormaliserTest {

  private static String sha256(String normal) {
    return new Sha256().hex(normal);
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "John_Smith@gmail.com,62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f",
        "    aBc@gmail.com   ,48ddb93f0b30c475423fe177832912c5bcdce3cc72872f8051627967ef278e08",
        "alexz@example.com,509e933019bb285a134a9334b8bb679dff79d0ce023d529af4bd744d47b4fd8a",
        "TEST@EXAMPLE.COM,973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b"
      })
  void emailsAreTrimmedAndLowerCased(String email, String hash) {
    assertThat(sha256(MetaNormaliser.email(email))).isEqualTo(hash);
  }

  @Test
  void dotsAndTagsOfEmailsStay() {
    assertThat(MetaNormaliser.email("Alex.Doe+shop@GMAIL.com"))
        .isEqualTo("alex.doe+shop@gmail.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nobody", "@x.com", "a@", "a@b", "a@.com", "a@b.", "a b@c.de", "a@b@c.de"})
  void whatIsNoEmailIsLeftOut(String email) {
    assertThat(MetaNormaliser.email(email)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+1 (650) 555-1212",
        "+16505551212",
        "0016505551212",
        "1-650-555-1212",
        "１６５０5551212"
      })
  void phonesAreDigitsWithCountryCodeAndWithoutPlus(String phone) {
    assertThat(MetaNormaliser.phone(phone)).isEqualTo("16505551212");
    assertThat(sha256(MetaNormaliser.phone(phone)))
        .isEqualTo("e323ec626319ca94ee8bff2e4c87cf613be6ea19919ed1364124e16807ab3176");
  }

  @ParameterizedTest
  @ValueSource(strings = {"12", "000", "call me", "+1234567890123456"})
  void whatIsNoPhoneIsLeftOut(String phone) {
    assertThat(MetaNormaliser.phone(phone)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "Mary,6915771be1c5aa0c886870b6951b03d7eafc121fea0e80a5ea83beb7c449f4ec",
    "정,8fa8cd9c440be61d0151429310034083132b35975c4bea67fdd74158eb51db14",
    "Valéry,08e1996b5dd49e62a4b4c010d44e4345592a863bb9f8e3976219bac29417149c",
    "Vale\u0301ry,08e1996b5dd49e62a4b4c010d44e4345592a863bb9f8e3976219bac29417149c",
    "JOHN,96d9632f363564cc3032521409cf22a852f2032eec099ed5967c0d000cec607a",
    "' Doe. ',799ef92a11af918e3fb741df42934f3b568ed2d93ac1df74f1b8d41a27932a6f"
  })
  void namesAreLowerCasedWithoutPunctuationAndKeepTheirScript(String name, String hash) {
    assertThat(sha256(MetaNormaliser.name(name))).isEqualTo(hash);
  }

  @Test
  void namesOfSeveralPartsAreJoined() {
    assertThat(MetaNormaliser.name("O'Brien-Smith")).isEqualTo("obriensmith");
    assertThat(MetaNormaliser.name("van der Berg")).isEqualTo("vanderberg");
    assertThat(MetaNormaliser.name("প্রিয়া")).isEqualTo("প্রিয়া");
  }

  @ParameterizedTest
  @CsvSource({"New York,newyork", "San José,sanjosé", "St. John's 2,stjohns", "東京,東京"})
  void citiesLoseSpacesDigitsAndPunctuation(String city, String normal) {
    assertThat(MetaNormaliser.city(city)).isEqualTo(normal);
  }

  @Test
  void citiesHashAsMetasOwnLibraryHashesThem() {
    assertThat(sha256(MetaNormaliser.city("New York")))
        .isEqualTo("350c754ba4d38897693aa077ef43072a859d23f613443133fecbbd90a3512ca5");
    assertThat(sha256(MetaNormaliser.city("San José")))
        .isEqualTo("fcc7b12e619d7e36782eeba767f24c4fe9dd54a931994e68c515be24bd046b59");
    assertThat(sha256(MetaNormaliser.city("San Jose")))
        .isEqualTo("ce53c678303fa3e5678b3f614d1daeffc31e32137844b42b46546183bc8bb3d8");
  }

  @ParameterizedTest
  @CsvSource({
    "California,us,ca",
    "CA,us,ca",
    "ca.,us,ca",
    "US-CA,us,ca",
    "California,,ca",
    "CA,,ca",
    "Ontario,ca,on",
    "Québec,ca,qc",
    "Bayern,de,bayern",
    "New South Wales,au,newsouthwales",
    "Georgia,ge,georgia",
    "District of Columbia,us,dc"
  })
  void statesBecomeCodesWhereTheyHaveOne(String state, String country, String normal) {
    assertThat(MetaNormaliser.state(state, country)).isEqualTo(normal);
  }

  @Test
  void stateAndCountryHashAsDocumented() {
    assertThat(sha256(MetaNormaliser.state("California", "us")))
        .isEqualTo("6959097001d10501ac7d54c0bdb8db61420f658f2922cc26e46d536119a31126");
    assertThat(sha256(MetaNormaliser.country("United States")))
        .isEqualTo("79adb2a2fce5c6ba215fe5f27f532d4e7edbac4b6a5e09e1ef3a08084a904621");
  }

  @ParameterizedTest
  @CsvSource({
    "us,us",
    "US,us",
    "USA,us",
    "United States of America,us",
    "U.K.,gb",
    "Deutschland,de",
    "Germany,de",
    "Côte d’Ivoire,ci"
  })
  void countriesBecomeTheirCodes(String country, String code) {
    assertThat(MetaNormaliser.country(country)).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Atlantis", "xx", "-", "12"})
  void whatIsNoCountryIsLeftOut(String country) {
    assertThat(MetaNormaliser.country(country)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "94025-1234,us,94025",
    "' 94025-1234 ',,94025",
    "940251234,us,94025",
    "SW1A 1AA,gb,sw1a1",
    "M1 1AE,gb,m11",
    "SW1A,gb,sw1a",
    "K1A 0B6,ca,k1a0b6",
    "1234,nl,1234",
    "01310-100,br,01310100"
  })
  void postalCodesFollowTheirCountry(String code, String country, String normal) {
    assertThat(MetaNormaliser.postalCode(code, country)).isEqualTo(normal);
  }

  @Test
  void postalCodesHashAsDocumented() {
    assertThat(sha256(MetaNormaliser.postalCode(" 94025-1234 ", "us")))
        .isEqualTo("b9a9cf3cd3723a2e91b7c23ecf68456e872b6e5d86e5cab7f3d45a7302da32c7");
    assertThat(sha256(MetaNormaliser.postalCode("1234", "nl")))
        .isEqualTo("03ac674216f3e15c761ee1a5e255f067953623c8b388b4459e13f978d7c846f4");
    assertThat(MetaNormaliser.postalCode("-", "us")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "Female,252f10c83610ebca1a059c0bae8255eba2f95be4d1d7bcfa89d7248a82d9f111",
    "woman,252f10c83610ebca1a059c0bae8255eba2f95be4d1d7bcfa89d7248a82d9f111",
    "F,252f10c83610ebca1a059c0bae8255eba2f95be4d1d7bcfa89d7248a82d9f111",
    "man,62c66a7a5dd70c3146618063c344e531e6d4b59e379808443ce962b3abd63c5a",
    "male,62c66a7a5dd70c3146618063c344e531e6d4b59e379808443ce962b3abd63c5a"
  })
  void gendersBecomeTheirInitial(String gender, String hash) {
    assertThat(sha256(MetaNormaliser.gender(gender))).isEqualTo(hash);
  }

  @Test
  void anyOtherGenderIsLeftOut() {
    assertThat(MetaNormaliser.gender("diverse")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1997-02-16", "19970216", "1997-02-16T00:00:00Z"})
  void birthDatesAreEightDigits(String date) {
    assertThat(sha256(MetaNormaliser.birthDate(date)))
        .isEqualTo("01acdbf6ec7b4f478a225f1a246e5d6767eeab1a7ffa17f025265b5b94f40f0c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "16.02.1997", "1997-13-01", "1797-01-01", "1997-2-16", "T"})
  void whatIsNoBirthDateIsLeftOut(String date) {
    assertThat(MetaNormaliser.birthDate(date)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".AQ", ".AgABCDEF"})
  void hashedValuesAreNeverHashedAgain(String suffix) {
    String hash = "62A14E44F765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f" + suffix;
    String lower = "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f" + suffix;

    assertThat(MetaNormaliser.email(hash)).isEqualTo(lower);
    assertThat(MetaNormaliser.phone(hash)).isEqualTo(lower);
    assertThat(MetaNormaliser.name(hash)).isEqualTo(lower);
    assertThat(MetaNormaliser.birthDate(hash)).isEqualTo(lower);
    assertThat(MetaNormaliser.gender(hash)).isEqualTo(lower);
    assertThat(MetaNormaliser.city(hash)).isEqualTo(lower);
    assertThat(MetaNormaliser.state(hash, "us")).isEqualTo(lower);
    assertThat(MetaNormaliser.postalCode(hash, "us")).isEqualTo(lower);
    assertThat(MetaNormaliser.country(hash)).isEqualTo(lower);
    assertThat(MetaNormaliser.externalId(hash)).isEqualTo(lower);
    assertThat(HashedValue.is(lower)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62",
        "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62g",
        "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f.A",
        "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f-AQ",
        "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f.A!"
      })
  void whatOnlyLooksLikeAHashIsNone(String value) {
    assertThat(HashedValue.is(value)).isFalse();
  }
}
