package io.tracklayer.destinations.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageAddressTest {

  @ParameterizedTest
  @CsvSource({
    "https://shop.example/p?q=1#top, https://shop.example/p?q=1#top",
    "https://shop.example/p?email=a@b.de#top, https://shop.example/p",
    "https://shop.example/p?email=a%40b.de, https://shop.example/p",
    "https://shop.example/p#a@b.de, https://shop.example/p",
    "https://shop.example/p#?a@b.de, https://shop.example/p",
    "https://shop.example/a@b.de/x?q=1, https://shop.example/",
    "https://a:b@shop.example/, ",
    "a@b.de, ",
  })
  void anAddressLosesWhatHoldsAnEmailAddress(String url, String free) {
    assertThat(PageAddress.withoutPersonalData(url)).isEqualTo(free);
  }
}
