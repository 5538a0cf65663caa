package io.tracklayer.job.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.sections.ConditionOptions;
import io.tracklayer.contract.json.Json;
import io.tracklayer.job.intake.commerce.Commerce;
import io.tracklayer.job.intake.testing.RawEvents;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RemainingPropertiesTest {

  private final RemainingProperties left = new RemainingProperties(List.of("crm_id"));

  @Test
  void whatBecameAFieldOrTellsOfThePersonIsTakenOut() {
    assertThat(
            left(
                """
                {'order_id':'A','orderId':'A','Order ID':'A','eventID':'e','value':1,'revenue':1,'total':1,'currency':'EUR','products':[],
                 'tax':1,'shipping':1,'discount':1,'coupon':'C','event_id':'e','email':'a@b.c','phone':'1',
                 'billing':{'first_name':'A'},'shipping_address':{},'billing_city':'Bern','first_name':'A',
                 'fbclid':'F','_ga':'GA1.1.2','crm_id':'7','lead_id':'L','refund_id':'R',
                 'affiliation':'web','checkout_id':'C','nested':{'a':[1,{'b':null}]},'nothing':null,
                 'shipping_method':'dhl','name':'Spring sale'}
                """))
        .isEqualTo(
            RawEvents.json(
                """
                {'affiliation':'web','checkout_id':'C','nested':{'a':[1,{'b':null}]},
                 'shipping_method':'dhl','name':'Spring sale'}
                """));
  }

  @Test
  void noContactIsLeftHoweverItIsSpelled() {
    assertThat(
            left(
                """
                {'billingEmail':'a@b.co','customer_email':'a@b.co','Customer Phone':'1','telephone':'1',
                 'shippingEmail':'a@b.co','shipping_phone':'1','customerShippingCity':'Bern',
                 'billing_address_1':'Main Street 1','shippingAddress1':'1','billing_company':'Lee',
                 'customer_details':{'name':'Ann'},'user_data':{'em':'x'},'fname':'Ann','surname':'Lee',
                 'customerBillingPostcode':'3000','billing_name':'Ann Lee',
                 'mobile':true,'emails':3,'delivery':{'method':'dhl'},'city':'Bern','pid':'p'}
                """))
        .isEqualTo(
            RawEvents.json(
                """
                {'billing_company':'Lee','mobile':true,'emails':3,'delivery':{'method':'dhl'},
                 'city':'Bern','pid':'p'}
                """));
  }

  @Test
  void theFieldsOfASingleProductAreTakenOutOnlyWhereTheyBecameAnItem() {
    assertThat(
            left("{'product_id':'p','name':'Shirt','category':'C','price':1,'url':'u','size':'m'}"))
        .isEqualTo(RawEvents.json("{'size':'m'}"));
    assertThat(left("{'name':'Home','category':'C','url':'u'}"))
        .isEqualTo(RawEvents.json("{'name':'Home','category':'C','url':'u'}"));
  }

  @Test
  void noConditionAsksForWhatIsTaken() {
    String properties =
        "{'value':1,'revenue':1,'total':1,'total_price':1,'grandTotal':1,'order_total':1,"
            + "'currency':'EUR','currency_code':'EUR','products':[],'tax':1,'shipping':1,"
            + "'Revenue':1,'order_value':1,'order_amount':1,'total_amount':1,'total_value':1,"
            + "'purchaseValue':1,'transaction_total':1,'total_price_set':{'a':1},'value_cents':1,"
            + "'value_in_cents':1,'revenue_cents':1,'revenue_in_cents':1,'total_cents':1,"
            + "'total_in_cents':1,'total_price_cents':1,'total_amount_cents':1,'amount_cents':1,"
            + "'amount_in_cents':1,'refund_amount':1,'refund_total':1,'refund_value':1,"
            + "'refunded_amount':1,'order_currency':'EUR','order_currency_code':'EUR',"
            + "'purchase_units':[1],'total_tax':1,'total_tax_set':{'a':1},'tax_total':1,"
            + "'tax_amount':1,'transaction_tax':1,'total_shipping_price_set':{'a':1},"
            + "'shipping_total':1,'total_shipping':1,'shipping_amount':1,'shipping_cost':1,"
            + "'transaction_shipping':1,'total_discounts_set':{'a':1},'total_discounts':1,"
            + "'total_discount':1,'discount_total':1,'discount_amount':1,'coupon_code':'c',"
            + "'discount':1,'coupon':'c','order_id':'o','leadId':'l','refund_id':'r','event_id':'e',"
            + "'email':'a@b.de','billing_phone':'1','customer':{'tier':'gold'}}";

    assertThat(left(properties)).isEmpty();
    for (Map.Entry<String, JsonNode> property : RawEvents.json(properties).properties()) {
      assertThat(ConditionOptions.whyNeverMet("properties." + property.getKey()))
          .as(property.getKey())
          .isPresent();
    }
    assertThat(ConditionOptions.whyNeverMet("properties.store_id")).isEmpty();
  }

  @Test
  void theSessionsOfGooglesTagAreProperties() {
    ObjectNode properties = RawEvents.json("{'_ga_ABC':'own','a':1}");

    assertThat(
            left.of(
                properties,
                Commerce.of("purchase", properties, null),
                Map.of("_ga_ABC", "other", "ga_session_id", "1")))
        .isEqualTo(RawEvents.json("{'_ga_ABC':'own','ga_session_id':'1','a':1}"));
  }

  @Test
  void beyondAHundredKeysTheLargestGo() {
    ObjectNode properties = Json.object();
    for (int i = 0; i < 100; i++) {
      properties.put("key%03d".formatted(i), i % 10);
    }
    properties.put("large", "x".repeat(50));
    properties.put("larger", "x".repeat(60));

    ObjectNode result = left.of(properties, Commerce.of("purchase", properties, null), Map.of());

    assertThat(result.size()).isEqualTo(100);
    assertThat(result.has("large")).isFalse();
    assertThat(result.has("larger")).isFalse();
  }

  @Test
  void ofEquallyLargeOnesTheFirstByNameGoes() {
    ObjectNode properties = Json.object();
    for (int i = 100; i >= 0; i--) {
      properties.put("key%03d".formatted(i), 1);
    }

    ObjectNode result = left.of(properties, Commerce.of("purchase", properties, null), Map.of());

    assertThat(result.size()).isEqualTo(100);
    assertThat(result.has("key000")).isFalse();
  }

  @Test
  void beyond32KiBTheLargestGo() {
    ObjectNode properties = Json.object();
    properties.put("small", "x");
    properties.put("large", "ö".repeat(4 * 1024));
    properties.put("larger", "€".repeat(8 * 1024));
    properties.put("astral", "😀".repeat(1024));

    ObjectNode result = left.of(properties, Commerce.of("purchase", properties, null), Map.of());

    assertThat(result.has("larger")).isFalse();
    assertThat(result.has("small")).isTrue();
    assertThat(result.has("large")).isTrue();
    assertThat(result.has("astral")).isTrue();
    assertThat(Json.write(result).length).isLessThanOrEqualTo(RemainingProperties.MAX_BYTES);
  }

  @Test
  void aKeyFloodOfTheLargestEventIsBounded() {
    ObjectNode properties = Json.object();
    for (int i = 0; i < 20_000; i++) {
      properties.put("k" + i, i);
    }

    ObjectNode result = left.of(properties, Commerce.of("purchase", properties, null), Map.of());

    assertThat(result.size()).isEqualTo(100);
  }

  @Test
  void whatCouldNotBeWrittenIsMadeWritable() {
    ObjectNode properties =
        RawEvents.json(
            "{'n':1e999999,'list':[1,1e-999999],'small':1e-7,'half':'a\\ud83d','ok':'😀'}");
    properties.put("key\ud83d", 1);

    ObjectNode result = left.of(properties, Commerce.of("purchase", properties, null), Map.of());

    assertThat(new String(Json.write(result), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"n\":\"1E+999999\",\"list\":[1,\"1E-999999\"],\"small\":0.0000001,"
                + "\"half\":\"a\uFFFD\",\"ok\":\"\\uD83D\\uDE00\",\"key\uFFFD\":1}");
  }

  private ObjectNode left(String properties) {
    ObjectNode node = RawEvents.json(properties);
    ObjectNode before = node.deepCopy();
    ObjectNode result = left.of(node, Commerce.of("purchase", node, null), Map.of());
    assertThat(node).isEqualTo(before);
    return result;
  }
}
