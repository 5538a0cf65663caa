package io.tracklayer.destinations.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalTextTest {

  private static final List<String> PERSONAL =
      List.of(
          "jane@shop.example",
          "+491701234567",
          "+49 170 1234567",
          "+49-170-1234567",
          "+49 (0)170 / 1234567",
          "+1 (415) 555-2671",
          "+1.415.555.2671",
          "(+49) 170 1234567",
          "+(49) 170 1234567",
          "00491701234567",
          "0049 170 1234567",
          "tel:+491701234567",
          "tel:01701234567",
          "whatsapp:491701234567",
          "https://wa.me/491701234567",
          "81.2.69.200",
          "81.2.69.200:443",
          "(81.2.69.200)",
          "http://81.2.69.200/x",
          "2a00:1450:4001:81b::200e",
          "[2a00:1450:4001:81b::200e]:443",
          "::ffff:81.2.69.200",
          "::1");

  /** What may stand around it. */
  private static final List<String> AROUND =
      List.of(
          "%s",
          " %s ", "call %s please", "x=%s", "phone: %s", "Tel %s", "\"%s\"", "<%s>", "%s, 10");

  private static final List<UnaryOperator<String>> ENCODINGS =
      List.of(
          UnaryOperator.identity(),
          PersonalTextTest::percent,
          text -> percent(percent(text)),
          text -> percent(percent(percent(text))),
          PersonalTextTest::fullWidth,
          text -> percent(fullWidth(text)),
          text -> entities("&#%d;", text),
          text -> entities("&#x%x;", text),
          text -> entities("&amp;#%d;", text),
          text -> entities("\\u%04x", text));

  private static String percent(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String fullWidth(String text) {
    StringBuilder wide = new StringBuilder();
    text.chars().forEach(c -> wide.append((char) (c > ' ' && c < 0x7F ? c + 0xFEE0 : c)));
    return wide.toString();
  }

  private static String entities(String form, String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars()
        .forEach(
            c -> {
              if (Character.isLetterOrDigit(c) || c == ' ') {
                escaped.append((char) c);
              } else {
                escaped.append(form.formatted(c));
              }
            });
    return escaped.toString();
  }

  @Test
  void whatIsPersonalIsFoundAnywhereAndInEveryEncoding() {
    for (String value : PERSONAL) {
      for (String around : AROUND) {
        for (UnaryOperator<String> encoding : ENCODINGS) {
          String text = encoding.apply(around.formatted(value));
          assertThat(PersonalText.isPersonal(text)).as(text).isTrue();
          assertThat(PersonalText.isSendable(text)).as(text).isFalse();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jane%40shop.example",
        "jane\uff20shop.example",
        "jane&commat;shop.example",
        "%2B491701234567",
        "q=call+%2B491701234567+now",
        "\uff0b49\u00a0170\u20111234567",
        "from 81.2.69.200 today",
        "81.2.69.200, 10.0.0.1",
        "ip 2a00:1450:4001:81b::200e",
        "ip:2a00:1450:4001:81b::200e",
        "tel491701234567 or +491701234567",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJqYW5lIn0.c2ln",
        "token=eyJlbWFpbCI6ImphbmVAc2hvcC5leGFtcGxlIn0",
        "wc_order_abc123",
        "Bearer 0123456789abcdef",
        "4111111111111111",
        "4111 1111 1111 1111",
        "5555-5555-5555-4444",
        "378282246310005",
      })
  void suchFormsTooAreNotFree(String value) {
    assertThat(PersonalText.isPersonal(value)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "pro",
        "+10 %",
        "+5 years",
        "C++",
        "a+b",
        "3+4=7",
        "2026-08-20",
        "2026-08-20T10:30:00+02:00",
        "2026-08-20T10:30:00.000+0200",
        "20.08.2026",
        "10:30",
        "10:30:45",
        "10:30:45.123",
        "16:9",
        "1:1:1",
        "1.2.3",
        "v1.2.3.4",
        "1.2.3.4.5",
        "1.2.3.400",
        "4.999.999,00",
        "1.299.99",
        "EUR 1,299.00",
        "100000123456",
        "4006381333931",
        "4111111111111112",
        "4571234567890",
        "0004006381333931",
        "0049",
        "0049-12",
        "004912",
        "00491",
        "0049170",
        "004900000634",
        "0012345",
        "SKU0049170123456",
        "#1001",
        "ORD-2026-00049-170",
        "DE-0815",
        "AB-1+2",
        "std::string",
        "Foo::Bar",
        "a:b:c",
        "::",
        "12:34:56:78",
        "urn:isbn:9783161484100",
        "gid://shopify/Product/632910392",
        "Black & White",
        "R&D; more",
        "50%",
        "50%25 off",
        "100% cotton",
        "\\u00e4",
        "Gr\u00f6\u00dfe 42",
        "\u65e5\u672c\u8a9e",
        "550e8400-e29b-41d4-a716-446655440000",
        "507f1f77bcf86cd799439011",
        "hotel:5 stars",
        "Hotel: 120 rooms",
        "eyJ",
        "wc_order",
        "Jersey",
        "summer_sale-2026",
      })
  void otherTextsAreFree(String value) {
    assertThat(PersonalText.isPersonal(value)).isFalse();
    assertThat(PersonalText.isPersonalCode(value)).isFalse();
    assertThat(PersonalText.isSendable(value)).isTrue();
  }

  @Test
  void theCodeOfAThingMayBeginWithZeros() {
    assertThat(PersonalText.isPersonal("0012345678905")).isTrue();
    assertThat(PersonalText.isPersonalCode("0012345678905")).isFalse();
    assertThat(PersonalText.isPersonalCode("00491701234567")).isFalse();
    assertThat(PersonalText.isPersonalCode("4111111111111111")).isFalse();
    assertThat(PersonalText.isPersonalCode("+491701234567")).isTrue();
    assertThat(PersonalText.isPersonalCode("jane@shop.example")).isTrue();
  }

  @Test
  void longTextsAreNotSent() {
    assertThat(PersonalText.isSendable("a".repeat(500))).isTrue();
    assertThat(PersonalText.isSendable("a".repeat(501))).isFalse();
  }
}
