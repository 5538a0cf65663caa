package io.tracklayer.job.intake.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceIdsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \u00a0",
        "0",
        "000000",
        "-1",
        "-",
        "00000000-0000-0000-0000-000000000000",
        "null",
        "NULL",
        "\"undefined\"",
        "None",
        "NaN",
        "n/a",
        "(not set)",
        "unknown",
        "true",
        "test",
        "{}",
        "[]",
        "[object Object]",
        "[object Promise]",
        "order-[object Object]",
        "order-undefined",
        "undefined-1717171717",
        "ORD_null",
        "purchase_NaN",
        "order/None",
        "{{ order.id }}",
        "order-{{order.id}}",
        "${orderId}",
        "EN-${orderId}",
        "{% order_id %}",
        "<%= order.id %>",
        "order_id",
        "orderId",
        "{order_id}",
        "%ORDER_ID%",
        "[ORDER ID]",
        "__event_id__",
        "transaction-id",
        "id",
      })
  void whatStandsForAMissingIdIsNone(String text) {
    assertThat(SourceIds.of(TextNode.valueOf(text))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "111",
        "222-222",
        "10017",
        "000000001",
        "A",
        "o-1",
        "NULL-17",
        "nan-2041",
        "Nan's 17",
        "nonesuch-3",
        "ordinal",
        "order_id_5",
        "test-5",
        "{\"a\":1}",
        "wc_order_58d2d042d1d",
        "550e8400-e29b-41d4-a716-446655440000",
        "pi_3MtwBwLkdIwHu7ix28a3tqPa",
        "402-1234567-1234567",
        "Bestellung 17",
        "注文17",
      })
  void anyOtherTextIsAnId(String text) {
    assertThat(SourceIds.of(TextNode.valueOf(text))).isEqualTo(text);
  }
}
