package io.tracklayer.contract.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.IdentityConfig;
import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.text.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * E-mails and phones in the places and forms that sources write them in, each with its neighbours.
 */
class ContactFormsTest {

  private static final String EMAIL = "jane@example.net";
  private static final String PHONE = "+491701234567";

  private static final List<String> EMAIL_FIELDS =
      List.of(
          "email",
          "email_address",
          "customer_email",
          "billing_email",
          "user_email",
          "buyer_email",
          "payer_email",
          "purchaser_email",
          "shopper_email",
          "guest_email",
          "subscriber_email",
          "lead_email",
          "receipt_email",
          "em",
          "PersonEmail",
          "primary_email",
          "correo",
          "customer_billing_email");

  private static final List<String> PHONE_FIELDS =
      List.of(
          "phone",
          "phone_number",
          "telephone",
          "mobile",
          "mobile_phone",
          "customer_phone",
          "billing_phone",
          "customer_billing_phone",
          "billing_telephone",
          "phone_no",
          "mobile_no",
          "home_phone",
          "work_phone",
          "guest_phone",
          "whatsapp",
          "ph",
          "cell",
          "PersonMobilePhone",
          "OtherPhone",
          "telefon",
          "teléfono",
          "user_phone_number");

  private static final List<String> HASH_FIELDS_OF_EMAIL =
      List.of(
          "em",
          "hem",
          "em_sha256",
          "sha256_em",
          "hashed_email",
          "email_sha256",
          "sha256_email",
          "sha256_email_address",
          "email_hash",
          "user_hashed_email",
          "hashed_customer_email",
          "customer_billing_email_hash",
          "billing_email_sha256",
          "email");

  private static final List<String> HASH_FIELDS_OF_PHONE =
      List.of(
          "ph",
          "ph_sha256",
          "hashed_phone",
          "phone_sha256",
          "sha256_phone",
          "sha256_phone_number",
          "phone_hash",
          "user_hashed_phone_number",
          "hashed_customer_phone_number",
          "billing_phone_hash",
          "phone");

  /** {@code %s} is the fields of whoever buys. */
  private static final List<String> PLACES =
      List.of(
          "{'traits':{%s}}",
          "{'context':{'traits':{%s}}}",
          "{'traits':{'billingAddress':{%s}}}",
          "{'properties':{%s}}",
          "{'properties':{'billing':{%s}}}",
          "{'properties':{'billing_address':{%s}}}",
          "{'properties':{'billingAddress':{%s}}}",
          "{'properties':{'billing_details':{%s}}}",
          "{'properties':{'customer':{%s}}}",
          "{'properties':{'customer_details':{%s}}}",
          "{'properties':{'customer':{'billing_address':{%s}}}}",
          "{'properties':{'user_data':{%s}}}",
          "{'properties':{'user_properties':{%s}}}",
          "{'properties':{'enhanced_conversion_data':{%s}}}",
          "{'properties':{'guest':{%s}}}",
          "{'properties':{'lead':{%s}}}",
          "{'properties':{'shopper':{%s}}}",
          "{'properties':{'invoice_address':{%s}}}",
          "{'properties':{'customer':[{%s}]}}",
          "{'properties':{'order':{%s}}}",
          "{'properties':{'order':{'customer':{%s}}}}",
          "{'properties':{'checkout':{'billingAddress':{%s}}}}");

