package io.tracklayer.job.intake.person;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.job.intake.testing.RawEvents;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraitsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'firstName':'Ann','lastName':'Lee'} | {first_name=Ann, last_name=Lee}",
        "{'firstname':'Ann','lastname':'Lee'} | {first_name=Ann, last_name=Lee}",
        "{'first_name':' Ann ','last_name':'Lee'} | {first_name=Ann, last_name=Lee}",
        "{'name':'Ann Lee'} | {first_name=Ann, last_name=Lee}",
        "{'name':'Ann   Lee'} | {first_name=Ann, last_name=Lee}",
        "{'name':'Ann'} | {}",
        "{'name':'Ann Mary Lee'} | {}",
        "{'name':'Ann Lee','lastName':'Other'} | {last_name=Other}",
        "{'name':'Lee, Ann'} | {first_name=Ann, last_name=Lee}",
        "{'name':'de la Cruz, Juan Carlos'} | {first_name=Juan Carlos, last_name=de la Cruz}",
        "{'name':'Ann Lee, Jr.'} | {first_name=Ann, last_name=Lee}",
        "{'name':'Ann Lee, PhD'} | {first_name=Ann, last_name=Lee}",
        "{'name':'Acme, Inc.'} | {}",
        "{'name':'Lee, Ann, Mary'} | {}",
        "{'name':'Lee,'} | {}",
        "{'name':', Ann'} | {}",
        "{'fullName':'Ann Lee'} | {first_name=Ann, last_name=Lee}",
        "{'full_name':'Lee, Ann'} | {first_name=Ann, last_name=Lee}",
        "{'name':'Ann Mary Lee','firstName':'Ann Mary'} | {first_name=Ann Mary, last_name=Lee}",
        "{'name':'Ann van der Lee','first_name':'ann'} | {first_name=ann, last_name=van der Lee}",
        "{'name':'Lee, Ann Mary','lastName':'Lee'} | {first_name=Ann Mary, last_name=Lee}",
        "{'name':'Lee Ann','firstName':'Ann'} | {first_name=Ann, last_name=Lee}",
        "{'name':'Annabel Lee','firstName':'Ann'} | {first_name=Ann}",
        "{'name':'Ann','firstName':'Ann'} | {first_name=Ann}",
        "{'name':{'first':'Ann','last':'Lee'}} | {first_name=Ann, last_name=Lee}",
        "{'name':{'given_name':'Ann','surname':'Lee'}} | {first_name=Ann, last_name=Lee}",
        "{'fname':'Ann','lname':'Lee'} | {first_name=Ann, last_name=Lee}",
        "{'$first_name':'Ann','$last_name':'Lee'} | {first_name=Ann, last_name=Lee}",
        "{'First Name':'Ann','LAST_NAME':'Lee'} | {first_name=Ann, last_name=Lee}",
        "{'givenName':'Ann','familyName':'Lee'} | {first_name=Ann, last_name=Lee}",
        "{'firstName':'\u200bAnn\ufeff','lastName':'\u00a0Lee\u200e'} | {first_name=Ann, last_name=Lee}",
        "{'name':'Ann\u00a0Lee'} | {first_name=Ann, last_name=Lee}",
        "{'firstName':'\u200b','username':'ann'} | {}",
        "{'lastName':'Null'} | {last_name=Null}",
        "{'lastName':'null','gender':'undefined'} | {}",
        "{'firstName':'N/A','lastName':'-','city':'unknown','zip':'n/a'} | {}",
        "{'firstName':'{{first_name}}','lastName':'undefined','city':'--','zip':'0'} | {}",
        "{'name':'Guest Customer','city':'Not available','zip':'-'} | {}",
        "{'name':'Mr. Lee'} | {last_name=Lee}",
        "{'name':'Frau Lee'} | {last_name=Lee}",
        "{'name':'Herr Dr. Lee'} | {last_name=Lee}",
        "{'name':'Dr. Ann Lee'} | {first_name=Ann, last_name=Lee}",
        "{'name':'M. Ann Lee'} | {first_name=Ann, last_name=Lee}",
        "{'name':'Lee, Frau'} | {last_name=Lee}",
        "{'firstName':'Mrs.','lastName':'Lee'} | {last_name=Lee}",
        "{'name':'Miss Lee','lastName':'Lee'} | {last_name=Lee}",
        "{'name':'M Lee'} | {first_name=M, last_name=Lee}",
        "{'name':'Don Lee'} | {first_name=Don, last_name=Lee}",
        "{'name':'Acme GmbH'} | {}",
        "{'name':'Muster AG'} | {}",
        "{'name':'Widgets Inc.'} | {}",
        "{'name':'ACME S.A.'} | {}",
        "{'name':'Acme, GmbH & Co. KG'} | {}",
        "{'name':'Maria Sa'} | {first_name=Maria, last_name=Sa}",
        "{'name':'MARIA SA'} | {first_name=MARIA, last_name=SA}",
        "{'vorname':'Ann','nachname':'Lee'} | {first_name=Ann, last_name=Lee}",
        "{'Prénom':'Ann','apellidos':'Lee'} | {first_name=Ann, last_name=Lee}",
        "{'fn':'Ann','ln':'Lee','ct':'Bern','zp':'3000','st':'BE','ge':'f','db':'19900131'}"
            + " | {birth_date=1990-01-31, city=Bern, first_name=Ann, gender=f, last_name=Lee, postal_code=3000, state=BE}",
        "{'ct':['Bern'],'zp':['3000']} | {city=Bern, postal_code=3000}",
        "{'st':'ok'} | {}",
        "{'home_address':{'city':'Bern','postal_code':'3000'}} | {city=Bern, postal_code=3000}",
        "{'address':{'admin_area_2':'Bern','admin_area_1':'BE','country_code':'CH'}} | {city=Bern, country=CH, state=BE}",
        "{'fn':['Ann'],'ln':['Lee'],'ge':['f'],'db':['19900131'],'country':['ch']}"
            + " | {birth_date=1990-01-31, country=CH, first_name=Ann, gender=f, last_name=Lee}",
        "{'user_data':{'fn':['Ann'],'ln':['Lee'],'ct':['Bern'],'country':['756']}}"
            + " | {city=Bern, country=CH, first_name=Ann, last_name=Lee}",
        "{'user_data':{'address':[{'first_name':'Ann','last_name':'Lee','city':'Bern'},{'city':'Graz'}]}}"
            + " | {city=Bern, first_name=Ann, last_name=Lee}",
        "{'firstName':[],'city':[['Bern']]} | {}",
        "{'country':'276'} | {country=DE}",
        "{'country':276} | {country=DE}",
        "{'country':'DE - Germany'} | {country=DE}",
        "{'country':'Germany (DE)'} | {country=DE}",
        "{'country':'\u200bDE\ufeff'} | {country=DE}",
        "{'country_code':'276'} | {country=DE}",
        "{'country_code':'380'} | {}",
        "{'country_code':380,'country':'Ukraine'} | {country=UA}",
        "{'country':'380'} | {country=IT}",
        "{'country':'Österreich'} | {country=AT}",
        "{'country':'Osterreich'} | {country=AT}",
        "{'country':'Korea, Republic of'} | {country=KR}",
        "{'firstName':'Nan','lastName':'Gast','city':'Y','zip':'K1A 0B1'}"
            + " | {city=Y, first_name=Nan, last_name=Gast, postal_code=K1A 0B1}",
        "{'country':'US','zip':2139} | {country=US, postal_code=02139}",
        "{'zip':'501','country':'USA'} | {country=US, postal_code=00501}",
        "{'country':'DE','zip':1067} | {country=DE, postal_code=01067}",
        "{'country':'US','zip':'02139-1234'} | {country=US, postal_code=02139-1234}",
        "{'country':'AT','zip':1010} | {country=AT, postal_code=1010}",
        "{'zip':2139} | {postal_code=2139}",
        "{'gender':'f','birthday':'1990-01-31'} | {birth_date=1990-01-31, gender=f}",
        "{'address':{'city':'Köln','state':'NW','postalCode':'50667','country':'Germany'}}"
            + " | {city=Köln, country=DE, postal_code=50667, state=NW}",
        "{'city':'Bern','zip':3000,'country':'che'} | {city=Bern, country=CH, postal_code=3000}",
        "{'address':{'city':'A'},'city':'B','state':'C'} | {city=A, state=C}",
        "{'country':'uk'} | {country=GB}",
        "{'state':'disabled'} | {}",
        "{'state':'ENABLED','city':'Bern'} | {city=Bern}",
        "{'state':'invited','address':{'province':'Bern','province_code':'BE'}} | {state=Bern}",
        "{'address':{'province_code':'BE','country_code':'CH'}} | {country=CH, state=BE}",
        "{'address':{'region':{'region_code':'BE','region':'Bern'},'country_id':'CH'}} | {country=CH, state=BE}",
        "{'address':[{'city':'Bern'},{'city':'Rome'}]} | {city=Bern}",
        "{'default_address':{'city':'Bern','country_name':'Switzerland'}} | {city=Bern, country=CH}",
        "{'billingAddress':{'city':'Bern','zip':'3000'}} | {city=Bern, postal_code=3000}",
        "{'city':'Bern','billingAddress':{'city':'Rome','zip':'00100'}} | {city=Bern}",
        "{'shippingAddress':{'city':'Bern'},'addressList':[]} | {}",
        "{'country':'Atlantis'} | {country=Atlantis}",
        "{'country':'N/A'} | {}",
        "{'country':'unknown','city':'Bern'} | {city=Bern}",
        "{'country':'XX'} | {}",
        "{'country':'EU'} | {}",
        "{'country':'-'} | {}",
        "{'address':'{\\\"city\\\":\\\"Bern\\\",\\\"country\\\":\\\"CH\\\"}'} | {city=Bern, country=CH}",
        "{'address':'{Main Street 1'} | {}",
        "{'MailingCity':'Bern','MailingCountry':'Switzerland'} | {city=Bern, country=CH}",
        "{'PersonMailingCity':'Bern','PersonBirthdate':'1990-01-31'} | {birth_date=1990-01-31, city=Bern}",
        "{'sex':'f','address':{'stateOrProvince':'BE','countryCodeAlpha2':'CH'}} | {country=CH, gender=f, state=BE}",
        "{'address':'Main Street 1'} | {}",
        "{'firstName':['Ann'],'gender':{'f':1},'birthday':true,'address':[]} | {first_name=Ann}",
      })
  void readsBothFormsOfTraits(String traits, String expected) {
    RawEvent ofTraits = RawEvents.event("{'type':'identify','traits':" + traits + "}");
    RawEvent ofContext = RawEvents.withContext("{'traits':" + traits + "}");

    assertThat(sorted(Traits.of(ofTraits, "profile_update"))).hasToString(expected);
    assertThat(sorted(Traits.of(ofContext, "page_view"))).hasToString(expected);
  }

  @Test
  void traitsWinOverThoseOfTheContextFieldByField() {
    RawEvent raw =
        RawEvents.event(
            "{'traits':{'firstName':'Ann'},"
                + "'context':{'traits':{'firstName':'X','lastName':'Lee','gender':'f'}}}");

    assertThat(sorted(Traits.of(raw, "page_view")))
        .hasToString("{first_name=Ann, gender=f, last_name=Lee}");
  }

  @Test
  void aValueTooLongForAProfileIsIgnored() {
    RawEvent raw = RawEvents.event("{'traits':{'city':'" + "xy".repeat(129) + "'}}");

    assertThat(Traits.of(raw, "page_view")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'billing':{'first_name':'Ann','last_name':'Lee','city':'Bern','country':'CH'}}",
        "{'billingAddress':{'firstName':'Ann','lastName':'Lee','city':'Bern','country':'ch'}}",
        "{'billing_first_name':'Ann','billing_last_name':'Lee','billing_city':'Bern','billing_country':'CH'}",
        "{'customer':{'first_name':'Ann','last_name':'Lee'},'billing':{'first_name':'X','city':'Bern','country':'CH'}}",
        "{'billingFirstName':'Ann','billingLastName':'Lee','billingCity':'Bern','billingCountry':'Switzerland'}",
        "{'customer_firstname':'Ann','customer_lastname':'Lee','billing_address':{'city':'Bern','country_id':'CH'}}",
        "{'customer_first_name':'Ann','customer_last_name':'Lee','customer_city':'Bern','customer_country':'CH'}",
        "{'customerBillingFirstName':'Ann','customerBillingLastName':'Lee','customerBillingCity':'Bern','customerBillingCountry':'CH'}",
        "{'customer':{'first_name':'Ann','last_name':'Lee','state':'disabled','default_address':{'city':'Bern','country_code':'CH'}}}",
        "{'billing_details':{'name':'Ann Lee','address':{'city':'Bern','country':'CH'}}}",
        "{'user_data':{'address':[{'first_name':'Ann','last_name':'Lee','city':'Bern','country':'CH'}]}}",
        "{'order':{'customer':{'firstName':'Ann','lastName':'Lee'},'billing':{'city':'Bern','country':'CH'}}}",
        "{'checkout':{'billingAddress':{'firstName':'Ann','lastName':'Lee','city':'Bern','countryCode':'CH'}}}",
        "{'user_data':{'fn':'Ann','ln':'Lee','ct':'Bern','country':'ch'}}",
        "{'payer':{'name':{'given_name':'Ann','surname':'Lee'},'address':{'admin_area_2':'Bern','country_code':'CH'}}}",
        "{'enhanced_conversion_data':{'first_name':'Ann','last_name':'Lee','home_address':{'city':'Bern','country':'CH'}}}",
        "{'billing_name':'Lee, Ann','billing_city':'Bern','billing_country':'CH'}",
        "{'shop':{'name':'Bob Roe','city':'Rome','country':'IT'},'store_city':'Rome','billing':{'name':'Ann Lee','city':'Bern','country':'CH'}}",
      })
  void aPurchaseTellsOfItsBuyerInTheContact(String properties) {
    assertThat(sorted(Traits.of(RawEvents.withProperties(properties), "purchase")))
        .hasToString("{city=Bern, country=CH, first_name=Ann, last_name=Lee}");
  }

  @Test
  void whoReceivesAnOrderSaysNothingOfWhoOrdered() {
    RawEvent raw =
        RawEvents.withProperties(
            "{'shipping':{'first_name':'Bob','address':{'city':'Bern','country':'CH'}},"
                + "'shipping_last_name':'Roe','shipping_postcode':'3000'}");

    assertThat(Traits.of(raw, "purchase")).isEmpty();
    assertThat(sorted(Traits.addressShippedTo(raw, "purchase")))
        .hasToString("{city=Bern, country=CH}");
    assertThat(Traits.addressShippedTo(raw, "lead")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'properties':{'shippingAddress':{'city':'Bern','country':'Schweiz'}}}",
        "{'properties':{'shippingCity':'Bern','shippingCountry':'CH'}}",
        "{'properties':{'customerShippingCity':'Bern','customerShippingCountry':'CH'}}",
        "{'properties':{'order':{'shipping':{'city':'Bern','country':'CH'}}}}",
        "{'context':{'traits':{'shippingAddress':{'city':'Bern','country':'CH'}}}}",
        "{'traits':{'shippingAddress':{'city':'Rome','country':'IT'}},"
            + "'properties':{'shipping_address':{'city':'Bern','country':'CH'}}}",
      })
  void anAddressShippedToIsFoundInEveryPlace(String fields) {
    assertThat(sorted(Traits.addressShippedTo(RawEvents.event(fields), "purchase")))
        .hasToString("{city=Bern, country=CH}");
  }

  @Test
  void halfOfOneAddressIsNotJoinedWithHalfOfAnother() {
    RawEvent raw =
        RawEvents.event(
            "{'traits':{'city':'Bern','firstName':'Ann'},'properties':{"
                + "'billing':{'last_name':'Other','city':'Rome','postcode':'00100','country':'IT'}}}");

    assertThat(sorted(Traits.of(raw, "purchase"))).hasToString("{city=Bern, first_name=Ann}");
  }

  @Test
  void onlyAPurchaseHasAContact() {
    RawEvent raw = RawEvents.withProperties("{'billing':{'first_name':'Ann'},'shipping':4.9}");

    assertThat(Traits.of(raw, "begin_checkout")).isEmpty();
    assertThat(Traits.of(raw, null)).isEmpty();
  }

  @Test
  void aTextWithoutEndIsNoName() {
    assertThat(Traits.of(RawEvents.event("{'traits':{'name':'Mrs. Ann Lee'}}"), null))
        .containsEntry("last_name", "Lee");
    String titles = "Mrs. ".repeat(100);
    assertThat(Traits.of(RawEvents.event("{'traits':{'name':'" + titles + "Ann Lee'}}"), null))
        .isEmpty();
  }

  @Test
  void aLeadNamesItsPersonInTheProperties() {
    RawEvent raw = RawEvents.withProperties("{'first_name':'Ann','last_name':'Lee'}");

    assertThat(sorted(Traits.of(raw, "lead"))).hasToString("{first_name=Ann, last_name=Lee}");
    assertThat(Traits.of(raw, "view_content")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1990-01-31, 1990-01-31",
    "1990-1-3, 1990-01-03",
    "1990/01/31, 1990-01-31",
    "19900131, 1990-01-31",
    "31.01.1990, 1990-01-31",
    "1.2.1990, 1990-02-01",
    "01/31/1990, 1990-01-31",
    "31/01/1990, 1990-01-31",
    "03/03/1990, 1990-03-03",
    "1990-01-31T00:00:00.000Z, 1990-01-31",
    "1990-01-31 00:00:00, 1990-01-31",
    "1990-01-31T23:00:00.000Z,",
    "01/02/1990,",
    "31-01-1990,",
    "1990-02-30,",
    "1990-13-01,",
    "1890-01-31,",
    "9999-01-31,",
    "90-01-31,",
    "1990-01,",
    "1990,",
    "1990.01.31,",
    "1990-01/31,",
    "yesterday,",
    "--,",
    "/////,",
    "2147483648,",
  })
  void aBirthDateIsIsoOrAbsent(String text, String iso) {
    assertThat(BirthDates.iso(text)).isEqualTo(iso);
  }

  @Test
  void theTraitsOfAGroupAreNotItsMembers() {
    RawEvent group =
        RawEvents.event(
            "{'type':'group','traits':{'city':'Bonn','name':'Acme Works'},"
                + "'context':{'traits':{'firstName':'Ann'}}}");

    assertThat(Traits.of(group, null)).containsOnly(Map.entry("first_name", "Ann"));
  }

  private static Map<String, String> sorted(Map<String, String> traits) {
    return new TreeMap<>(traits);
  }
}
