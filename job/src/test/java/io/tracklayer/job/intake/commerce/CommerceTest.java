package io.tracklayer.job.intake.commerce;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.event.Item;
import io.tracklayer.job.intake.testing.RawEvents;
import java.math.BigDecimal;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommerceTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'value':1,'revenue':2,'total':3} | 1",
        "{'revenue':2,'total':3} | 2",
        "{'total':3} | 3",
        "{'value':'abc','revenue':'2.00'} | 2",
        "{'value':'1.234','revenue':null,'total':1234} | 1234",
        "{'value':0,'total':3} | 0",
        "{'value':[1],'revenue':{},'total':true} | ",
        "{'products':[{'price':10,'quantity':2},{'price':'5.50','quantity':'3'}]} | 36.5",
        "{'products':[{'price':0.1,'quantity':3}]} | 0.3",
        "{'products':[{'price':19.99}]} | 19.99",
        "{'products':[{'price':10},{'sku':'gift'}]} | ",
        "{'products':[]} | ",
        "{'total_price':'50.00','line_items':[{'product_id':1,'price':'100.00','quantity':1}]} | 50",
        "{'grand_total':40,'items':[{'sku':'S','price':45}]} | 40",
        "{'items':[{'sku':'S','qty_ordered':3,'price':10}]} | 30",
        "{'items':[{'sku':'S','units':'3','price':10}]} | 30",
        "{'items':[{'sku':'S','quantity':'3 Stk','price':10}]} | 30",
        "{'items':[{'sku':'S','quantity':'2 pcs.','price':10}]} | 20",
        "{'items':[{'sku':'S','quantity':'3.0000','price':10}]} | 30",
        "{'currency':'EUR','items':[{'sku':'S','quantity':'3.000','price':10}]} | ",
        "{'currency':'EUR','items':[{'sku':'S','quantity':'3,000','price':'10,00'}]} | ",
        "{'items':[{'sku':'S','quantity':'some','price':10}]} | ",
        "{'ecommerce':{'value':9.5,'currency':'EUR'}} | 9.5",
        "{'ecommerce':{'items':[{'item_id':'a','price':4,'quantity':2}]}} | 8",
        "{'value':3,'ecommerce':{'value':9.5}} | 3",
        "{'product_id':'p','price':'$12.50','quantity':2} | 25",
        "{'total_inc_tax':'85.00'} | 85",
        "{'transactionRevenue':'85.00'} | 85",
        "{'orderRevenue':85} | 85",
        "{'current_total_price':'85.00'} | 85",
        "{'revenue':'{\\\"amount\\\":\\\"85.00\\\",\\\"currency\\\":\\\"EUR\\\"}'} | 85",
        "{'total_price':'8500','currency_code':'EUR','currency_minor_unit':2} | 85",
        "{'total_price':'85.00','currency_code':'EUR','currency_minor_unit':2} | 85",
        "{'total_price':'8500','currency_code':'JPY','currency_minor_unit':0} | 8500",
        "{'order':{'order_amount':8500,'purchase_currency':'EUR'}} | 85",
        "{'purchase_currency':'EUR','order_lines':[{'reference':'r','name':'Lamp','quantity':2,'unit_price':4250}]} | 85",
        "{'product_items':[{'product_id':'p','item_text':'Lamp','quantity':2,'price':85,'base_price':42.5}]} | 85",
        "{'products':[{'product_id':'p','quantity':2,'price':42.5,'base_price':50}]} | 85",
        "{'lineItems':{'physicalItems':[{'productId':1,'quantity':2,'listPrice':50,'salePrice':40}],'digitalItems':[{'productId':2,'salePrice':5}]}} | 85",
        "{'products':[{'product_id':1,'price_inc_tax':'85.00'}]} | 85",
        "{'currency':'EUR','lineItems':[{'productId':'p','price':{'value':{'currencyCode':'EUR','centAmount':8500,'fractionDigits':2}}}]} | 85",
        "{'lineItems':[{'productId':'p','unitPricePaid':{'value':'85.00','currency':'EUR'}}],'currency':'EUR'} | 85",
        "{'price':12.5} | ",
        "{} | ",
      })
  void theValueIsTheFirstThatCanBeRead(String properties, BigDecimal value) {
    assertThat(of(properties).value()).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'order_id':'A-1'} | A-1",
        "{'orderId':'A-1'} | A-1",
        "{'orderID':'A-1'} | A-1",
        "{'order_id':1001} | 1001",
        "{'order_id':1001.0} | 1001",
        "{'order_id':1.001e+06} | 1001000",
        "{'order_id':12345678901234567890123} | 12345678901234567890123",
        "{'order_id':' A-1 '} | A-1",
        "{'order_id':'','orderId':'B'} | B",
        "{'order_id':'null'} | ",
        "{'order_id':'<no value>'} | ",
        "{'order_id':null} | ",
        "{'order_id':['A-1']} | ",
        "{'order_id':true} | ",
        "{'order_id':1e999999} | ",
        "{'checkout_id':'C-1'} | ",
        "{'transaction_id':'T-1'} | T-1",
        "{'transactionId':'T-1','order_id':'A-1'} | A-1",
        "{'ecommerce':{'transaction_id':'T-1'}} | T-1",
      })
  void theOrderIdIsText(String properties, String orderId) {
    assertThat(of(properties).orderId()).isEqualTo(orderId);
  }

  @Test
  void everyFieldOfAProductLineIsTaken() {
    Commerce commerce =
        of(
            """
                {'products':[
                  {'product_id':7,'sku':'s1','name':'Shirt','brand':'B','category':'C','variant':'red',
                   'price':'49,95','quantity':2,'coupon':'SUMMER','position':1},
                  {'id':'p2'}, {'name':'Bag'}, 'p3', null, {}, {'position':4}, [1]]}
                """);

    assertThat(commerce.items())
        .containsExactly(
            Item.builder()
                .id("7")
                .sku("s1")
                .name("Shirt")
                .brand("B")
                .category("C")
                .variant("red")
                .price(new BigDecimal("49.95"))
                .quantity(new BigDecimal("2"))
                .coupon("SUMMER")
                .position(1)
                .build(),
            Item.builder().id("p2").build(),
            Item.builder().name("Bag").build());
    assertThat(commerce.singleProduct()).isFalse();
  }

  @Test
  void aProductInThePropertiesThemselvesIsOneItem() {
    Commerce commerce =
        of("{'product_id':'p1','name':'Shirt','price':20,'coupon':'X','currency':'eur'}");

    assertThat(commerce.items())
        .containsExactly(
            Item.builder().id("p1").name("Shirt").price(new BigDecimal("20")).coupon("X").build());
    assertThat(commerce.singleProduct()).isTrue();
    assertThat(commerce.currency()).isEqualTo("EUR");
  }

  @Test
  void thePropertiesOfAPageAreNoProduct() {
    Commerce commerce = of("{'name':'Home','category':'Landing','id':'x','price':3}");

    assertThat(commerce.items()).isEmpty();
    assertThat(commerce.singleProduct()).isFalse();
  }

  @Test
  void listedProductsWinOverOneInTheProperties() {
    Commerce commerce = of("{'product_id':'p1','products':[{'product_id':'p2'}]}");

    assertThat(commerce.items()).extracting(Item::id).containsExactly("p2");
    assertThat(commerce.singleProduct()).isFalse();
  }

  @Test
  void theOtherAmountsOfAnOrderAreTaken() {
    Commerce commerce =
        of("{'tax':'1.90','shipping':4.9,'discount':'-2','coupon':'C','currencyCode':'chf'}");

    assertThat(commerce.tax()).isEqualTo("1.9");
    assertThat(commerce.shipping()).isEqualTo("4.9");
    // Magento writes what is taken off with a minus sign.
    assertThat(commerce.discount()).isEqualTo("2");
    assertThat(commerce.coupon()).isEqualTo("C");
    assertThat(commerce.currency()).isEqualTo("CHF");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'discount_code':'TEN'} | TEN",
        "{'promoCode':'TEN'} | TEN",
        "{'discount_codes':[{'code':'TEN','amount':'10.00'},{'code':'SHIP'}]} | TEN",
        "{'coupon_lines':[{'id':3,'code':'TEN'}]} | TEN",
        "{'coupons':['TEN']} | TEN",
        "{'coupon':'OWN','discount_codes':[{'code':'TEN'}]} | OWN",
        "{'order':{'discount_codes':[{'code':'TEN'}]}} | TEN",
        "{'discount_codes':[]} | ",
      })
  void theCouponIsTheFirstOfAnyList(String properties, String coupon) {
    assertThat(of(properties).coupon()).isEqualTo(coupon);
  }

  /** TikTok's pixel, but not the article that a page is about. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'content_id':'p','content_type':'product','content_name':'Lamp','price':8,'quantity':1} | 1",
        "{'contentId':'p','contentType':'product_group'} | 1",
        "{'content_id':'p','content_type':'article'} | 0",
        "{'content_id':'p'} | 0",
      })
  void aContentIsAProductIfItSaysSo(String properties, int items) {
    assertThat(of("view_content", properties, null).items()).hasSize(items);
  }

  private static Commerce of(String properties) {
    return of("purchase", properties, null);
  }

  private static Commerce of(String name, String properties, @Nullable String defaultCurrency) {
    return Commerce.of(name, RawEvents.json(properties), defaultCurrency);
  }

  @Nested
  class TheCurrency {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '"',
        nullValues = "-",
        value = {
          // named
          "{'value':9,'currency':'€'} | - | EUR",
          "{'value':9,'currency':'usd'} | EUR | USD",
          "{'value':9,'currency':'Euros'} | - | EUR",
          "{'value':9,'currency':'R$'} | - | BRL",
          "{'value':9,'currency':978} | - | EUR",
          "{'value':9,'currency':' SEK '} | - | SEK",
          "{'value':9,'currency':36} | - | AUD",
          "{'value':9,'currency':['EUR']} | - | EUR",
          "{'value':9,'currency':{'isoCode':'EUR'}} | - | EUR",
          "{'value':9,'currency':'EUR (€)'} | - | EUR",
          "{'value':9,'currency':'€ EUR'} | - | EUR",
          "{'value':9,'currency':'EUR - Euro'} | - | EUR",
          "{'value':9,'currency':'USD $'} | - | USD",
          "{'value':9,'currency':'EUR $'} | - | -",
          "{'value':9,'currency':'USD Coin'} | - | -",
          "{'value':9,'currency':'gold'} | - | -",
          "{'value':9,'currency':'kronor'} | - | SEK",
          "{'value':9,'currency':'British Pound'} | - | GBP",
          "{'value':9,'currency':'Swiss Francs'} | - | CHF",
          "{'value':9,'currency':'Mexican Peso'} | - | MXN",
          "{'value':9,'currency':'рубль'} | - | RUB",
          "{'value':9,'CurrencyIsoCode':'EUR'} | - | EUR",
          "{'value':9,'currencyIso':'EUR'} | - | EUR",
          "{'value':9,'cart_currency':'EUR'} | - | EUR",
          "{'totalPrice':{'currencyIso':'EUR','value':99.9}} | - | EUR",
          "{'value':9,'currency':'$','currency_code':'CAD'} | - | CAD",
          // by several countries
          "{'value':9,'currency':'$'} | - | -",
          "{'value':9,'currency':'$'} | CAD | CAD",
          "{'value':9,'currency':'$'} | EUR | -",
          "{'value':9,'currency':'kr'} | NOK | NOK",
          // around the value
          "{'revenue':'$1,500.00'} | USD | USD",
          "{'revenue':'$1,500.00'} | - | -",
          "{'revenue':'1.500,00 €'} | USD | EUR",
          "{'total':'US$5'} | EUR | USD",
          "{'value':'5 zł'} | - | PLN",
          // of the products
          "{'revenue':9,'products':[{'product_id':'p','currency':'SEK'}]} | - | SEK",
          "{'revenue':9,'products':[{'sku':'a'},{'sku':'b','currency':'SEK'}]} | - | SEK",
          "{'revenue':9,'items':[{'sku':'a','currency':'SEK'},{'sku':'b','currency':'SEK'}]} | EUR | SEK",
          "{'revenue':9,'products':[{'sku':'a','currency':'SEK'},{'sku':'b','currency':'NOK'}]} | - | -",
          "{'products':[{'sku':'a','price':'£5'}]} | GBP | GBP",
          // configured
          "{'revenue':9} | EUR | EUR",
          "{'revenue':9} | - | -",
          "{'revenue':9,'currency':''} | EUR | EUR",
          "{'revenue':9,'currency':'points'} | EUR | -",
          "{'products':[{'sku':'a','price':5}]} | EUR | EUR",
          "{'plan':'pro'} | EUR | -",
        })
    void isTheFirstThatTheEventOrTheEndpointNames(
        String properties, @Nullable String configured, @Nullable String currency) {
      assertThat(of("purchase", properties, configured).currency()).isEqualTo(currency);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '"',
        nullValues = "-",
        value = {
          "{'revenue':'1,000','currency':'USD'} | 1000",
          "{'revenue':'1,000'} | -",
          "{'revenue':'1,000','currency':'KWD'} | -",
          "{'revenue':'139.980','currency':'CLP'} | 139980",
          "{'revenue':'139,980','currency':'JPY'} | 139980",
          "{'revenue':'139.98','currency':'CLP'} | 139.98",
          "{'revenue':139.980,'currency':'CLP'} | 139.98",
          "{'revenue':'12.345','currency':'EUR'} | -",
          "{'revenue':'1.234,50','currency':'EUR'} | 1234.5",
          "{'revenue':'$5','currency':'CAD'} | 5",
          "{'revenue':'€5','currency':'CAD'} | -",
        })
    void settlesHowAmountsAreRead(String properties, @Nullable BigDecimal value) {
      assertThat(of(properties).value()).isEqualTo(value);
    }

    @Test
    void ofALineThatDiffersFromTheEventsTakesThePriceAway() {
      Commerce commerce =
          of("{'currency':'EUR','products':[{'sku':'a','price':5,'currency':'USD'}]}");

      assertThat(commerce.items().get(0).price()).isNull();
      assertThat(commerce.value()).isNull();
      assertThat(commerce.unreadable()).containsExactly("price");
    }
  }

  @Nested
  class Refunds {

    @ParameterizedTest
    @ValueSource(strings = {"refund", "order_cancelled"})
    void arePositiveWhateverSignTheSourceWrote(String name) {
      Commerce commerce =
          of(
              name,
              "{'value':-15,'tax':'-2','currency':'EUR','products':[{'sku':'a','price':-15,'quantity':-1}]}",
              null);

      assertThat(commerce.value()).isEqualTo("15");
      assertThat(commerce.tax()).isEqualTo("2");
      assertThat(commerce.items().get(0).price()).isEqualTo("15");
      assertThat(commerce.items().get(0).quantity()).isEqualTo("1");
    }

    @Test
    void mayCallWhatWasPaidBackAnAmount() {
      assertThat(of("refund", "{'amount':'-15.00','currency':'EUR'}", null).value())
          .isEqualTo("15");
      assertThat(of("refund", "{'amount':1500,'currency':'EUR'}", null).value()).isNull();
    }

    @Test
    void aPurchaseKeepsItsSign() {
      assertThat(of("{'value':-15}").value()).isEqualTo("-15");
    }
  }

  @Nested
  class ProductLists {

    private static final Item LAMP =
        Item.builder()
            .id("L-7")
            .name("Lamp")
            .brand("Lux")
            .category("Light")
            .price(new BigDecimal("20"))
            .quantity(new BigDecimal("2"))
            .build();

    private static final Item BAG =
        Item.builder()
            .id("B-1")
            .name("Bag")
            .brand("Bags")
            .category("Bag")
            .price(new BigDecimal("5"))
            .build();

    /** The two products in the words of each vendor. */
    static Stream<String[]> products() {
      return Stream.of(
          lines("product_id", "name", "brand", "category", "price", "quantity"),
          lines("productId", "name", "brand", "category", "price", "quantity"),
          lines("item_id", "item_name", "item_brand", "item_category", "price", "quantity"),
          lines("id", "title", "vendor", "category", "item_price", "quantity"),
          lines("content_id", "content_name", "brand", "content_category", "price", "quantity"),
          lines(
              "product_id",
              "product_name",
              "product_brand",
              "product_category",
              "product_price",
              "product_quantity"),
          lines("Product ID", "Product Name", "Brand", "Category", "Price", "Qty"));
    }

    private static String[] lines(
        String id, String name, String brand, String category, String price, String quantity) {
      return new String[] {
        "{'%s':'L-7','%s':'Lamp','%s':'Lux','%s':'Light','%s':20,'%s':2}"
            .formatted(id, name, brand, category, price, quantity),
        "{'%s':'B-1','%s':'Bag','%s':'Bags','%s':'Bag','%s':'5.00'}"
            .formatted(id, name, brand, category, price)
      };
    }

    /** Each list in each of its forms. */
    static Stream<String> everyForm() {
      return products()
          .flatMap(
              lines ->
                  Stream.of("products", "items", "contents", "line_items", "lineItems")
                      .flatMap(name -> forms(name, lines[0], lines[1])));
    }

    private static Stream<String> forms(String name, String lamp, String bag) {
      String array = "[" + lamp + "," + bag + "]";
      return Stream.of(
              array,
              "{'0':" + lamp + ",'1':" + bag + "}",
              "{'first':" + lamp + ",'second':" + bag + "}",
              text(array),
              "[" + text(lamp) + "," + text(bag) + "]",
              text("{'3':" + lamp + ",'7':" + bag + "}"))
          .map(list -> "{'order_id':'o','currency':'EUR','" + name + "':" + list + "}");
    }

    /** JSON in a JSON text, in the quotes of these tests. */
    private static String text(String json) {
      return "'" + json.replace("'", "\\'") + "'";
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void areTheSameInEveryForm(String properties) {
      Commerce commerce = of(properties);

      assertThat(commerce.items()).containsExactly(LAMP, BAG);
      assertThat(commerce.value()).isEqualTo("45");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '"',
        value = {
          "{'content_ids':'123, 456'} | 123 456",
          "{'content_ids':['123','456']} | 123 456",
          "{'content_ids':[123,456]} | 123 456",
          "{'content_ids':'[123,456]'} | 123 456",
          "{'content_ids':{'0':'123','1':'456'}} | 123 456",
          "{'content_ids':123} | 123",
          "{'contentIds':'123'} | 123",
          "{'product_ids':['p1']} | p1",
          "{'content_ids':['x'],'contents':[{'id':'y'}]} | y",
          "{'products':{'product_id':'p1'}} | p1",
          "{'products':{'p1':{'price':3},'p2':{'price':4}}} | p1 p2",
          "{'products':'none','items':[{'id':'y'}]} | y",
          "{'items':3,'contents':[{'id':'y'}]} | y",
        })
    void mayBeIdsAlone(String properties, String ids) {
      assertThat(of(properties).items()).extracting(Item::id).containsExactly(ids.split(" "));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{'products':'[broken'}",
          "{'products':'none'}",
          "{'content_ids':''}",
          "{'content_ids':null}",
          "{'content_ids':[]}",
          "{'content_ids':[{}]}",
          "{'products':{}}",
          "{'products':[[]]}",
        })
    void areEmptyWhereNothingCanBeRead(String properties) {
      assertThat(of(properties).items()).isEmpty();
    }
  }

  @Test
  void whatIsThereAndCannotBeReadIsNamed() {
    Commerce commerce =
        of(
            "{'value':'1.234','revenue':12,'tax':'unknown','currency':'points','shipping':null,"
                + "'discount':'','products':[{'sku':'a','price':'a lot'}]}");

    assertThat(commerce.unreadable())
        .containsExactlyInAnyOrder("value", "tax", "currency", "price");
  }
}