  /** An address in other clothes; {@code %s} stands for that of {@link #EMAIL}. */
  private static final List<String> FORMS_OF_EMAIL =
      List.of(
          "'jane%40example.net'",
          "'jane%2540example.net'",
          "'%20jane%40example%2Enet%20'",
          "'jane@example.net%20'",
          "'%6Aane@example.net'",
          "'jane&#64;example.net'",
          "'jane&#064;example.net'",
          "'jane&#x40;example.net'",
          "'jane&commat;example.net'",
          "'jane&#64;example&period;net'",
          "'&#106;an&#101;&#64;%65xample.net'",
          "'jane@example.net&nbsp;'",
          "'jane&#8203;@example.net'",
          "'jane&amp;#64;example.net'",
          "'mailto:jane@example.net'",
          "'MAILTO:jane%40example.net'",
          "'mailto://jane@example.net'",
          "'mailto:jane@example.net?subject=Hello, you'",
          "'mailto:jane@example.net?cc=b@example.net,c@example.net'",
          "'mailto:jane%40example.net%3Fbcc=b@example.net'",
          "'Jane <jane@example.net>'",
          "'Jane Roe<jane@example.net>'",
          "'<jane@example.net>'",
          "'Jane &lt;jane@example.net&gt;'",
          "'Jane%20%3Cjane%40example.net%3E'",
          "'Jane <mailto:jane@example.net>'",
          "'jane@example.net<mailto:jane@example.net>'",
          "'\\'Roe, Jane\\' <jane@example.net>'",
          "'\\'b@example.net\\' <jane@example.net>'",
          "'Roe, Jane (jane@example.net)'",
          "'Jane Roe (jane@example.net)'",
          "'Jane Roe [jane@example.net]'",
          "'jane@example.net (Jane Roe)'",
          "'Jane <jane@example.net> (at work)'",
          "'\\'jane@example.net\\''",
          "'\\'jane\\'@example.net'",
          "'`jane@example.net`'",
          "'\u201cjane@example.net\u201d'",
          "'\u201ejane@example.net\u201c'",
          "'\u00abjane@example.net\u00bb'",
          "'\u2018jane@example.net\u2019'",
          "{'value':'jane%40example.net'}",
          "['Jane <jane@example.net>']");

  private static final List<String> FORMS_OF_PHONE =
      List.of(
          "'tel:+491701234567'",
          "'tel:+49-170-1234567;ext=5'",
          "'TEL:+49(0)1701234567;phone-context=example.com'",
          "'tel:0170-1234567;phone-context=+49'",
          "'tel://+491701234567'",
          "'tel:%2B491701234567'",
          "'%2B491701234567'",
          "'+49%20170%201234567'",
          "'&#43;49 170 1234567'",
          "'&plus;49 170 1234567'",
          "'sms:+491701234567?body=Hello, 1234567'",
          "'callto:+491701234567'",
          "'+49 170 1234567, ext. 5'",
          "'+49 170 1234567; x5'",
          "'+49 170 1234567 ext. 5'",
          "{'number':'+491701234567','extension':'1234567'}",
          "'Germany 0170 1234567'",
          "'+49 170 1234567 (DE)'");

  /** Values around one address that change nothing. */
  private static final List<String> FORMS =
      List.of(
          "'%s'",
          "' %s '",
          "'\u200b%s\ufeff'",
          "'\u00a0%s\u202f'",
          "'\u202a%s\u202c'",
          "'\u2066%s\u2069'",
          "['%s']",
          "[null,'','%s']",
          "[['%s']]",
          "{'value':'%s','type':'home'}",
          "[{'value':'%s','primary':true}]",
          "{'0':'%s'}",
          "'%s,'",
          "'{\\'value\\':\\'%s\\'}'",
          "'[\\'%s\\']'");

  private final IdentifierExtractor extractor = extractor(null);

  @Test
  void anEMailIsReadUnderEveryNameInEveryPlaceAndForm() {
    assertReadInEveryPlace(EMAIL_FIELDS, EMAIL, "email", "Jane@Example.net", email(EMAIL));
  }

  @Test
  void aPhoneIsReadUnderEveryNameInEveryPlaceAndForm() {
    assertReadInEveryPlace(PHONE_FIELDS, PHONE, "phone", "+49 (0)170 123-4567", phone(PHONE));
  }

