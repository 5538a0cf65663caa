package io.tracklayer.contract.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'  Anna.Lee+Shop@Example.COM ' | anna.lee+shop@example.com",
        "a.n.n.a@gmail.com | a.n.n.a@gmail.com",
        "o'neil@sub.example.co.uk | o'neil@sub.example.co.uk",
        "info@Bücher.example | info@xn--bcher-kva.example",
        "info@xn--bcher-kva.example | info@xn--bcher-kva.example",
        "jörg@example.de | jörg@example.de",
        "'\u200bjane@example.net\ufeff' | jane@example.net",
        "'\u00a0jane@example.net\u3000' | jane@example.net",
        "'ja\u200bne@exam\u00adple.net' | jane@example.net",
        "'\u202ajane@example.net\u202c' | jane@example.net",
        "jane＠example.net | jane@example.net",
        "ｊａｎｅ＠ｅｘａｍｐｌｅ．ｎｅｔ | jane@example.net",
        "用户@例え.テスト | 用户@xn--r8jz45g.xn--zckzah"
      })
  void anAddressGetsItsOneForm(String sent, String expected) {
    assertThat(Emails.normalise(sent)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "anna",
        "anna@",
        "@example.com",
        "anna@example",
        "anna@@example.com",
        "anna@b@example.com",
        "anna lee@example.com",
        "anna@exa mple.com",
        "anna@.com",
        "anna@example..com",
        "anna@example.com.",
        "anna@-example.com",
        "anna@example.c",
        "anna@10.0.0.1",
        "Anna <anna@example.com>",
        "a@example.com,b@example.com",
        "anna@exa_mple.com",
        "an\u00a0na@example.com",
        "an\u0000na@example.com",
        "973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b"
      })
  void whatNoMailReachesIsNoAddress(String sent) {
    assertThat(Emails.normalise(sent)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "j***",
        "*****",
        "j*e",
        "j\u2022\u2022\u2022e",
        "\u25cf\u25cf\u25cf",
        "j\uff0a\uff0ae",
        "j...e",
        "j...",
        "j\u2026",
        "j\u2588\u2588e",
        "j####e",
        "j???e",
        "j?rg",
        "j\ufffdrg",
        "jxxxx",
        "XXXXXXX",
        "j\u00d7\u00d7e"
      })
  void aMaskedAddressIsNobodys(String local) {
    for (String domain : List.of("example.com", "gmail.com", "e***.com", "b\u00fccher.example")) {
      assertThat(Emails.normalise(local + "@" + domain)).isEmpty();
      assertThat(Emails.normalise(" " + local.toUpperCase(Locale.ROOT) + "@" + domain)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"j..e", "j__e", "j--e", "xxx.e", "max", "j+x", "o'neil", "j!e", "j=e", "{j}"})
  void anAddressWithUnusualSignsIsStillOne(String local) {
    assertThat(Emails.normalise(local + "@example.com")).contains(local + "@example.com");
  }

  @Test
  void anOverlongPartMakesItNone() {
    String longest = "a".repeat(64) + "@example.com";

    assertThat(Emails.normalise(longest)).contains(longest);
    assertThat(Emails.normalise("a" + longest)).isEmpty();
    assertThat(Emails.normalise("a@" + "b".repeat(64) + ".com")).isEmpty();
    assertThat(Emails.normalise("a@" + "b.".repeat(200) + "com")).isEmpty();
  }

  @Test
  void theMachinesLanguageDoesNotMatter() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr"));
    try {
      assertThat(Emails.normalise("IAN@EXAMPLE.INFO")).contains("ian@example.info");
    } finally {
      Locale.setDefault(before);
    }
  }
}
