package io.tracklayer.destinations.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionalFieldsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"https://shop.example/p?q=a%20b#c", "http://localhost", " https://ä.example/ "})
  void anAddressOfTheWebIsAUrl(String url) {
    assertThat(OptionalFields.isUrl(url)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "shop.example/p",
        "android-app://shop",
        "https://",
        "http:///p",
        "https://a/b c"
      })
  void anythingElseIsNone(String url) {
    assertThat(OptionalFields.isUrl(url)).isFalse();
  }

  @Test
  void nothingIsNoUrl() {
    assertThat(OptionalFields.isUrl(null)).isFalse();
  }
}
