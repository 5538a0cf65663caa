package io.tracklayer.job.intake.commerce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComparableIdTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10017",
        " 10017 ",
        "\u00a010017\u200b",
        "\ufeff10017",
        "#10017",
        "# 10017",
        "##10017",
        "'10017'",
        "\"10017\"",
        "\"#10017\"",
        "10017.0",
        "10017.00",
        "#10017.0",
        "gid://shopify/Order/10017",
        "gid://shopify/OrderIdentity/10017",
        "gid://shopify/Order/10017?key=ab12",
        " gid://shopify/Order/10017 ",
      })
  void spellingsOfOneOrderAreOne(String id) {
    assertThat(ComparableId.of(id)).isEqualTo("10017");
  }

  /**
   * Magento pads its numbers to nine digits behind the store's prefix; Shopify and WooCommerce let
   * merchants choose prefix and suffix; split shipments, sub-orders and reorders add a part.
   */
  @ParameterizedTest
  @CsvSource({
    "10017, 1-0017",
    "10017, 010017",
    "000000017, 17",
    "000000017, 00000017",
    "1000000017, 2000000017",
    "10017, 10017-1",
    "10017-1, 10017-2",
    "10017.1, 10017.2",
    "10017.1, 10017",
    "10017.10, 10017.1",
    "1.0, 10",
    "A-17, a-17",
    "#A-17, #B-17",
    "#1001-EU, #1001-US",
    "EN1001, 1001",
    "EN#1001, 1001",
    "1001#2, 1001",
    "A 17, A17",
    "A_17, A-17",
    "A/17, 17",
    "gid://shopify/Order/10017, gid://shopify/Order/10018",
    "gid://shopify/DraftOrder/10017, 10017",
    "gid://shopify/Product/10017, 10017",
    "gid://other/Order/10017, 10017",
    "https://shop.example.net/orders/10017, 10017",
    "1e4, 10000",
    "'10,017', 10017",
  })
  void differentOrdersStayDifferent(String one, String other) {
    assertThat(ComparableId.of(one)).isNotNull().isNotEqualTo(ComparableId.of(other));
  }

  @ParameterizedTest
  @ValueSource(strings = {"#", "##", "# ", "#0", "#undefined", "''", "'null'", "\u200b"})
  void whereNothingOfAnIdIsLeftThereIsNone(String id) {
    assertThat(ComparableId.of(id)).isNull();
  }

  @Test
  void theComparableFormIsItsOwn() {
    Random random = new Random(17);
    for (int i = 0; i < 20_000; i++) {
      String once = ComparableId.of(spelling(random).apply(spelling(random).apply(id(random))));
      assertThat(ComparableId.of(once)).isEqualTo(once);
    }
  }

  /** No spelling of one id is a spelling of another. */
  @Test
  void generatedOrdersNeverMeet() {
    Random random = new Random(10017);
    Map<String, String> orders = new HashMap<>();
    for (int i = 0; i < 50_000; i++) {
      String id = id(random);
      String written = spelling(random).apply(id);
      String before = orders.putIfAbsent(ComparableId.of(written), id);
      assertThat(before == null ? id : before).as(written).isEqualTo(id);
    }
  }

  /** As shops number their orders: padded, prefixed, with a part, or at random. */
  private static String id(Random random) {
    int number = 1 + random.nextInt(3_000);
    return switch (random.nextInt(7)) {
      case 0 -> Integer.toString(number);
      case 1 -> "%09d".formatted(number);
      case 2 -> "EN-" + number;
      case 3 -> number + "-" + (1 + random.nextInt(3));
      case 4 -> number + "." + (1 + random.nextInt(3));
      case 5 -> Long.toString(number * 1_000_003L, 36);
      default -> Long.toString(number * 1_000_003L, 36).toUpperCase(Locale.ROOT) + "x";
    };
  }

  private static UnaryOperator<String> spelling(Random random) {
    List<UnaryOperator<String>> spellings =
        List.of(
            id -> id,
            id -> "#" + id,
            id -> " " + id + "\u00a0",
            id -> '"' + id + '"',
            id -> id.matches("[0-9]+") ? id + ".0" : id,
            id -> id.matches("[0-9]+") ? "gid://shopify/Order/" + id : id);
    return spellings.get(random.nextInt(spellings.size()));
  }
}
