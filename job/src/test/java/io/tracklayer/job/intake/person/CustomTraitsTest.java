package io.tracklayer.job.intake.person;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.job.intake.testing.RawEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomTraitsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'plan':'gold','seats':3,'tags':['a']} | {'plan':'gold','seats':3,'tags':['a']}",
        "{'title':'Buyer','company':{'name':'ACME'}} | {'title':'Buyer','company':{'name':'ACME'}}",
        "{'address':{'street':'Weg 1','city':'Bonn'}} | {'address1':'Weg 1'}",
        "{'address':{'address1':'Weg 1','address2':'2nd'}} | {'address1':'Weg 1','address2':'2nd'}",
        "{'address':{'line1':'Weg 1','line2':'2nd'}} | {'address1':'Weg 1','address2':'2nd'}",
        "{'address':{'street_1':'Weg 1','street_2':'2nd'}} | {'address1':'Weg 1','address2':'2nd'}",
        "{'address':{'street':['Weg 1','2nd']}} | {'address1':'Weg 1','address2':'2nd'}",
        "{'default_address':{'address1':'Weg 1'}} | {'address1':'Weg 1'}",
        "{'address':'Weg 1'} | {'address1':'Weg 1'}",
        "{'Street Address':'Weg 1'} | {'address1':'Weg 1'}",
        "{'address':{'city':'Bonn'}} | {}",
        "{'email':'a@example.net','phone':'+491701234567','firstName':'A','name':'A B'} | {}",
        "{'id':'u-1','userId':'u-1','birthday':'1990-01-31','gender':'f','zip':'1'} | {}",
        "{'billing_address':{'street':'Weg 1'},'customer':{'plan':'x'}} | {}",
      })
  void whatHasNoFieldOfItsOwnIsACustomTrait(String traits, String custom) {
    assertThat(CustomTraits.of(RawEvents.event("{'type':'identify','traits':" + traits + "}")))
        .isEqualTo(RawEvents.json(custom));
    assertThat(
            CustomTraits.of(
                RawEvents.event("{'type':'identify','context':{'traits':" + traits + "}}")))
        .isEqualTo(RawEvents.json(custom));
  }

  @Test
  void theTraitsOfTheEventComeBeforeThoseOfTheContext() {
    assertThat(
            CustomTraits.of(
                RawEvents.event(
                    "{'type':'identify','traits':{'plan':'new'},"
                        + "'context':{'traits':{'plan':'old','seats':3}}}")))
        .isEqualTo(RawEvents.json("{'plan':'new','seats':3}"));
  }

  @ParameterizedTest
  @CsvSource({"track", "group", "page", "alias"})
  void onlyAnIdentifyHasCustomTraits(String type) {
    assertThat(
            CustomTraits.of(
                RawEvents.event(
                    "{'type':'"
                        + type
                        + "','traits':{'plan':'x'},'context':{'traits':{'plan':'x'}}}")))
        .isEmpty();
  }
}
