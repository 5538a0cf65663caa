package io.tracklayer.job.intake.commerce;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.job.intake.testing.RawEvents;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BusinessKeysTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "purchase | {'order_id':'A','checkout_id':'C'} | A",
        "purchase | {'checkout_id':'C'} | checkout_id:C",
        "purchase | {'checkoutToken':'C'} | checkout_id:C",
        "purchase | {'order_id':'0','checkout_id':'C'} | checkout_id:C",
        "purchase | {'order_id':'N/A'} | ",
        "purchase | {'order_id':'222'} | 222",
        "purchase | {'refund_id':'R','lead_id':'L'} | ",
        "refund | {'order_id':'A','refund_id':'R'} | R",
        "refund | {'order_id':'A'} | ",
        "lead | {'lead_id':12,'order_id':'A'} | 12",
        "lead | {'order_id':'A'} | ",
        "sign_up | {'order_id':'A','lead_id':'L'} | ",
        "add_to_cart | {'order_id':'A'} | ",
      })
  void theBusinessKeyDependsOnTheName(String name, String properties, String key) {
    assertThat(key(name, properties)).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "order_id",
        "orderId",
        "orderID",
        "order_ID",
        "OrderId",
        "ORDER_ID",
        "orderid",
        "Order ID",
        "order-id"
      })
  void theOrderIdMayHaveAnySpellingOfItsName(String name) {
    assertThat(key("purchase", "{'" + name + "':'o-55'}")).isEqualTo("o-55");
  }

  /** Other numbers of an order, and other things that have orders. */
  @ParameterizedTest
  @ValueSource(strings = {"order", "id", "order_ids", "reorder_id", "border_id", "order_id_2"})
  void anotherFieldIsNotTheOrderId(String name) {
    assertThat(key("purchase", "{'" + name + "':'o-55'}")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'order_number':1001} | 1001",
        "{'orderNumber':'#1001'} | 1001",
        "{'Order Number':'1001'} | 1001",
        "{'order_no':'1001'} | 1001",
        "{'orderRef':'1001'} | 1001",
        "{'order_id':'555','order_number':'1001'} | 555",
        "{'order_number':'1001','transaction_id':'T'} | T",
        "{'order_number':'1001','order':{'id':'555'}} | 555",
        "{'order_id':'undefined','order_number':'1001'} | 1001",
        "{'order':{'id':'555','order_number':'1001'}} | 555",
        "{'order':{'order_number':'1001'}} | 1001",
      })
  void theOrdersNumberCountsWhereNothingElseNamesTheOrder(String properties, String key) {
    assertThat(key("purchase", properties)).isEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'checkout':{'id':'C'}} | checkout_id:C",
        "{'checkout':{'token':'K','id':'C'}} | checkout_id:K",
        "{'order':{'checkout_token':'K','checkout_id':7}} | checkout_id:K",
        "{'checkout_id':'C','checkout':{'id':'D'}} | checkout_id:C",
        "{'checkout':{'id':'C','order':{'id':'A'}}} | A",
      })
  void theCheckoutMayBeAnObject(String properties, String key) {
    assertThat(key("purchase", properties)).isEqualTo(key);
  }

  @Test
  void aPlaceholderUnderOneSpellingLeavesTheIdUnderAnother() {
    assertThat(key("purchase", "{'order_id':'undefined','orderId':'o-55'}")).isEqualTo("o-55");
    assertThat(key("purchase", "{'orderId':'[object Object]','OrderID':'o-55'}")).isEqualTo("o-55");
  }

  @Test
  void anOrderIsCancelledOnceAndUpdatedAsOftenAsItsSourceSays() {
    assertThat(key("order_cancelled", "{'order_id':'#5511'}")).isEqualTo("5511");
    assertThat(key("order_cancelled", "{'checkout_id':'tok-1'}")).isNull();
    assertThat(businessKey("order_updated", "{'order_id':'5511','checkout_id':'tok-1'}")).isNull();
  }

  @Test
  void aSubscriptionIsKnownByItsOwnId() {
    assertThat(key("subscribe", "{'subscription_id':'S-7','order_id':'5511'}")).isEqualTo("S-7");
    assertThat(key("subscribe", "{'subscriptionId':'S-7'}")).isEqualTo("S-7");
    assertThat(key("subscribe", "{'order_id':'5511'}")).isNull();
  }

  @Test
  void theSnakeCaseSpellingWins() {
    assertThat(key("purchase", "{'orderId':'B','order_id':'A'}")).isEqualTo("A");
  }

  @Test
  void aCheckoutTokenIsFoundWhereRudderStackPutsTheOneOfShopifysWebhooks() {
    RawEvent raw = RawEvents.event("{'context':{'checkout_token':'tok-1'},'properties':{}}");

    assertThat(BusinessKeys.of("purchase", Commerce.of("purchase", raw.properties(), null), raw))
        .isEqualTo(BusinessKey.ofCheckout("tok-1"));
  }

  @Test
  void anOrderKeepsTheCheckoutThatItCameOf() {
    assertThat(businessKey("purchase", "{'order_id':'#5511','checkout_id':'tok-1'}"))
        .isEqualTo(new BusinessKey("5511", "tok-1"));
    assertThat(businessKey("purchase", "{'order_id':'5511','checkout_id':'null'}"))
        .isEqualTo(new BusinessKey("5511", null));
    assertThat(businessKey("lead", "{'lead_id':'L','checkout_id':'tok-1'}"))
        .isEqualTo(new BusinessKey("L", null));
  }

  /** RudderStack's Shopify source sends a number of the checkout beside its token. */
  @Test
  void aTokenCountsBeforeAnIdOfTheCheckout() {
    assertThat(businessKey("purchase", "{'checkout_id':98,'checkout_token':'tok-1'}"))
        .isEqualTo(BusinessKey.ofCheckout("tok-1"));
  }

  @Test
  void whatIsWrittenAsTextIsReadAgain() {
    for (BusinessKey key :
        List.of(
            new BusinessKey("5511", null),
            new BusinessKey("5511", "tok-1"),
            BusinessKey.ofCheckout("tok-1"))) {
      assertThat(BusinessKey.parse(key.text())).isEqualTo(key);
    }
    assertThat(key("purchase", "{'order_id':'55\\n11'}")).isEqualTo("5511");
  }

  private static @Nullable String key(String name, String properties) {
    BusinessKey key = businessKey(name, properties);
    return key == null ? null : key.id();
  }

  private static @Nullable BusinessKey businessKey(String name, String properties) {
    RawEvent raw = RawEvents.withProperties(properties);
    return BusinessKeys.of(name, Commerce.of(name, raw.properties(), null), raw);
  }
}
