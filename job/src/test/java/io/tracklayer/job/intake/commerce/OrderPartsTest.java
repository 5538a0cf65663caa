package io.tracklayer.job.intake.commerce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.Item;
import io.tracklayer.job.intake.testing.RawEvents;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderPartsTest {

  private static Commerce of(String name, String properties) {
    return Commerce.of(name, RawEvents.json(properties), null);
  }

  @Nested
  class Spellings {

    /** One purchase, with each of its names in the spelling of some language. */
    static Stream<String> everySpelling() {
      return Stream.of(
              "order_id", "orderId", "OrderId", "OrderID", "ORDER_ID", "Order ID", "order-id")
          .flatMap(
              id ->
                  Stream.of("revenue", "Revenue", "REVENUE")
                      .flatMap(
                          revenue ->
                              Stream.of("products", "Products", "PRODUCTS")
                                  .map(
                                      products ->
                                          "{'%s':'A-1','%s':'49.90','Currency':'eur','%s':[{'Product ID':'p','Price':'49.90'}],'Tax':1,'SHIPPING':2,'Discount':3,'Coupon':'C'}"
                                              .formatted(id, revenue, products))));
    }

    @ParameterizedTest
    @MethodSource("everySpelling")
    void ofOneNameAreRead(String properties) {
      Commerce commerce = of("purchase", properties);

      assertThat(commerce.orderId()).isEqualTo("A-1");
      assertThat(commerce.value()).isEqualTo("49.9");
      assertThat(commerce.currency()).isEqualTo("EUR");
      assertThat(commerce.items())
          .containsExactly(Item.builder().id("p").price(new BigDecimal("49.9")).build());
      assertThat(commerce.tax()).isEqualTo("1");
      assertThat(commerce.shipping()).isEqualTo("2");
      assertThat(commerce.discount()).isEqualTo("3");
      assertThat(commerce.coupon()).isEqualTo("C");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '"',
        nullValues = "-",
        value = {
          "{'Revenue':7,'revenue':5} | 5",
          "{'revenue':0,'Revenue':7} | 0",
          "{'revenue':'','Revenue':7} | 7",
          "{'revenue':null,'Revenue':7} | 7",
          "{'revenue':'undefined','Revenue':7} | 7",
          "{'revenue':'abc','Revenue':7} | -",
          "{'Revenue':7,'REVENUE':8} | 7",
          "{'products':[],'Products':[{'id':'p','price':4}]} | 4",
          "{'products':[{'id':'q','price':3}],'Products':[{'id':'p','price':4}]} | 3",
        })
    void giveWayToTheUsualOneIfThatSaysAnything(String properties, @Nullable BigDecimal value) {
      assertThat(of("purchase", properties).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "total_price",
          "Total Price",
          "grandTotal",
          "Order Total",
          "orderValue",
          "order_amount",
          "TotalAmount",
          "total-value",
          "purchaseValue",
          "transactionTotal",
          "cart_total",
          "Cart Value",
          "checkoutTotal"
        })
    void ofTheTotalsOfShopsAreRead(String name) {
      assertThat(of("purchase", "{'" + name + "':'9.90','currency':'EUR'}").value())
          .isEqualTo("9.9");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "total_spent",
          "subtotal",
          "total_items",
          "lifetime_value",
          "amount",
          "revenues"
        })
    void ofOtherNumbersAreNot(String name) {
      assertThat(of("purchase", "{'" + name + "':'9.90','currency':'EUR'}").value()).isNull();
    }

    @Test
    void ofTheProductInThePropertiesAreRead() {
      Commerce commerce =
          of("view_content", "{'Product ID':'p','Name':'Lamp','Price':'9,90','Currency':'EUR'}");

      assertThat(commerce.items())
          .containsExactly(
              Item.builder().id("p").name("Lamp").price(new BigDecimal("9.9")).build());
      assertThat(commerce.singleProduct()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '"',
        value = {
          "{'item_id':'p','item_name':'Lamp','item_price':9}",
          "{'productId':'p','productName':'Lamp','productPrice':9}",
          "{'variant_id':'p','name':'Lamp','unit_price':9}",
        })
    void ofItsFieldsInOtherWordsToo(String properties) {
      assertThat(of("view_content", properties).items())
          .containsExactly(Item.builder().id("p").name("Lamp").price(new BigDecimal("9")).build());
    }
  }

  @Nested
  class Objects {

    static Stream<String> everyObject() {
      return Stream.of(
              "order",
              "Order",
              "orderDetails",
              "order_data",
              "order_info",
              "purchase",
              "transaction",
              "checkout",
              "cart",
              "basket",
              "ecommerce")
          .flatMap(
              name ->
                  Stream.of(
                          "{'%s':{'total':'20.00','currency':'EUR','items':[{'id':'p','price':10,'quantity':2}]}}",
                          "{'%s':{'Total':20,'Currency':'eur','Items':{'0':{'sku':'s','id':'p','price':'10','qty':2}}}}",
                          "{'%s':[{'grandTotal':20,'currencyCode':'EUR','lineItems':[{'product_id':'p','price':10,'quantity':2}]}]}",
                          "{'%s':{'value':{'amount':'20','currency_code':'EUR'},'lines':[{'product':{'id':'p','price':10},'quantity':2}]}}")
                      .map(properties -> properties.formatted(name)));
    }

    @ParameterizedTest
    @MethodSource("everyObject")
    void haveTheAmountsAndTheItemsOfTheirOrder(String properties) {
      Commerce commerce = of("purchase", properties);

      assertThat(commerce.value()).isEqualTo("20");
      assertThat(commerce.currency()).isEqualTo("EUR");
      assertThat(commerce.items()).extracting(Item::id).containsExactly("p");
      assertThat(commerce.items()).extracting(Item::quantity).containsExactly(new BigDecimal("2"));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '"',
        nullValues = "-",
        value = {
          "{'order':{'id':'A'}} | A",
          "{'order':{'ID':7}} | 7",
          "{'purchase':{'id':'A'}} | A",
          "{'order':{'order_id':'A','id':'row-1'}} | A",
          "{'order':{'orderId':'A'}} | A",
          "{'transaction':{'id':'T'}} | T",
          "{'transaction':{'id':'T'},'order':{'id':'A'}} | A",
          "{'order_id':'B','order':{'id':'A'}} | B",
          "{'transaction_id':'B','order':{'id':'A'}} | B",
          "{'order_id':'N/A','order':{'id':'A'}} | A",
          "{'checkout':{'id':'C','order':{'id':'A'}}} | A",
          "{'cart':{'id':'K'}} | -",
          "{'checkout':{'id':'C'}} | -",
          "{'ecommerce':{'id':'E'}} | -",
          "{'order':{'id':'A'},'order_number':'1001'} | A",
          "{'order':{'number':'1001'}} | 1001",
          "{'order':{'increment_id':'000012','entity_id':12}} | 000012",
          "{'order':[{'id':'A'},{'id':'B'}]} | -",
          "{'order':'A'} | -",
        })
    void haveTheOrdersId(String properties, @Nullable String id) {
      assertThat(of("purchase", properties).orderId()).isEqualTo(id);
    }

    /** The currency stays, for the product of such an event is in that of its cart. */
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '"',
        value = {
          "add_to_cart |"
              + " {'product_id':'p','price':5,'cart':{'total':300,'currency':'EUR','items':[{'id':'x'}]}}",
          "view_content | {'product_id':'p','price':5,'basket':{'value':300,'currency':'EUR'}}",
          "add_to_wishlist |"
              + " {'product':{'id':'p','price':5},'order':{'total':300,'currency':'EUR'}}",
          "add_to_cart | {'product_id':'p','price':5,'currency':'EUR','cart_total':300}",
        })
    void sayNothingOfAnEventAboutOneProduct(String name, String properties) {
      Commerce commerce = of(name, properties);

      assertThat(commerce.value()).isEqualTo("5");
      assertThat(commerce.currency()).isEqualTo("EUR");
      assertThat(commerce.items()).extracting(Item::id).containsExactly("p");
      assertThat(commerce.orderId()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '"',
        nullValues = "-",
        value = {
          "{'order':{'id':'A','total':100,'currency':'EUR','items':[{'id':'p','price':100}]}} | -",
          "{'refund':{'value':-20},'order':{'id':'A','total':100,'currency':'EUR'}} | 20",
          "{'order_id':'A','refund_amount':20,'total':100,'currency':'EUR'} | 20",
          "{'order_id':'A','refund':{'amount':{'value':'20.00','currency_code':'EUR'}}} | 20",
          "{'order_id':'A','refund':{'amount':2000,'currency':'EUR'}} | -",
          "{'order_id':'A','total':-20,'currency':'EUR'} | 20",
        })
    void areNotWhatARefundPaysBack(String properties, @Nullable BigDecimal value) {
      Commerce commerce = of("refund", properties);

      assertThat(commerce.value()).isEqualTo(value);
      assertThat(commerce.orderId()).isEqualTo("A");
      assertThat(commerce.currency()).isEqualTo("EUR");
      assertThat(commerce.items()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '"',
        nullValues = "-",
        value = {
          "{'value':3,'currency':'EUR','order':{'total':5,'currency':'EUR'}} | 3 | -",
          "{'value':0,'currency':'EUR','order':{'total':5}} | 0 | -",
          "{'value':'abc','currency':'EUR','order':{'total':5}} | - | value",
          "{'value':'','currency':'EUR','order':{'total':5}} | 5 | -",
          "{'revenue':5,'order':{'currency':'EUR'}} | 5 | -",
          "{'currency':'EUR','order':{'total':5,'currency':'USD'}} | - | total",
          "{'currency':'EUR','order':{'amount':5000}} | - | amount",
          "{'currency':'EUR','order':{'amount':'50.00'}} | 50 | -",
          "{'currency':'EUR','order':{'amount':50.5}} | 50.5 | -",
          "{'currency':'EUR','customer':{'total_spent':900}} | - | -",
        })
    void countWhereTheEventSaysNothingItself(
        String properties, @Nullable BigDecimal value, @Nullable String unreadable) {
      Commerce commerce = of("purchase", properties);

      assertThat(commerce.value()).isEqualTo(value);
      assertThat(commerce.currency()).isEqualTo("EUR");
      assertThat(commerce.unreadable())
          .isEqualTo(unreadable == null ? Set.of() : Set.of(unreadable));
    }

    @Test
    void leaveTheEventItsOwnProducts() {
      Commerce commerce =
          of("purchase", "{'products':[{'id':'p'}],'order':{'items':[{'id':'x'},{'id':'y'}]}}");

      assertThat(commerce.items()).extracting(Item::id).containsExactly("p");
    }

    @Test
    void inAnotherCurrencyThanTheEventHaveNoPrices() {
      Commerce commerce =
          of(
              "purchase",
              "{'currency':'EUR','order':{'currency':'USD','items':[{'id':'p','price':5}]}}");

      assertThat(commerce.items()).containsExactly(Item.builder().id("p").build());
      assertThat(commerce.unreadable()).containsExactly("price");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '"',
        value = {
          "purchase |"
              + " {'ecommerce':{'currencyCode':'EUR','purchase':{'actionField':{'id':'T','revenue':'9','tax':'1'},'products':[{'id':'p','price':'9'}]}}}",
          "purchase |"
              + " {'ecommerce':{'purchase':{'transaction_id':'T','value':'9','tax':1,'currency':'EUR','items':[{'item_id':'p'}]}}}",
          "purchase |"
              + " {'transactionId':'T','transactionTotal':9,'transactionTax':1,'currency':'EUR','transactionProducts':[{'sku':'s','id':'p'}]}",
        })
    void ofGooglesOlderDataLayersAreRead(String name, String properties) {
      Commerce commerce = of(name, properties);

      assertThat(commerce.orderId()).isEqualTo("T");
      assertThat(commerce.value()).isEqualTo("9");
      assertThat(commerce.tax()).isEqualTo("1");
      assertThat(commerce.currency()).isEqualTo("EUR");
      assertThat(commerce.items()).extracting(Item::id).containsExactly("p");
    }

    @ParameterizedTest
    @CsvSource({"view_content, detail", "add_to_cart, add", "begin_checkout, checkout"})
    void ofItsActionsAreReadForTheEventTheyAreOf(String name, String action) {
      String properties = "{'ecommerce':{'%s':{'products':[{'id':'p','price':'9'}]}}}";

      assertThat(of(name, properties.formatted(action)).items())
          .extracting(Item::id)
          .containsExactly("p");
      assertThat(of(name, properties.formatted("impressions")).items()).isEmpty();
    }

    @Test
    void ofPayPalAreReadByTheirUnits() {
      Commerce commerce =
          of(
              "purchase",
              """
              {'order':{'id':'5O','purchase_units':[{
                'amount':{'currency_code':'USD','value':'100.00','breakdown':{
                  'shipping':{'currency_code':'USD','value':'7.00'},'tax_total':{'currency_code':'USD','value':'3.00'}}},
                'items':[{'name':'Lamp','quantity':'2','sku':'s','unit_amount':{'currency_code':'USD','value':'45.00'}}]}]}}
              """);

      assertThat(commerce.orderId()).isEqualTo("5O");
      assertThat(commerce.value()).isEqualTo("100");
      assertThat(commerce.currency()).isEqualTo("USD");
      assertThat(commerce.shipping()).isEqualTo("7");
      assertThat(commerce.tax()).isEqualTo("3");
      assertThat(commerce.items()).extracting(Item::price).containsExactly(new BigDecimal("45"));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '"',
        nullValues = "-",
        value = {
          "{'value':'100.00','currency_code':'USD'} | {'value':'50.00','currency_code':'USD'} |"
              + " 150",
          "{'value':'100.00','currency_code':'USD'} | {'value':'50.00','currency_code':'EUR'} | -",
          "{'value':'100.00','currency_code':'USD'} | {'value':'x','currency_code':'USD'} | -",
        })
    void ofSeveralUnitsAreTheSumInOneCurrency(
        String one, String other, @Nullable BigDecimal value) {
      Commerce commerce =
          of("purchase", "{'purchase_units':[{'amount':" + one + "},{'amount':" + other + "}]}");

      assertThat(commerce.value()).isEqualTo(value);
      assertThat(commerce.unreadable().isEmpty()).isEqualTo(value != null);
    }

    @Test
    void costNothingWhereThereAreNone() {
      ObjectNode properties =
          RawEvents.json("{'order_id':'A','value':1,'products':[],'plan':'pro'}");

      assertThat(OrderParts.of("purchase", properties).get(0)).isSameAs(properties);
    }
  }

  @Nested
  class Money {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '"',
        nullValues = "-",
        value = {
          "{'amount':'9.90','currency_code':'EUR'} | 9.9 | EUR",
          "{'amount':9.9,'currencyCode':'EUR'} | 9.9 | EUR",
          "{'Amount':'9.90','CurrencyCode':'EUR'} | 9.9 | EUR",
          "{'value':9.9,'currency':'EUR'} | 9.9 | EUR",
          "{'value':'9,90','currency':'EUR'} | 9.9 | EUR",
          "{'amount':9,'currency':'JPY'} | 9 | JPY",
          "{'centAmount':990,'currencyCode':'EUR','fractionDigits':2} | 9.9 | EUR",
          "{'centAmount':990,'currencyCode':'JPY'} | 990 | JPY",
          "{'centAmount':990} | - | -",
          "{'centAmount':9.5,'currencyCode':'EUR'} | - | EUR",
          "{'amount':990,'divisor':100,'currency_code':'EUR'} | 9.9 | EUR",
          "{'amount':990,'divisor':7,'currency_code':'EUR'} | - | -",
          "{'amount':990,'precision':2,'currency':'EUR'} | - | -",
          "{'amount':'9.90','precision':2,'currency':'EUR'} | 9.9 | EUR",
          "{'amount':990,'minor_units':true,'currency':'EUR'} | - | -",
          "{'amount':990,'unit':'cents','currency':'EUR'} | - | -",
          "{'gross':9.9} | - | -",
          "{'amount':{'amount':9}} | - | -",
          "{'shop_money':{'amount':'9.90','currency_code':'EUR'}} | 9.9 | EUR",
          "{'shop_money':{'amount':'11','currency_code':'USD'},'presentment_money':{'amount':'9.90','currency_code':'EUR'}}"
              + " | 9.9 | EUR",
          "{'shopMoney':{'amount':'11','currencyCode':'USD'},'presentmentMoney':{'amount':'9.90','currencyCode':'EUR'}}"
              + " | 9.9 | EUR",
        })
    void inAnObjectHasItsCurrencyThere(
        String money, @Nullable BigDecimal value, @Nullable String currency) {
      for (String name : List.of("value", "revenue", "total", "totalPrice", "Order Total")) {
        Commerce commerce = of("purchase", "{'" + name + "':" + money + "}");

        assertThat(commerce.value()).isEqualTo(value);
        assertThat(commerce.currency()).isEqualTo(currency);
        assertThat(commerce.unreadable().isEmpty()).isEqualTo(value != null);
      }
    }

    private static final String SET =
        "{'shop_money':{'amount':'11.00','currency_code':'USD'},"
            + "'presentment_money':{'amount':'9.90','currency_code':'EUR'}}";

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '"',
        nullValues = "-",
        value = {
          "{'total_price_set':SET} | 9.9 | EUR",
          "{'total_price':'11.00','total_price_set':SET} | 9.9 | EUR",
          "{'total_price':'11.00','currency':'USD','total_price_set':SET} | 11 | USD",
          "{'total_price':'11.00','currency':'EUR','total_price_set':SET} | 9.9 | EUR",
          "{'total_price':'11.00','currency':'GBP','total_price_set':SET} | - | GBP",
        })
    void inTwoCurrenciesIsTheBuyersUnlessTheEventNamesTheOther(
        String properties, @Nullable BigDecimal value, String currency) {
      Commerce commerce = of("purchase", properties.replace("SET", SET));

      assertThat(commerce.currency()).isEqualTo(currency);
      assertThat(commerce.value()).isEqualTo(value);
    }

    @Test
    void inTheBuyersCurrencyIsNotMixedWithBareAmountsInTheShops() {
      Commerce commerce =
          of(
              "purchase",
              "{'total_price_set':SET,'total_tax':'1.00','line_items':[{'product_id':1,'price':'11.00','price_set':SET},{'product_id':2,'price':'2.00','quantity':3}]}"
                  .replace("SET", SET));

      assertThat(commerce.value()).isEqualTo("9.9");
      assertThat(commerce.tax()).isNull();
      assertThat(commerce.items())
          .containsExactly(
              Item.builder().id("1").price(new BigDecimal("9.9")).build(),
              Item.builder().id("2").quantity(new BigDecimal("3")).build());
      assertThat(commerce.unreadable()).containsExactlyInAnyOrder("total_tax", "price");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '"',
        nullValues = "-",
        value = {
          "{'total_cents':990,'currency':'EUR'} | 9.9",
          "{'revenueInCents':'990','currency':'EUR'} | 9.9",
          "{'amount_cents':990,'currency':'EUR'} | 9.9",
          "{'total_cents':990,'total':8,'currency':'EUR'} | 8",
          "{'total_cents':990,'currency':'JPY'} | -",
          "{'total_cents':'9.90','currency':'EUR'} | -",
          "{'total_cents':990} | -",
          "{'amount':990,'currency':'EUR'} | -",
          "{'amount':{'value':990,'currency':'EUR'}} | -",
          "{'amount':{'value':'9.90','currency_code':'EUR'}} | 9.9",
          "{'products':[{'sku':'s','price_cents':990}],'currency':'EUR'} | 9.9",
          "{'products':[{'sku':'s','unit_amount':990}],'currency':'EUR'} | -",
          "{'products':[{'sku':'s','price':{'unit_amount':990,'currency':'eur'}}],'currency':'EUR'}"
              + " | -",
        })
    void isInMinorUnitsOnlyWhereItsNameSaysSo(String properties, @Nullable BigDecimal value) {
      assertThat(of("purchase", properties).value()).isEqualTo(value);
    }

    @Test
    void thatIsAnAddressIsNotReported() {
      Commerce commerce =
          of("purchase", "{'value':5,'currency':'EUR','shipping':{'first_name':'Ann'}}");

      assertThat(commerce.shipping()).isNull();
      assertThat(commerce.unreadable()).isEmpty();
    }
  }

  @Nested
  class Products {

    static Stream<String> everyNesting() {
      return Stream.of("product", "item", "Product", "variant")
          .flatMap(
              holder ->
                  Stream.of(
                          "{'items':[{'%s':{'id':'p','price':5},'quantity':2}]}",
                          "{'items':{'data':[{'%s':{'id':'p','price':5},'quantity':2}]}}",
                          "{'lineItems':{'edges':[{'node':{'quantity':2,'%s':{'id':'p','price':{'amount':'5','currencyCode':'EUR'}}}}]}}",
                          "{'items':{'nodes':[{'quantity':2,'%s':{'id':'p','price':5}}]}}",
                          "{'items':[[{'%s':{'id':'p','price':5},'quantity':2}]]}",
                          "{'items':{'item':[{'%s':{'id':'p','price':5},'quantity':2}]}}",
                          "{'items':{'%s':{'id':'p','price':5},'quantity':2}}",
                          "{'order':{'items':[{'%s':{'id':'p','price':5},'quantity':2}]}}")
                      .map(properties -> properties.formatted(holder)));
    }

    @ParameterizedTest
    @MethodSource("everyNesting")
    void inLinesAreReadInEveryNesting(String properties) {
      assertThat(of("purchase", properties).items())
          .containsExactly(
              Item.builder()
                  .id("p")
                  .price(new BigDecimal("5"))
                  .quantity(new BigDecimal("2"))
                  .build());
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '"',
        value = {
          "{'id':'line','product':{'id':'p'}} | p",
          "{'id':'line','product_id':'p','product':{'id':'q'}} | p",
          "{'id':'line','product':{'product_id':'p','id':'row'}} | p",
          "{'id':'p','variant':{'id':'v'}} | p",
          "{'id':'p','variant_id':'v'} | p",
          "{'variant_id':'v'} | v",
          "{'variationId':'v'} | v",
          "{'variant':{'id':'v','product':{'id':'p'}}} | p",
          "{'merchandise':{'id':'v','product':{'id':'p'}}} | p",
        })
    void haveTheIdOfTheProductRatherThanOfTheLine(String line, String id) {
      assertThat(of("purchase", "{'products':[" + line + "]}").items())
          .extracting(Item::id)
          .containsExactly(id);
    }

    @Test
    void haveTheTitleOfTheVariantBesideTheirOwn() {
      Item item =
          of(
                  "purchase",
                  "{'items':[{'variant':{'id':'v','title':'Red','sku':'s','product':{'title':'Lamp','vendor':'Lux'}}}]}")
              .items()
              .get(0);

      assertThat(item)
          .isEqualTo(
              Item.builder().id("v").sku("s").name("Lamp").brand("Lux").variant("Red").build());
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '"',
        nullValues = "-",
        value = {
          "'Home' | Home | -",
          "{'id':3,'name':'Home'} | Home | -",
          "{'title':'Home'} | Home | -",
          "['Home','Lamps'] | Home | Lamps",
          "[{'name':'Home'},{'name':'Lamps'}] | Home | Lamps",
          "[] | - | -",
          "{} | - | -",
        })
    void haveCategoriesInEveryForm(
        String category, @Nullable String first, @Nullable String second) {
      for (String name : List.of("category", "categories", "item_category", "productCategory")) {
        Item item =
            of("purchase", "{'products':[{'id':'p','" + name + "':" + category + "}]}")
                .items()
                .get(0);

        assertThat(item.category()).isEqualTo(first);
        assertThat(item.category2()).isEqualTo(second);
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{'product':{}}",
          "{'product':{},'name':'x','category':'y'}",
          "{'product':'Lamp'}",
          "{'product':{'category':'x'}}",
          "{'product':{'meta':{'quantity':3},'tags':{'a':{'name':'x'}}}}",
          "{'products':[{'product':{},'quantity':2}]}",
          "{'products':{'p1':{}}}",
          "{'item':[]}",
          "{'cart':{'product':{}}}",
        })
    void thatSayNothingAreNone(String properties) {
      assertThat(of("add_to_cart", properties).items()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{'product':{'id':'p','price':5},'quantity':2}",
          "{'item':{'item_id':'p'},'price':5,'quantity':2}",
          "{'Product':{'ID':'p','Price':'5','Quantity':2},'name':'Added!','category':'buttons'}",
          "{'product':[{'id':'p','price':5,'quantity':2}]}",
          "{'products':{'id':'p','price':5,'quantity':2}}",
        })
    void aloneMayBeAnObject(String properties) {
      assertThat(of("add_to_cart", properties).items())
          .containsExactly(
              Item.builder()
                  .id("p")
                  .price(new BigDecimal("5"))
                  .quantity(new BigDecimal("2"))
                  .build());
    }
  }
}
