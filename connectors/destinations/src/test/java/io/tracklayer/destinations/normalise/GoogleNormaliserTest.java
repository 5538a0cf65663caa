package io.tracklayer.destinations.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.text.HashedValue;
import io.tracklayer.contract.text.Sha256;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The hashes were computed with sha256sum. */
class GoogleNormaliserTest {

  private static final String HASH =
      "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f";

  private static String hash(String normal) {
    return normal == null || HashedValue.is(normal) ? normal : new Sha256().hex(normal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "' Alex.Doe+shop@GMAIL.com' | 036e9a0b1acf7cc02637a0ccdf656599f719066cb58b112aa7f106f643c762c0",
        "alexdoe@gmail.com | 036e9a0b1acf7cc02637a0ccdf656599f719066cb58b112aa7f106f643c762c0",
        "'    aBc@gmail.com   ' | 48ddb93f0b30c475423fe177832912c5bcdce3cc72872f8051627967ef278e08",
        "john_smith@gmail.com | 62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f",
        "AlexZ@Example.com | 509e933019bb285a134a9334b8bb679dff79d0ce023d529af4bd744d47b4fd8a",
        "test@example.com | 973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b"
      })
  void emailsHashToTheGoldenVectors(String email, String hash) {
    assertThat(hash(GoogleNormaliser.email(email))).isEqualTo(hash);
  }

  @ParameterizedTest
  @CsvSource({
    "a.b+c@googlemail.com, ab@googlemail.com",
    "a.b+c@gmail.co.uk, a.b+c@gmail.co.uk",
    "a.b+c@shop.example, a.b+c@shop.example",
    "a.b+c@mail.gmail.com, a.b+c@mail.gmail.com",
    "+x@gmail.com, ",
    "...@gmail.com, ",
    "no address, ",
    "a@b@c.de, "
  })
  void dotsAndTagsGoFromGooglesOwnAddressesOnly(String email, String normal) {
    assertThat(GoogleNormaliser.email(email)).isEqualTo(normal);
  }

  @ParameterizedTest
  @CsvSource({
    "+16505551212, , 1e231c66011e7a2d867a9cfae267a6aff103cf4913640b6e71a99850fc0ffbc8",
    "(650) 555-1212, US, 1e231c66011e7a2d867a9cfae267a6aff103cf4913640b6e71a99850fc0ffbc8",
    "+18005550100, , fb4f73a6ec5fdb7077d564cdd22c3554b43ce49168550c3b12c547b78c517b30",
    "'+1 (800) 555-0100', , fb4f73a6ec5fdb7077d564cdd22c3554b43ce49168550c3b12c547b78c517b30",
    "(91) 238-2193, , "
  })
  void phonesHashToTheGoldenVectorsAndOneOfNoCountryIsNone(
      String phone, String country, String hash) {
    assertThat(hash(GoogleNormaliser.phone(phone, country))).isEqualTo(hash);
  }

  @ParameterizedTest
  @CsvSource({
    "' Mary ', 6915771be1c5aa0c886870b6951b03d7eafc121fea0e80a5ea83beb7c449f4ec",
    "Mrs. Mary, 6915771be1c5aa0c886870b6951b03d7eafc121fea0e80a5ea83beb7c449f4ec",
    "John, 96d9632f363564cc3032521409cf22a852f2032eec099ed5967c0d000cec607a",
    "dr.John3, 96d9632f363564cc3032521409cf22a852f2032eec099ed5967c0d000cec607a",
    "정, 8fa8cd9c440be61d0151429310034083132b35975c4bea67fdd74158eb51db14",
    "!!, "
  })
  void givenNamesHashToTheGoldenVectors(String name, String hash) {
    assertThat(hash(GoogleNormaliser.givenName(name))).isEqualTo(hash);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Doe | 799ef92a11af918e3fb741df42934f3b568ed2d93ac1df74f1b8d41a27932a6f",
        "Doe, Jr. | 799ef92a11af918e3fb741df42934f3b568ed2d93ac1df74f1b8d41a27932a6f",
        "DOE III, PhD | 799ef92a11af918e3fb741df42934f3b568ed2d93ac1df74f1b8d41a27932a6f",
        "Vale\u0301ry | 08e1996b5dd49e62a4b4c010d44e4345592a863bb9f8e3976219bac29417149c",
        "Valéry | 08e1996b5dd49e62a4b4c010d44e4345592a863bb9f8e3976219bac29417149c"
      })
  void familyNamesHashToTheGoldenVectors(String name, String hash) {
    assertThat(hash(GoogleNormaliser.familyName(name))).isEqualTo(hash);
  }

  @Test
  void aNameThatIsASuffixStays() {
    assertThat(GoogleNormaliser.familyName("Vi")).isEqualTo("vi");
    assertThat(GoogleNormaliser.givenName("Drake")).isEqualTo("drake");
  }

  @ParameterizedTest
  @CsvSource({
    "California, US, CA",
    "ca, US, CA",
    "California, , CA",
    "Québec, CA, QC",
    "Bayern, DE, Bayern",
    "' Île-de-France ', FR, Île-de-France"
  })
  void regionsAreCodesWhereThereAreSome(String region, String country, String normal) {
    assertThat(GoogleNormaliser.region(region, country)).isEqualTo(normal);
  }

  @ParameterizedTest
  @CsvSource({"de, DE", "Germany, DE", "USA, US", "Atlantis, "})
  void countriesAreCodesInUpperCase(String country, String normal) {
    assertThat(GoogleNormaliser.country(country)).isEqualTo(normal);
  }

  @Test
  void whatIsHashedAlreadyIsNotHashedAgain() {
    String upper = HASH.toUpperCase(Locale.ROOT);
    String withSuffix = HASH + ".AQYBAQEB";
    for (String given : new String[] {HASH, upper, " " + HASH + " ", withSuffix}) {
      assertThat(hash(GoogleNormaliser.email(given))).isEqualTo(HASH);
      assertThat(hash(GoogleNormaliser.phone(given, "US"))).isEqualTo(HASH);
      assertThat(hash(GoogleNormaliser.givenName(given))).isEqualTo(HASH);
      assertThat(hash(GoogleNormaliser.familyName(given))).isEqualTo(HASH);
      assertThat(GoogleNormaliser.clear(given)).isNull();
      assertThat(GoogleNormaliser.region(given, "US")).isNull();
    }
  }
}
