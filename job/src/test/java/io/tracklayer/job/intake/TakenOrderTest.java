package io.tracklayer.job.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.job.intake.commerce.Commerce;
import io.tracklayer.job.intake.person.Traits;
import io.tracklayer.job.intake.testing.RawEvents;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TakenOrderTest {

  private final RemainingProperties remaining = new RemainingProperties(List.of());

  private ObjectNode left(String name, String properties) {
    ObjectNode stated = RawEvents.json(properties);
    return remaining.of(stated, Commerce.of(name, stated, null), Map.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "purchase | {'order':{'id':'A','total':5,'currency':'EUR','items':[{'id':'p'}],'note':'x'}}"
            + " | {'order':{'id':'A','note':'x'}}",
        "purchase | {'Order':{'Total':5,'Tax':1,'Coupon':'C'}} | {}",
        "purchase | {'order':[{'total':5,'store':'s1'}]} | {'order':[{'store':'s1'}]}",
        "purchase |"
            + " {'ecommerce':{'currencyCode':'EUR','purchase':{'actionField':{'id':'T','revenue':5},'products':[{'id':'p'}]}}}"
            + " | {'ecommerce':{'purchase':{'actionField':{'id':'T'}}}}",
        "add_to_cart | {'ecommerce':{'add':{'products':[{'id':'p'}]}}} | {}",
        "add_to_cart | {'product_id':'p','cart':{'total':300,'items':[{'id':'x'}]}} |"
            + " {'cart':{'total':300,'items':[{'id':'x'}]}}",
        "add_to_cart | {'product':{'id':'p'},'list':'l'} | {'list':'l'}",
        "purchase |"
            + " {'Revenue':5,'Products':[{'id':'p'}],'LineItems':[],'purchase_units':[],'plan':'a'}"
            + " | {'LineItems':[],'plan':'a'}",
        "purchase | {'order':{'note_attributes':[{'name':'n','value':'v'}]}} |"
            + " {'order':{'note_attributes':[{'name':'n','value':'v'}]}}",
        "purchase | {'order':'A-1','cart':3} | {'order':'A-1','cart':3}",
      })
  void whatHasAFieldOfItsOwnIsNotToldAgain(String name, String properties, String left) {
    assertThat(left(name, properties)).isEqualTo(RawEvents.json(left));
  }

  private static final String CONTACTS =
      "'email':'ann@example.net','phone':'+491701234567','customer':{'email':'ann@example.net'},"
          + "'billing_address':{'first_name':'Ann','last_name':'Lee','city':'Bern','country':'CH','phone':'+491701234567'},'shippingAddress':{'city':'Ulm'},'billing_email':'ann@example.net','Customer"
          + " Phone':'+491701234567'";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'order':{CONTACTS}}",
        "{'Order':{CONTACTS}}",
        "{'orderDetails':{CONTACTS}}",
        "{'purchase':{CONTACTS}}",
        "{'transaction':{CONTACTS}}",
        "{'checkout':{CONTACTS}}",
        "{'cart':{CONTACTS}}",
        "{'basket':{CONTACTS}}",
        "{'ecommerce':{CONTACTS}}",
        "{'order':[{CONTACTS}]}",
      })
  void whoOrderedIsThePersonAndNoProperty(String form) {
    String properties = form.replace("CONTACTS", CONTACTS);

    for (String name : List.of("purchase", "add_to_cart", "refund", "page_view")) {
      assertThat(left(name, properties)).isEmpty();
    }
    RawEvent event = RawEvents.withProperties(properties);
    assertThat(Traits.of(event, "purchase"))
        .containsEntry("first_name", "Ann")
        .containsEntry("city", "Bern");
    assertThat(Traits.addressShippedTo(event, "purchase")).containsEntry("city", "Ulm");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'order':{'payment':{'billing_address':{'city':'Bern'}},'shipments':[{'email':'ann@example.net'}]}}",
        "{'checkout':{'order':{'customer':{'email':'ann@example.net'}}}}",
        "{'order':{'meta_data':[{'id':1,'key':'_billing_phone','value':'+491701234567'}]}}",
        "{'cart':{'note_attributes':[{'name':'Customer E-mail','value':'ann@example.net'}]}}",
        "{'cart':{'lines':{'buyer':{'email':'ann@example.net'}}}}",
        "{'purchase_units':[{'payee':{'email_address':'ann@example.net'},'shipping':{'name':{'full_name':'Ann'}}}]}",
      })
  void noContactIsLeftBelow(String properties) {
    assertThat(left("purchase", properties)).isEmpty();
  }
}
