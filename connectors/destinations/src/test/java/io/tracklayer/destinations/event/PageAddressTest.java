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
        "q=call+%2B491701234567+now",
        "x=81.2.69.200:443",
        "x=00491701234567",
        "x=jane%2540example.com",
        "x=jane%EF%BC%A0example.com",
        "x=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJqYW5lIn0.c2ln",
        "_ke=eyJrbF9lbWFpbCI6ICJqYW5lQGV4YW1wbGUuY29tIn0",
        "data={\"access_token\":\"S\"}",
        "data=%7B%22a%22%3A1%2C%22email%22%3A%22jane%22%7D",
        "redirect=%2Freset%3Faccess_token%3DS",
        "return=https%3A%2F%2Fshop.example%2Fp%3Fkey%3Dwc_order_S",
        "next=%2Faccount%2Freset%2F1%2FS",
        "a=1%26access_token=S",
        "a=b%3Daccess_token%253DS%26access_token%3DS",
        "card=4111111111111111",
        "n=4111+1111+1111+1111",
        "/reset/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJqYW5lIn0.c2ln",
        "/account/activate/1/S",
        "authorization=S",
        "code=S",
        "ticket=S",
        "SAMLResponse=S",
        "hmac=S",
        "nonce=S",
        "reset_key=S",
        "downloadKey=S",
        "cart-key=S",
        "username=S",
        "user=S",
        "login=S",
        "uid=S",
        "customer_id=S",
        "em=S",
        "vorname=S",
        "nachname=S",
        "nombre=S",
        "ssn=S",
        "authkey=S",
        "invite=S",
        "u=amFuZUBleGFtcGxlLm5ldA==",
        "u=amFuZUBleGFtcGxlLm5ldA",
        "u=amFuZUBleGFtcGxlLm5ldA%3D%3D",
        "iban=S",
        "lat=1&lng=2",
        "mkt_tok=S",
        "_hsenc=S",
        "ajs_trait_name=S",
        "ajs_uid=S",
        "mc_eid=S",
        "_kx=S",
        "pass=S",
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
        "order=1234567890123456",
        "next=%2Fcart%3Fpage%3D2",
        "return=https%3A%2F%2Fshop.example%2Fp%3Fcolor%3Dred",
        "filter={\"color\":\"red\",\"size\":\"m\"}",
        "q=call+me+2026",
        "v=1.2.3",
        "t=10:30:45",
        "price=1.299,00",
        "u=bGFtcCBhbmQgbW9yZQ",
        "v=Cj0KCQjw0tKiBhC6ARIsAAOXutnV",
        "utm_id=120210000000000001&campaign_id=23842",
        "/shop/lamps",
        "keyword=lamp&author=x&sort=desc&lang=de&country=DE&currency=EUR",
      })
  void otherParametersStay(String query) {
    String page = "https://shop.example/thanks?" + query;
    assertThat(PAGES.withoutPersonalData(page)).isEqualTo(page);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "u/jane%2540example.com",
        "u/jane%EF%BC%A0example.com",
        "u/+491701234567",
        "u/81.2.69.200/x",
        "reset/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJqYW5lIn0.c2ln",
        "x/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJqYW5lIn0.c2ln",
        "p%3Faccess_token%3DS",
        "p%253Femail%253DS",
        "checkout/order-received/123/key/wc_order_S",
        "account/reset/1/S",
        "account/activate/1/S",
        "password-reset/S?a=1",
      })
  void aPathThatTellsOfAPersonOrLetsSomebodyInGoesToo(String path) {
    assertThat(PAGES.withoutPersonalData("https://shop.example/" + path + "?page=2"))
        .isEqualTo("https://shop.example/");
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example/p;jsessionid=S, https://shop.example/p",
    "https://shop.example/p;jsessionid=S?a=1#top, https://shop.example/p",
    "https://shop.example/p;color=red?a=1, https://shop.example/p;color=red?a=1",
    "http://203.0.113.7:8080/p?q=1, http://203.0.113.7:8080/p?q=1",
    "http://203.0.113.7:8080/p?email=x, http://203.0.113.7:8080/p",
    "https://shop.example/p/0012345678905, https://shop.example/p/0012345678905",
    "https://shop.example/2026/08/20/lamp-1.2.3, https://shop.example/2026/08/20/lamp-1.2.3",
    "https://shop.example/reset, https://shop.example/reset",
    "https://shop.example/c/keys/red, https://shop.example/c/keys/red",
    "/p?email=x, /p",
    "/u/a@b.de, /",
    "myapp://open/lamp?token=S, myapp://open/lamp",
    "jane%2540shop.example, ",
  })
  void whatOfItIsHarmlessStays(String url, String free) {
    assertThat(PAGES.withoutPersonalData(url)).isEqualTo(free);
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
