package io.tracklayer.destinations.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.config.PageParameter;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageAddressTest {

  private static final PageAddress PAGES = new PageAddress(Map.of());

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
    assertThat(PAGES.withoutPersonalData(url)).isEqualTo(free);
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
    assertThat(PAGES.withoutPersonalData(page + "?" + query)).isEqualTo(page);
    assertThat(PAGES.withoutPersonalData(page + "#" + query)).isEqualTo(page);
    assertThat(PAGES.withoutPersonalData(page + "?a=1#" + query)).isEqualTo(page);
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
    assertThat(PAGES.withoutPersonalData(page)).isEqualTo(page);
  }

  private static final PageAddress NAMED =
      new PageAddress(
          Map.of(
              "voucher_code",
              PageParameter.PRIVATE,
              "key",
              PageParameter.HARMLESS,
              "sort-token",
              PageParameter.HARMLESS,
              "Ref",
              PageParameter.PRIVATE,
              "ref",
              PageParameter.HARMLESS));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "voucher_code=X1",
        "a=1&VoucherCode=X1",
        "voucher%5Fcode=X1",
        "ref=X1",
        "key=jane%40shop.example",
        "key=1&order_key=wc_order_abc123",
        "sort-token=asc&access_token=abc",
      })
  void aParameterNamedPrivateTakesTheQueryAwayAndAHarmlessNameExcusesNothingElse(String query) {
    String page = "https://shop.example/p";
    assertThat(NAMED.withoutPersonalData(page + "?" + query)).isEqualTo(page);
    assertThat(NAMED.withoutPersonalData(page + "#" + query)).isEqualTo(page);
  }

  @ParameterizedTest
  @ValueSource(strings = {"key=size-chart", "q=lamp&sortToken=asc", "voucher=X1", "Key=2"})
  void aParameterNamedHarmlessStays(String query) {
    String page = "https://shop.example/p?" + query;
    assertThat(NAMED.withoutPersonalData(page)).isEqualTo(page);
  }
}
