package io.tracklayer.job.intake.commerce;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.event.Item;
import io.tracklayer.job.intake.RawEvents;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        "{'product_id':'p','price':'$12.50','quantity':2} | 25",
        "{'price':12.5} | ",
        "{} | ",
      })
  void theValueIsTheFirstThatCanBeRead(String properties, BigDecimal value) {
    assertThat(Commerce.of(RawEvents.json(properties)).value()).isEqualTo(value);
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
      })
  void theOrderIdIsText(String properties, String orderId) {
    assertThat(Commerce.of(RawEvents.json(properties)).orderId()).isEqualTo(orderId);
  }

  @Test
  void everyFieldOfAProductLineIsTaken() {
    Commerce commerce =
        Commerce.of(
            RawEvents.json(
                """
                {'products':[
                  {'product_id':7,'sku':'s1','name':'Shirt','brand':'B','category':'C','variant':'red',
                   'price':'49,95','quantity':2,'coupon':'SUMMER','position':1},
                  {'id':'p2'}, {'name':'Bag'}, 'p3', null, {}, {'position':4}, [1]]}
                """));

    assertThat(commerce.items())
        .containsExactly(
            new Item(
                "7",
                "s1",
                "Shirt",
                "B",
                "C",
                "red",
                new BigDecimal("49.95"),
                new BigDecimal("2"),
                "SUMMER"),
            new Item("p2", null, null, null, null, null, null, null, null),
            new Item(null, null, "Bag", null, null, null, null, null, null));
    assertThat(commerce.singleProduct()).isFalse();
  }

  @Test
  void aProductInThePropertiesThemselvesIsOneItem() {
    Commerce commerce =
        Commerce.of(
            RawEvents.json(
                "{'product_id':'p1','name':'Shirt','price':20,'coupon':'X','currency':'eur'}"));

    assertThat(commerce.items())
        .containsExactly(
            new Item("p1", null, "Shirt", null, null, null, new BigDecimal("20"), null, "X"));
    assertThat(commerce.singleProduct()).isTrue();
    assertThat(commerce.currency()).isEqualTo("EUR");
  }

  @Test
  void thePropertiesOfAPageAreNoProduct() {
    Commerce commerce =
        Commerce.of(RawEvents.json("{'name':'Home','category':'Landing','id':'x','price':3}"));

    assertThat(commerce.items()).isEmpty();
    assertThat(commerce.singleProduct()).isFalse();
  }

  @Test
  void listedProductsWinOverOneInTheProperties() {
    Commerce commerce =
        Commerce.of(RawEvents.json("{'product_id':'p1','products':[{'product_id':'p2'}]}"));

    assertThat(commerce.items()).extracting(Item::id).containsExactly("p2");
    assertThat(commerce.singleProduct()).isFalse();
  }

  @Test
  void theOtherAmountsOfAnOrderAreTaken() {
    Commerce commerce =
        Commerce.of(
            RawEvents.json(
                "{'tax':'1.90','shipping':4.9,'discount':'-2','coupon':'C','currencyCode':'chf'}"));

    assertThat(commerce.tax()).isEqualTo("1.9");
    assertThat(commerce.shipping()).isEqualTo("4.9");
    assertThat(commerce.discount()).isEqualTo("-2");
    assertThat(commerce.coupon()).isEqualTo("C");
    assertThat(commerce.currency()).isEqualTo("CHF");
  }
}
