package io.tracklayer.cli.preview;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.event.CanonicalEvent;
import io.tracklayer.contract.event.Item;
import io.tracklayer.contract.json.Json;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How users reported that they write amounts, currencies and products. */
class MoneyCasesTest {

  private static final String FILE = "money-cases.ndjson";

  private final FieldCases cases = new FieldCases(FILE, EveryType.SETTINGS);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "thousands-1 | none | 1000 | USD | ''",
        "thousands-2 | none | 139980 | CLP | ''",
        "symbol-in-amount | USD | 1500 | USD | ''",
        "symbol-as-currency | none | 9 | EUR | ''",
        "no-currency | EUR | 9 | EUR | ''",
        "currency-of-products | none | 9 | SEK | 1 of p at 9",
        "negative-refund | none | 15 | EUR | ''",
        "products-as-text | none | 9 | EUR | 1 of p1 at 9",
        "products-as-map | none | 9 | EUR | null of p1 at null, null of p2 at null",
        "ga4-items | none | 40 | EUR | 2 of L-7 at 20",
        "contents | none | 40 | EUR | 2 of L-7 at 20",
        "content-ids | none | 9 | EUR | null of 123 at null, null of 456 at null",
      })
  void anOrderIsReadAsItWasMeant(
      String id, String defaultCurrency, BigDecimal value, String currency, String items) {
    CanonicalEvent order =
        new FieldCases(FILE, withDefaultCurrency(defaultCurrency)).canonical(id).get(0);

    assertThat(order.value()).as(cases.right(id)).isEqualByComparingTo(value);
    assertThat(order.currency()).as(cases.right(id)).isEqualTo(currency);
    assertThat(order.items().stream().map(MoneyCasesTest::line).collect(joining(", ")))
        .as(cases.right(id))
        .isEqualTo(items);
  }

  @Test
  void noCaseIsForgotten() {
    assertThat(FieldCases.triedBy(MoneyCasesTest.class)).isEqualTo(cases.ids());
  }

  @Test
  void withoutADefaultAnOrderThatNamesNoCurrencyHasNone() {
    assertThat(cases.canonical("no-currency").get(0).currency()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-15", "\"-15\"", "\"-15.00 €\"", "\"−15,00\"", "15"})
  void everyDestinationIsToldTheAmountOfARefundWithoutASign(String value) throws Exception {
    ObjectNode refund = cases.events("negative-refund").get(0).deepCopy();
    refund.withObject("/properties").set("value", Json.parse(value.getBytes(UTF_8)));

    Map<String, String> sent = EveryType.sent(cases.canonical(refund).orElseThrow());

    assertThat(EveryType.with(":15", sent)).isEqualTo(sent.keySet()).isNotEmpty();
    assertThat(EveryType.with("-15", sent)).isEmpty();
  }

  private static TrackLayerConfig withDefaultCurrency(String currency) {
    return FieldCases.settings(
        """
        endpoints:
          - {url: "https://in.example.com/e", account: acct, environment: production, secret_ref: S, filters: {include: []}, default_currency: %s}
        identity: {key_ref: K}
        destinations:
          - {name: crm, type: webhook, account: acct, environment: production, consent: [], settings: {url: "https://crm.example.com/h", signing_secret_ref: T}}
        """
            .formatted(currency));
  }

  private static String line(Item item) {
    return item.quantity() + " of " + item.id() + " at " + item.price();
  }
}
