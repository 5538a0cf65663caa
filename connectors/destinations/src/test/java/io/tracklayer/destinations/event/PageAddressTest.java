package io.tracklayer.destinations.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key=wc_order_abc123",
        "order_key=wc_order_abc123",
        "utm_source=news&first_name=Jane",
        "tel=%2B491701234567",
        "ref=%2B491701234567",
        "r=1;Billing-Phone=0170",
        "access_token=abc",
        "e%6Dail=jane",
        "session_id=abc",
        "password=abc",
        "ip=203.0.113.9&x=203.0.113.9",
        "a=%zz&token=%zz",
      })
  void aParameterThatTellsOfAPersonOrLetsSomebodyInTakesTheQueryAway(String query) {
    String page = "https://shop.example/thanks";
    assertThat(PageAddress.withoutPersonalData(page + "?" + query)).isEqualTo(page);
    assertThat(PageAddress.withoutPersonalData(page + "#" + query)).isEqualTo(page);
    assertThat(PageAddress.withoutPersonalData(page + "?a=1#" + query)).isEqualTo(page);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "utm_source=news&utm_medium=mail&utm_campaign=x",
        "q=lamp&page=2",
        "gclid=abc&fbclid=def",
        "key",
        "=x",
        "variant=4711;size=m",
        "discount=%zz",
      })
  void otherParametersStay(String query) {
    String page = "https://shop.example/thanks?" + query;
    assertThat(PageAddress.withoutPersonalData(page)).isEqualTo(page);
  }
}