  @Test
  void anAddressIsReadHoweverItIsEncodedQuotedOrNamed() {
    for (String place : PLACES) {
      for (String form : FORMS_OF_EMAIL) {
        String json = place.formatted("'email':" + form);
        assertThat(found(json)).as(json).containsExactly(email(EMAIL));
      }
      for (String form : FORMS_OF_PHONE) {
        String json = place.formatted("'phone':" + form);
        assertThat(found(json)).as(json).containsExactly(phone(PHONE));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jane%2Bshop%40example.net | jane+shop@example.net",
        "jane+shop%40example.net | jane+shop@example.net",
        "o&#39;neil@example.net | o'neil@example.net",
        "jane＠example.net | jane@example.net",
        "ｊａｎｅ＠ｅｘａｍｐｌｅ．ｎｅｔ | jane@example.net",
        "r&amp;d@example.net | r&d@example.net",
        "r&d@example.net | r&d@example.net",
        "100%@example.net | 100%@example.net",
        "a%zz@example.net | a%zz@example.net",
        "a%ff@example.net | a%ff@example.net",
      })
  void signsThatEncodeNothingStayInAnAddress(String sent, String expected) {
    String json = "{'traits':{'email':'%s'}}".formatted(sent.replace("'", "\\u0027"));
    assertThat(found(json)).as(json).containsExactly(email(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'email':'jane%40'",
        "'email':'a&nosuch;b@example.net'",
        "'email':'%40example.net'",
        "'email':'Jane at example.net'",
        "'email':'Jane <jane>'",
        "'email':'Jane Roe jane@example.net'",
        "'email':'jane@example.net or joe@example.net'",
        "'email':'jane&#64;example'",
        "'email':'mailto:?to=jane@example.net'",
        "'email':'jane%00@example.net'",
        "'email':'jane@@example.net (Jane)'",
        "'phone':'tel:911'",
        "'phone':'tel:0170-1234567;phone-context=example.com'",
        "'phone':'0170 1234567 ext. 5'",
        "'phone':'%2B49'",
      })
  void whatIsNoAddressInAnyClothesIsNone(String fields) {
    assertThat(found("{'traits':{" + fields + "}}")).isEmpty();
  }

  /** The normal spelling under every name, and the other one in every form. */
  private void assertReadInEveryPlace(
      List<String> fields, String normal, String field, String other, Identifier expected) {
    for (String place : PLACES) {
      for (String name : fields) {
        for (String spelling : spellings(name)) {
          String form = FORMS.get(Math.floorMod(spelling.hashCode(), FORMS.size()));
          String json = place.formatted("'" + spelling + "':" + form.formatted(normal));
          assertThat(found(json)).as(json).containsExactly(expected);
        }
      }
      for (String form : FORMS) {
        String json = place.formatted("'" + field + "':" + form.formatted(other));
        assertThat(found(json)).as(json).containsExactly(expected);
      }
    }
  }

  @Test
  void aHashIsTakenAsItIsUnderEveryNameForOne() {
    String ofEmail = new Sha256().hex(EMAIL);
    String ofPhone = new Sha256().hex(PHONE);
    for (String place : PLACES) {
      for (String field : HASH_FIELDS_OF_EMAIL) {
        for (String spelling : spellings(field)) {
          for (String value : hashForms(ofEmail)) {
            String json = place.formatted("'" + spelling + "':" + value);
            assertThat(found(json)).as(json).containsExactly(email(ofEmail));
          }
        }
      }
      for (String field : HASH_FIELDS_OF_PHONE) {
        for (String spelling : spellings(field)) {
          for (String value : hashForms(ofPhone)) {
            String json = place.formatted("'" + spelling + "':" + value);
            assertThat(found(json)).as(json).containsExactly(phone(ofPhone));
          }
        }
      }
    }
  }

  private static List<String> hashForms(String hash) {
    return List.of(
        "'" + hash + "'",
        "' " + hash.toUpperCase(Locale.ROOT) + "\ufeff'",
        "['" + hash + "','" + hash + "']");
  }

  /** MD5, SHA-1, base64, one digit too many or too few, and no hex. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "9e26471d35a78862c17e467d87cddedf",
        "63a710569261a24b3766275b7000ce8d7b32e2f7",
        "tMmiiTI7IaAcPpQPFQ65uMVCWH8av9jw4cwf/F5HVRQ=",
        "f7d54c22dda5b1780276601cd005909b70543fc4a6ba72d735b4cb9bbb611f011",
        "f7d54c22dda5b1780276601cd005909b70543fc4a6ba72d735b4cb9bbb611f0",
        "g7d54c22dda5b1780276601cd005909b70543fc4a6ba72d735b4cb9bbb611f01"
      })
  void whatIsNot64HexDigitsIsNoHash(String value) {
    for (String field : List.of("email", "hashed_email", "em", "phone", "sha256_phone", "ph")) {
      assertThat(found("{'properties':{'%s':'%s'}}".formatted(field, value))).isEmpty();
    }
  }

  @Test
  void theAddressMeetsItsHashFromAnyField() {
    String hash = new Sha256().hex(EMAIL);

    assertThat(
            found(
                "{'traits':{'email':'%s'},'properties':{'user_hashed_email':'%s'}}"
                    .formatted(EMAIL, hash)))
        .containsExactly(email(EMAIL));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'email':['a@example.net','b@example.net']",
        "'email':'a@example.net, b@example.net'",
        "'email':'a@example.net;b@example.net'",
        "'email':'[\\'a@example.net\\', \\'b@example.net\\']'",
        "'emails':[{'value':'a@example.net'},{'value':'b@example.net'}]",
        "'email':'a@example.net','customer_email':'b@example.net'",
        "'billing_email':'b@example.net','email':'a@example.net'",
        "'email':'Ann Roe <a@example.net>, mailto:b@example.net'",
        "'email':'Roe, Ann <a@example.net>; \\'Doe, B\\' <b@example.net>'",
        "'email':'[\\'none\\',\\'a@example.net\\',\\'b@example.net\\']'",
        "'email':'a@example.net,,b@example.net,c'",
      })
  void ofSeveralEMailsTheFirstIsFirst(String fields) {
    assertThat(found("{'traits':{" + fields + "}}"))
        .containsExactly(email("a@example.net"), email("b@example.net"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'phone':['+491701234567','+491701234568']",
        "'phone':[491701234567,491701234568],'country':'DE'",
        "'phone':'+49 170 1234567, 0049 170 1234568'",
        "'phones':[{'number':'+491701234567','type':'home'},{'number':'+491701234568'}]",
        "'mobile':'+491701234568','phone':'tel:+49-170-1234567'",
      })
  void ofSeveralPhonesTheFirstIsFirst(String fields) {
    assertThat(found("{'traits':{" + fields + "}}"))
        .containsExactly(phone("+491701234567"), phone("+491701234568"));
  }

  /** Shops, sellers, staff, recipients, counts and words. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'shop':{'email':'E','customer_email':'E','phone':'P'}",
        "'store':{'email':'E','phone':'P'}",
        "'store_email':'E','shop_email':'E','shop_phone':'P','store_phone':'P'",
        "'support_email':'E','contact_email':'E','support_phone':'P'",
        "'merchant':{'email':'E'},'seller':{'email':'E','phone':'P'},'vendor':{'email':'E'}",
        "'seller_email':'E','vendor_email':'E','from_email':'E','reply_to':'E','sender':{'email':'E'}",
        "'company':{'email':'E','phone':'P'},'warehouse':{'phone':'P'}",
        "'shipping':{'email':'E','phone':'P'},'shipping_address':{'phone':'P'}",
        "'shipping_email':'E','shippingPhone':'P','customerShippingPhone':'P'",
        "'customer':{'shipping_address':{'phone':'P'},'shop':{'email':'E'}}",
        "'order':{'shop':{'email':'E'},'shipping':{'phone':'P'}}",
        "'staff_email':'E','agent':{'email':'E','phone':'P'},'user':{'email':'E'}",
        "'email':true,'phone':false,'mobile':true,'emails':12,'phones':3",
        "'email':'not given','phone':'unknown','telephone':'n/a'",
        "'guest':'E','lead':'P','contact':{'email':'E'},'form':{'email':'E'},'contact_phone':'P'",
        "'username':'E','email_verified':'E','phone_model':'P','email_template':'E','phone_id':'P'",
        "'hashed_email':'E','hem':'E','sha256_phone':'P','em':'P','ph':7",
      })
  void whatIsSomebodyElsesOrNothingIsNotTaken(String fields) {
    String json =
        "{'properties':{"
            + fields.replace("'E'", "'" + EMAIL + "'").replace("'P'", "'" + PHONE + "'")
            + "}}";

    assertThat(found(json)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'phone':'0612345678','countryCode':'FR' | +33612345678",
        "'phone':'0612345678','country':'France' | +33612345678",
        "'phone':'0612345678','country':'Frankreich' | +33612345678",
        "'phone':'0612345678','address':{'country':'The Netherlands'} | +31612345678",
        "'phone':'0612345678','address':{'country':'Nederland'} | +31612345678",
        "'phone':'0612345678','address':[{'country':'NL'}] | +31612345678",
        "'phone':'0612345678','default_address':{'country_name':'Netherlands'} | +31612345678",
        "'phone':'0612345678','country':{'code':'NL','name':'Netherlands'} | +31612345678",
        "'phone':'612345678','phone_country_code':'+31' | +31612345678",
        "'phone':'612345678','phone_country_code':31 | +31612345678",
        "'phone':'612345678','dialCode':'0031' | +31612345678",
        "'phone':'0612345678','phone_country':'nl','country':'FR' | +31612345678",
        "'phone':'4155552671','country':'United States (US)' | +14155552671",
        "'phone':'14155552671','country':'USA' | +14155552671",
        "'phone':14155552671,'country_id':'US' | +14155552671",
        "'phone':'491701234567','country':'DE' | +491701234567",
        "'phone':'01701234567','country':'Atlantis','country_code':'DE' | +491701234567",
        "'phone':'0049 170 1234567' | +491701234567",
        "'phone':'0049 170 1234567','country':'US' | +491701234567",
        "'phone':'34612345678','country':'ES' | +34612345678",
        "'phone':'612345678','country':'España' | +34612345678",
        "'phone':'393912345678','country':'IT' | +393912345678",
        "'phone':'3912345678','country':'IT' | +393912345678",
        "'phone':'07400 123456','country':'England' | +447400123456",
        "'phone':'447400123456','country':'GB' | +447400123456",
        "'phone':'5511987654321','country':'Brasil' | +5511987654321",
        "'phone':'09876543210','country':'IN' | +919876543210",
        "'phone':'+33 6 12 34 56 78','country':'US' | +33612345678",
        "'billing_phone':'0612345678','billing_country':'NL','country':'FR' | +31612345678",
        "'billingPhone':'0612345678','billingCountry':'Netherlands' | +31612345678",
        "'customerBillingPhone':'0612345678','customerBillingCountry':'NL' | +31612345678",
        "'phone':'0612345678','billing':{'country':'NL'},'shipping':{'country':'FR'} | +31612345678",
        "'phone':'0612345678','shipping_country':'NL' | +31612345678",
        "'phone':{'country_code':'+31','number':'612345678'} | +31612345678",
        "'phone':{'country_code':31,'national_number':612345678} | +31612345678",
        "'phone':{'countryCode':'NL','phoneNumber':'0612345678'},'country':'FR' | +31612345678",
        "'phones':[{'type':'home','value':'0612345678','country':'NL'}] | +31612345678",
        "'payer':{'phone':{'phone_number':{'country_code':'31','national_number':'612345678'}}} | +31612345678",
        "'payer':{'phone':{'phone_number':{'national_number':'4155552671'}},'address':{'country_code':'US'}} | +14155552671",
        "'phone':'whatsapp:+31612345678' | +31612345678",
        "'phone':'p:+31612345678' | +31612345678",
        "'phone':'010-1234-5678','country':'Korea, Republic of' | +821012345678",
        "'phone':'090-1234-5678','country':'日本' | +819012345678",
        "'phone':'138 0013 8000','country':'中国' | +8613800138000",
        "'phone':'050 123 4567','country':'UAE' | +971501234567",
        "'phone':'6944 123 456','country':'Ελλάδα' | +306944123456",
        "'phone':'06 12 34 56 78','country':'France métropolitaine' | +33612345678",
        "'phone':'0612345678','country':'Espana','phone_country':'NL' | +31612345678",
        "'phone':'0612345678','country':'528' | +31612345678",
        "'phone':'0612345678','country':528 | +31612345678",
        "'phone':'0612345678','country':'NL - Netherlands' | +31612345678",
        "'phone':'0612345678','country':['NL'] | +31612345678",
        "'phone':'0612345678','phone_country_code':'Netherlands (+31)' | +31612345678",
        "'phone':'0612345678','phone_country_code':'+31 NL' | +31612345678",
        "'phone':'0501234567','country':'804','country_code':'380' | +380501234567",
      })
  void aNationalNumberIsOfTheCountryNextToIt(String fields, String e164) {
    assertThat(found("{'properties':{" + fields + "}}")).containsExactly(phone(e164));
  }

  /** No country, one that is not the number's, and numbers that are valid nowhere. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'phone':'06 12 34 56 78'",
        "'phone':'491701234567'",
        "'phone':'0612345678','country':'US'",
        "'phone':'0612345678','country':'Atlantis'",
        "'phone':'0612345678','locale':'fr-FR'",
        "'phone':'3123456789','country_code':'380'",
        "'phone':'0612345678','country':'NL - France'",
        "'phone':'0612345678','phone_country_code':'France (+31)'",
        "'phone':'4155552671','country':'Germany','country_code':'FR','phone_country':'NL'",
        "'phone':'00000000','country':'DE'",
        "'phone':'0099 170 1234567'",
      })
  void whereTheCountryIsNotKnownNothingIsGuessed(String fields) {
    assertThat(found("{'properties':{" + fields + "}}")).isEmpty();
  }

  @Test
  void theConfiguredRegionReadsOnlyNumbersThatAreValidThere() {
    IdentifierExtractor dutch = extractor("NL");

    assertThat(found(dutch, "{'traits':{'phone':'06 12 34 56 78'}}"))
        .containsExactly(phone("+31612345678"));
    assertThat(found(dutch, "{'traits':{'phone':'0170 1234567'}}")).isEmpty();
    assertThat(found(dutch, "{'traits':{'phone':'0170 1234567','country':'DE'}}"))
        .containsExactly(phone(PHONE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jane,doe@example.net",
        "jane, doe@example.net",
        "jane;doe@example.net",
        "jane|doe@example.net",
        "jane\\ndoe@example.net",
        "jane,m,doe@example.net",
        "[jane,doe@example.net]",
        "mailto:jane,doe@example.net",
        "jane.,doe@example.net",
      })
  void aSlipWithinAnAddressLeavesNobodyElses(String text) {
    for (String field : EMAIL_FIELDS) {
      assertThat(found("{'traits':{'%s':'%s'}}".formatted(field, text))).isEmpty();
      assertThat(found("{'properties':{'customer':{'email':['%s']}}}".formatted(text))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+49,170,1234567",
        "0170,1234567",
        "0170;1234567",
        "(0170|1234567",
        "+49,1701234567",
        "+491701234567,12",
      })
  void norASlipWithinANumber(String text) {
    assertThat(found("{'traits':{'phone':'%s','country':'DE'}}".formatted(text))).isEmpty();
  }

  /** Of any bytes, the same come out every time, and no value makes it throw. */
  @Test
  void noFormIsTooOdd() {
    Random random = new Random(14);
    List<String> odd =
        List.of(
            "null",
            "true",
            "-1",
            "1e400",
            "0.5",
            "''",
            "'@'",
            "'@,@;@'",
            "[[[[['a@b.co']]]]]",
            "{'value':{'value':{'value':{'value':'a@b.co'}}}}",
            "'\\ud83d@example.net'",
            "'\u200d'",
            "'<<a@b.co>>'",
            "'+'",
            "'+++++++++'",
            "'00'",
            "'000000'",
            "[]",
            "{}",
            "'mailto:'",
            "'tel:'",
            "'\\u0000@example.net'",
            "1234567890123456789012345678901");
    List<String> names = new ArrayList<>(EMAIL_FIELDS);
    names.addAll(PHONE_FIELDS);
    names.addAll(HASH_FIELDS_OF_EMAIL);
    names.addAll(List.of("country", "billing_country", "phone_country_code", "address"));
    for (int i = 0; i < 3_000; i++) {
      String fields =
          "'%s':%s,'x':%s,'%s_':%s"
              .formatted(
                  any(names, random),
                  any(odd, random),
                  any(odd, random),
                  any(names, random),
                  any(odd, random));
      String json = any(PLACES, random).formatted(fields);

      assertThat(found(json)).as(json).isEqualTo(found(json));
    }
  }

  private static <T> T any(List<T> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }

  /**
   * snake_case, camelCase, PascalCase, kebab-case, in words, in capitals, in one word, Klaviyo's.
   */
  private static List<String> spellings(String snake) {
    StringBuilder pascal = new StringBuilder();
    for (String word : snake.split("_", -1)) {
      pascal.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    String camel = snake.substring(0, 1) + pascal.substring(1);
    return List.of(
        snake,
        camel,
        pascal.toString(),
        snake.replace('_', '-'),
        snake.replace('_', ' '),
        snake.toUpperCase(Locale.ROOT),
        snake.replace("_", ""),
        "$" + snake);
  }

  private List<Identifier> found(String json) {
    return found(extractor, json);
  }

  private static List<Identifier> found(IdentifierExtractor extractor, String json) {
    return extractor.extract(event(json)).identifiers();
  }

  private static Identifier email(String value) {
    return new Identifier(Identifier.EMAIL, value);
  }

  private static Identifier phone(String value) {
    return new Identifier(Identifier.PHONE, value);
  }

  private static IdentifierExtractor extractor(String region) {
    return new IdentifierExtractor(
        new IdentityConfig(
            new SecretRef("KEY"),
            Map.of(),
            List.of(),
            IdentityConfig.SharedDevices.OWN_PROFILE,
            List.of(),
            region));
  }

  private static RawEvent event(String json) {
    try {
      JsonNode fields = Json.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
      return RawEvent.builder()
          .messageId("m1")
          .type("track")
          .account("acct")
          .environment("test")
          .source("rudderstack")
          .receivedAt(Instant.parse("2026-08-20T10:15:31.250Z"))
          .traits((ObjectNode) fields.get("traits"))
          .properties((ObjectNode) fields.get("properties"))
          .context((ObjectNode) fields.get("context"))
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
