package io.tracklayer.job.intake.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tracklayer.contract.event.Currencies;
import io.tracklayer.contract.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "12            | 12",
        "' 12 '        | 12",
        "12.5          | 12.5",
        "12.50         | 12.5",
        "$12.50        | 12.5",
        "12.50 €       | 12.5",
        "€ 12,50       | 12.5",
        "US$12.50      | 12.5",
        "R$ 12,50      | 12.5",
        "USD 12.50     | 12.5",
        "12.50usd      | 12.5",
        "Rs.500        | 500",
        "Rs. 1,500.50  | 1500.5",
        "500 kr.       | 500",
        "1.234,56 zł   | 1234.56",
        "1 234,50 Kč   | 1234.5",
        "S/ 12.50      | 12.5",
        "500,-         | 500",
        "500.--        | 500",
        "500:-         | 500",
        "500,– €       | 500",
        "R100          | 100",
        "-12.50        | -12.5",
        "-$12.50       | -12.5",
        "$-12.50       | -12.5",
        "\u221212,50   | -12.5",
        "+5            | 5",
        "1,234.50      | 1234.5",
        "1.234,50      | 1234.5",
        "1,234,567     | 1234567",
        "1.234.567     | 1234567",
        "1,234,567.891 | 1234567.891",
        "1.234.567,8   | 1234567.8",
        "12,34,567.00  | 1234567",
        "1 234,50      | 1234.5",
        "1 234         | 1234",
        "1\u00A0234,50 | 1234.5",
        "1\u202F234,50 | 1234.5",
        "1'234.50      | 1234.5",
        "1\u2019234.50 | 1234.5",
        "1 234.500     | 1234.5",
        "1234.567      | 1234.567",
        "0.125         | 0.125",
        "0,125         | 0.125",
        "12,5          | 12.5",
        "0,99          | 0.99",
        ".5            | 0.5",
        "5.            | 5",
        "0             | 0",
        "0.00          | 0",
        "-0            | 0",
        "1.5e+06       | 1500000",
        "1E3           | 1000",
        "2.5e-2        | 0.025",
        "007           | 7",
        "$1,500.00 USD | 1500",
        "USD $1,500.00 | 1500",
        "GBP£99.90     | 99.9",
        "1500.00 $ CAD | 1500",
        "1.500,- Kč    | 1500",
        "1,500.--      | 1500",
        "1.500.-       | 1500",
        "٩٩٫٩٠         | 99.9",
        "١٬٥٠٠٫٠٠      | 1500",
        "۹۹.۹۰         | 99.9",
        "९९.९०         | 99.9",
        "￥１，５００．００  | 1500",
        "\u200f99.90\u00a0₪ | 99.9",
        "₪\u200e99.90   | 99.9",
        "\u200f1٬500٫00\u00a0ر.س.\u200f | 1500",
        "\u200f٩٩٫٩٠\u00a0ج.م.\u200f | 99.9",
        "99.90 د.إ     | 99.9",
        "B/. 99.90     | 99.9",
        "Gs. 1.500.000 | 1500000",
        "5 000,00 сум  | 5000",
        "12345678901234567890 | 12345678901234567890",
        "1234567890.1234567890 | 1234567890.123456789",
      },
      quoteCharacter = '"')
  void readsText(String text, String expected) {
    assertThat(Amounts.ofText(text.replace("' 12 '", " 12 "), null)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.234",
        "1,234",
        "12.345",
        "$999,000",
        "",
        " ",
        "abc",
        "$",
        "-",
        ".",
        ",",
        "1,23,45",
        "1.23.456",
        "12,345,67.00",
        "1234,567.00",
        ",123.00",
        "1,234.5.6",
        "1.2,3.4",
        "1 2",
        "1 23 456.5 6",
        "1'2'3",
        "--5",
        "5-",
        "-$-5",
        "(5)",
        "5%",
        "12 apples",
        "USD 5 EUR",
        "$5€",
        "XXX 5",
        "USD.500",
        "1e999999",
        "1e999",
        "1e",
        "e5",
        "1e5.5",
        "1,5e3",
        "0x10",
        "NaN",
        "Infinity",
        "1٬5",
        "99¢",
        "99 ￠",
        "$5 EUR",
        "5 USD USD 5",
        "123456789012345678901",
        "0.123456789012345678901",
        "11111111111111111111111111111111111111111111111111111111111111111111111111111111",
      })
  void whatIsAmbiguousOrNoAmountIsAbsent(String text) {
    assertThat(Amounts.ofText(text, null)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "12.50, 12.5",
    "100, 100",
    "100.00, 100",
    "1e2, 100",
    "0.1, 0.1",
    "-3.20, -3.2",
    "0, 0",
    "0e99, 0",
    "99999999999999999999, 99999999999999999999",
    "0.30000000000000004, 0.30000000000000004",
  })
  void aJsonNumberIsTakenExactlyAndWrittenPlain(String number, String expected) throws Exception {
    assertThat(Amounts.of(parsed(number)).toString()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e999999",
        "1e-999999",
        "-1e2147483647",
        "123456789012345678901",
        "0.000000000000000000001",
        "true",
        "null",
        "[1]",
        "{}"
      })
  void anAbsurdNumberOrAnotherTypeIsAbsent(String json) throws Exception {
    assertThat(Amounts.of(parsed(json))).isNull();
  }

  @Test
  void aBinaryNumberIsReadByItsDecimalNotation() {
    assertThat(Amounts.of(Json.object().put("v", 0.1).get("v"))).isEqualTo("0.1");
    assertThat(Amounts.of(Json.object().put("v", Double.NaN).get("v"))).isNull();
    assertThat(Amounts.of(Json.object().put("v", Double.POSITIVE_INFINITY).get("v"))).isNull();
  }

  @Test
  void readsTheSameInEveryLanguageOfTheMachine() {
    Locale before = Locale.getDefault();
    try {
      for (Locale locale : new Locale[] {Locale.GERMANY, Locale.forLanguageTag("tr-TR")}) {
        Locale.setDefault(locale);
        assertThat(Amounts.ofText("1,234.50 inr", null)).isEqualTo("1234.5");
        assertThat(Currencies.code("inr")).isEqualTo("INR");
        assertThat(Amounts.of(TextNode.valueOf("12.50"))).isEqualTo("12.5");
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @CsvSource({"eur, EUR", "USD, USD", "Jpy, JPY", "EURO,", "ZZZ,", "XXX,", "€,", "12,"})
  void aCurrencyIsAnIsoCodeOrAbsent(String text, String expected) {
    assertThat(Currencies.code(text)).isEqualTo(expected);
  }

  private static JsonNode parsed(String json) throws Exception {
    return Json.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
