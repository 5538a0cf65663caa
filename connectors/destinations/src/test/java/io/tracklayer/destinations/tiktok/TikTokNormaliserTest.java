package io.tracklayer.destinations.tiktok;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.text.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hashes were computed with sha256sum, not with the code under test. */
class TikTokNormaliserTest {

  private static final String HASH =
      "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f";

  private static String sha256(String normal) {
    return new Sha256().hex(normal);
  }

  @ParameterizedTest
  @CsvSource({
    "sample@Rudder.com,02e47a94635c1ffd6f6a69fe2c7a92dbfbb9d5e2ebddb54810520b34989b66a7",
    "' abc@xyz.com ',ee278943de84e5d6243578ee1a1057bcce0e50daad9755f45dfa64b60b13bc5d",
    "TEST@example.com,973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b"
  })
  void emailsAreTrimmedAndLowerCased(String email, String hash) {
    assertThat(sha256(TikTokNormaliser.email(email))).isEqualTo(hash);
  }

  @Test
  void dotsAndTagsOfEmailsStayForGmailToo() {
    assertThat(TikTokNormaliser.email("Alex.Doe+shop@GMAIL.com"))
        .isEqualTo("alex.doe+shop@gmail.com");
  }

  @ParameterizedTest
  @CsvSource({
    "+918987674657,1b6abcebb79b2208929967160ba291656f3fcd4f00e93b6a846c1e56c0e177c6",
    "+12345432,49a15e38bdc2572d362a924c2ddd100baed0fe29db44270d3700fcef03b18c39",
    "+1 (650) 555-1212,1e231c66011e7a2d867a9cfae267a6aff103cf4913640b6e71a99850fc0ffbc8",
    "0016505551212,1e231c66011e7a2d867a9cfae267a6aff103cf4913640b6e71a99850fc0ffbc8",
    "+18005550100,fb4f73a6ec5fdb7077d564cdd22c3554b43ce49168550c3b12c547b78c517b30"
  })
  void phonesKeepTheirPlusSign(String phone, String hash) {
    assertThat(sha256(TikTokNormaliser.phone(phone))).isEqualTo(hash);
  }

  @ParameterizedTest
  @ValueSource(strings = {"12", "call me", "+1234567890123456"})
  void whatIsNoPhoneIsLeftOut(String phone) {
    assertThat(TikTokNormaliser.phone(phone)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "Mary,6915771be1c5aa0c886870b6951b03d7eafc121fea0e80a5ea83beb7c449f4ec",
    "정,8fa8cd9c440be61d0151429310034083132b35975c4bea67fdd74158eb51db14",
    "Vale\u0301ry,08e1996b5dd49e62a4b4c010d44e4345592a863bb9f8e3976219bac29417149c",
    "' D-oe. ',799ef92a11af918e3fb741df42934f3b568ed2d93ac1df74f1b8d41a27932a6f"
  })
  void namesLoseSpacesAndPunctuationAndKeepTheirScript(String name, String hash) {
    assertThat(sha256(TikTokNormaliser.name(name))).isEqualTo(hash);
  }

  @ParameterizedTest
  @CsvSource({"94025-1234,940251234", "SW1A 1AA,sw1a1aa", " K1A 0B6,k1a0b6"})
  void postalCodesLoseSpacesAndDashesOnly(String code, String normal) {
    assertThat(TikTokNormaliser.postalCode(code)).isEqualTo(normal);
  }

  @Test
  void postalCodesHashAsElsewhere() {
    assertThat(sha256(TikTokNormaliser.postalCode(" 94025 ")))
        .isEqualTo("b9a9cf3cd3723a2e91b7c23ecf68456e872b6e5d86e5cab7f3d45a7302da32c7");
  }

  @ParameterizedTest
  @CsvSource({"New York,newyork", "St. John's 2,stjohns2", "San José,sanjos", "CA,ca"})
  void placesKeepPlainLettersAndDigitsOnly(String place, String normal) {
    assertThat(TikTokNormaliser.place(place)).isEqualTo(normal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"東京", " ", HASH})
  void aPlaceWithoutPlainLettersOrHashedIsLeftOut(String place) {
    assertThat(TikTokNormaliser.place(place)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"US,us", "Germany,de", "usa,us"})
  void countriesAreCodesInClear(String country, String code) {
    assertThat(TikTokNormaliser.country(country)).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Atlantis", "-", HASH})
  void whatIsNoCountryIsLeftOut(String country) {
    assertThat(TikTokNormaliser.country(country)).isNull();
  }

  @Test
  void externalIdsKeepTheirCase() {
    assertThat(TikTokNormaliser.externalId(" U-42 ")).isEqualTo("U-42");
  }

  @Test
  void hashedValuesAreNeverHashedAgain() {
    String upper = HASH.toUpperCase(java.util.Locale.ROOT);

    assertThat(TikTokNormaliser.email(upper)).isEqualTo(HASH);
    assertThat(TikTokNormaliser.phone(upper)).isEqualTo(HASH);
    assertThat(TikTokNormaliser.name(upper)).isEqualTo(HASH);
    assertThat(TikTokNormaliser.postalCode(upper)).isEqualTo(HASH);
    assertThat(TikTokNormaliser.externalId(upper)).isEqualTo(HASH);
  }

  @Test
  void aHashOfMetasLibraryLosesItsSuffixAndAsAPhoneIsUseless() {
    assertThat(TikTokNormaliser.email(HASH + ".AQ")).isEqualTo(HASH);
    assertThat(TikTokNormaliser.phone(HASH + ".AQ")).isNull();
  }
}
