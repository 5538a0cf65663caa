package io.tracklayer.contract.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.config.IdentityConfig;
import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierExtractorTest {

  private static final IdentityConfig CONFIG =
      new IdentityConfig(
          new SecretRef("KEY"),
          Map.of(),
          List.of("crm_id", "loyalty_id"),
          IdentityConfig.SharedDevices.OWN_PROFILE,
          List.of("test@test.com", "+1 415 555 0000"),
          "US");

  private static final String ADVERTISING_ID = "38400000-8cf0-11bd-b23e-10b96e40000d";

  private final IdentifierExtractor extractor = new IdentifierExtractor(CONFIG);
  private final NodeIds nodeIds = new NodeIds("a key for tests, of 32 bytes or more");

  @Nested
  class WhereTheyAreFound {

    @Test
    void anEventWithNothingIdentifiesNobody() {
      RawEvent event = event("{'type':'track'}");

      assertThat(extracted(event)).isEmpty();
      assertThat(extractor.strongest(event)).isEmpty();
      assertThat(extractor.anchor(event, nodeIds))
          .isEqualTo(nodeIds.ofMessage("acct", "test", "m1"));
    }

    @Test
    void everyKindIsFoundStrongestFirst() {
      RawEvent event =
          event(
              """
              {'type':'track','anonymousId':'a-1','userId':'u-1',
               'properties':{'loyalty_id':'L9'},
               'context':{'externalId':[{'type':'crm_id','id':'C7'},{'type':'ga4ClientId','id':'1.2'}],
                          'device':{'advertisingId':'38400000-8cf0-11bd-b23e-10b96e40000d',
                                    'adTrackingEnabled':true},
                          'traits':{'email':'Anna@Example.com','phone':'+14155552671'}}}
              """);

      assertThat(extracted(event))
          .containsExactly(
              id("user_id", "u-1"),
              id("crm_id", "C7"),
              id("loyalty_id", "L9"),
              id("email", "anna@example.com"),
              id("phone", "+14155552671"),
              id("anonymous_id", "a-1"),
              id("advertising_id", ADVERTISING_ID));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "'properties':{'crm_id':'C7'}",
          "'properties':{'crm_id':['C7']}",
          "'properties':{'user_data':{'crm_id':'C7'}}",
          "'properties':{'user_data':{'crm_id':['C7','C7']}}",
          "'properties':{'userData':[{'crm_id':'C7'}]}",
          "'properties':{'customer':{'crm_id':'C7'}}",
          "'properties':{'order':{'customer':{'crm_id':'C7'}}}",
          "'traits':{'crm_id':'C7'}",
          "'context':{'traits':{'crm_id':' C7\u200b'}}"
        })
    void anExternalIdIsFoundWhereverThePersonIs(String fields) {
      assertThat(extracted(event("{'type':'track'," + fields + "}")))
          .containsExactly(id("crm_id", "C7"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "'properties':{'shop':{'crm_id':'C7'}}",
          "'properties':{'shipping':{'crm_id':'C7'}}",
          "'properties':{'crm_id':{'C7':true}}",
          "'properties':{'user_data':{'crm_id':[['C7'],null,'N/A']}}"
        })
    void nowhereElse(String fields) {
      assertThat(extracted(event("{'type':'track'," + fields + "}"))).isEmpty();
    }

    @Test
    void theContactsOfWhoBuysAreTakenAndOfWhoReceivesAreNot() {
      RawEvent event =
          event(
              """
              {'type':'track','properties':{
                'email':'one@example.com','phone':'+14155552601',
                'billing':{'email':'two@example.com','phone':'+14155552602'},
                'billing_address':{'email':'three@example.com','phone':'+14155552603'},
                'shipping':{'email':'friend@example.com','phone':'+14155552604'},
                'shipping_address':{'email':'friend@example.com','phone':'+14155552605'},
                'shippingAddress':{'email':'friend@example.com','phone':'+14155552605'},
                'customer':{'email':'six@example.com','phone':'+14155552606'}}}
              """);

      assertThat(extracted(event))
          .containsExactly(
              id("email", "one@example.com"),
              id("email", "six@example.com"),
              id("email", "two@example.com"),
              id("email", "three@example.com"),
              id("phone", "+14155552601"),
              id("phone", "+14155552606"),
              id("phone", "+14155552602"),
              id("phone", "+14155552603"));
    }

    @Test
    void oneIdentifierInSeveralPlacesIsOne() {
      RawEvent event =
          event(
              """
              {'type':'identify','traits':{'email':'Anna@example.com'},
               'properties':{'email':' anna@example.com'},
               'context':{'traits':{'email':'ANNA@EXAMPLE.COM'}}}
              """);

      assertThat(extracted(event)).containsExactly(id("email", "anna@example.com"));
    }

    @Test
    void theTraitsOfAGroupIdentifyNobody() {
      RawEvent event =
          event(
              """
              {'type':'group','userId':'u-1',
               'traits':{'id':'g-1','email':'office@example.com','phone':'+14155552671'},
               'context':{'traits':{'email':'anna@example.com'}}}
              """);

      assertThat(extracted(event))
          .containsExactly(id("user_id", "u-1"), id("email", "anna@example.com"));
    }

    @Test
    void fieldsOfTheWrongTypeAreIgnored() {
      RawEvent event =
          event(
              """
              {'type':'track','userId':'u-1','traits':{'email':{'a':1},'phone':[1],'address':'x'},
               'properties':{'billing':'y','customer':[],'email':7},
               'context':{'traits':'none','externalId':{'type':'crm_id'}}}
              """);

      assertThat(extracted(event)).containsExactly(id("user_id", "u-1"));
    }

    @Test
    void theStrongestIsTheFirstOfAll() {
      RawEvent event =
          event(
              """
              {'type':'track','anonymousId':'a-1','properties':{'email':'anna@example.com'}}
              """);

      assertThat(extractor.strongest(event)).contains(id("email", "anna@example.com"));
    }
  }

  @Nested
  class UserIds {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{'type':'identify','traits':{'userId':'u-1'}}",
          "{'type':'identify','traits':{'id':'u-1'}}",
          "{'type':'track','context':{'traits':{'userId':'u-1'}}}",
          "{'type':'track','context':{'traits':{'id':'u-1'}}}",
          "{'type':'track','userId':'undefined','context':{'traits':{'id':'u-1'}}}"
        })
    void withoutUserIdThatOfTheTraitsStandsIn(String json) {
      assertThat(extracted(event(json))).containsExactly(id("user_id", "u-1"));
    }

    @Test
    void aUserIdIsNotJoinedWithAnotherOneInTheTraits() {
      RawEvent event = event("{'type':'identify','userId':'u-1','traits':{'id':'row-77'}}");

      assertThat(extracted(event)).containsExactly(id("user_id", "u-1"));
    }

    @Test
    void thePreviousIdOfAnAliasIsTakenAsBothKinds() {
      RawEvent event = event("{'type':'alias','userId':'u-1','previousId':'p-1'}");

      assertThat(extracted(event))
          .containsExactly(id("user_id", "u-1"), id("user_id", "p-1"), id("anonymous_id", "p-1"));
    }

    /**
     * A statement is believed, so the values that an SDK attaches to every call must not become
     * part of it.
     */
    @Test
    void ofAnAliasAndAMergeOnlyWhatTheyStateIsTaken() {
      String attached =
          "'anonymousId':'of-another','context':{'traits':{'email':'other@example.com','id':'x'}}";
      RawEvent alias = event("{'type':'alias','userId':'u-1','previousId':'p-1'," + attached + "}");
      RawEvent merge =
          event(
              "{'type':'merge','userId':'u-9','mergeProperties':[{'type':'email','value':"
                  + "'a@example.com'},{'type':'userId','value':'u-1'}],"
                  + attached
                  + "}");

      assertThat(extracted(alias))
          .containsExactly(id("user_id", "u-1"), id("user_id", "p-1"), id("anonymous_id", "p-1"));
      assertThat(extracted(merge))
          .containsExactly(id("user_id", "u-1"), id("email", "a@example.com"));
    }

    @Test
    void aPreviousIdOutsideAnAliasIsIgnored() {
      RawEvent event = event("{'type':'track','userId':'u-1','previousId':'p-1'}");

      assertThat(extracted(event)).containsExactly(id("user_id", "u-1"));
    }

    @Test
    void aMergeNamesItsIdentifiers() {
      RawEvent event =
          event(
              """
              {'type':'merge','mergeProperties':[
                {'type':'email','value':'Anna@example.com'},{'type':'mobile','value':'415-555-2671'},
                {'type':'userId','value':'u-1'},{'type':'anonymous_id','value':'a-1'},
                {'type':'crm_id','value':'C7'},{'type':'shoe_size','value':'42'},'junk',null]}
              """);

      assertThat(extracted(event))
          .containsExactly(
              id("user_id", "u-1"),
              id("crm_id", "C7"),
              id("email", "anna@example.com"),
              id("phone", "+14155552671"),
              id("anonymous_id", "a-1"));
    }
  }

  @Nested
  class Values {

    @Test
    void blockedValuesAreNoIdentifiersInAnyPlace() {
      RawEvent event =
          event(
              """
              {'type':'track','userId':'<no value>','anonymousId':'00000000-0000-0000-0000-000000000000',
               'traits':{'email':'Test@test.com','phone':'415-555-0000','id':'null'},
               'context':{'externalId':[{'type':'crm_id','id':'N/A'}]},
               'properties':{'crm_id':'(not set)','phone':'+1 415 555 0000'}}
              """);

      assertThat(extracted(event)).isEmpty();
    }

    @Test
    void aNumericIdIsTakenAsText() {
      RawEvent event =
          event(
              """
              {'type':'track','traits':{'id':123456789012345678,'phone':4155552671},
               'properties':{'crm_id':42.0,'loyalty_id':true}}
              """);

      assertThat(extracted(event))
          .containsExactly(
              id("user_id", "123456789012345678"), id("crm_id", "42"), id("phone", "+14155552671"));
    }

    @Test
    void anIdThatIsANumberHasOneForm() {
      for (String number : List.of("1234567", "1234567.0", "1234567.00")) {
        assertThat(extracted(event("{'type':'track','userId':'" + number + "'}")))
            .containsExactly(id("user_id", "1234567"));
      }
      assertThat(extracted(event("{'type':'track','userId':'1.5','anonymousId':'1.0'}")))
          .containsExactly(id("user_id", "1.5"), id("anonymous_id", "1.0"));
    }

    /** A space that no line is broken at, zero-width characters, a byte order mark, a filler. */
    @ParameterizedTest
    @ValueSource(
        strings = {
          "\u00A0%s",
          "%s\u200B",
          "\uFEFF%s",
          "\u2060%s\u00AD",
          "%s\u3164",
          "\u2007%s\u3000",
          "%s\uFE0F",
          "\u0000%s\u007F",
          "\u202A%s\u202C"
        })
    void whatNobodySeesAroundAValueMakesNoOtherPersonOfIt(String written) {
      RawEvent event =
          event(
              """
              {'type':'track','userId':'USER','anonymousId':'DEVICE','traits':{'email':'MAIL'},
               'context':{'externalId':[{'type':'crm_id','id':'CRM'}],
                          'device':{'advertisingId':'ADVERTISING','adTrackingEnabled':true}}}
              """
                  .replace("USER", json(written.formatted("u-1")))
                  .replace("DEVICE", json(written.formatted("a-1")))
                  .replace("MAIL", json(written.formatted("anna@example.com")))
                  .replace("CRM", json(written.formatted("C7")))
                  .replace("ADVERTISING", json(written.formatted(ADVERTISING_ID))));

      assertThat(extracted(event))
          .containsExactly(
              id("user_id", "u-1"),
              id("crm_id", "C7"),
              id("email", "anna@example.com"),
              id("anonymous_id", "a-1"),
              id("advertising_id", ADVERTISING_ID));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"an\u200Bna@example.com", "anna@\u00ADexample.com", "anna\uFEFF@example.com"})
    void whatNobodySeesInsideAnAddressIsNotPartOfIt(String written) {
      RawEvent event = event("{'type':'track','traits':{'email':'" + json(written) + "'}}");

      assertThat(extracted(event)).containsExactly(id("email", "anna@example.com"));
    }

    private static String json(String text) {
      return text.chars()
          .mapToObj(c -> c < ' ' || c > '~' ? "\\u%04x".formatted(c) : String.valueOf((char) c))
          .collect(Collectors.joining());
    }

    @Test
    void aUserIdThatIsAnAddressIsAnAddressToo() {
      assertThat(extracted(event("{'type':'track','userId':'Jane.Roe@Example.net'}")))
          .containsExactly(
              id("user_id", "Jane.Roe@Example.net"), id("email", "jane.roe@example.net"));
    }

    @Test
    void aNumberThatCouldNotBeWrittenOutIsNoIdentifier() {
      assertThat(extracted(event("{'type':'track','traits':{'id':1E+999999999}}"))).isEmpty();
    }

    @Test
    void aValueOfMoreThan320CharactersIsNoIdentifier() {
      String longest = "ab".repeat(160);

      assertThat(extracted(event("{'type':'track','userId':'" + longest + "'}")))
          .containsExactly(id("user_id", longest));
      assertThat(extracted(event("{'type':'track','userId':'" + longest + "c'}"))).isEmpty();
    }
  }

  @Nested
  class Hashes {

    /** SHA-256 of anna@example.com. */
    private static final String OF_EMAIL =
        "f7d54c22dda5b1780276601cd005909b70543fc4a6ba72d735b4cb9bbb611f01";

    /** SHA-256 of +14155552671. */
    private static final String OF_PHONE =
        "cb6880e416769253645cb9c6b8989154bf66a56a77fc14c81fb1019663cbb928";

    @ParameterizedTest
    @ValueSource(
        strings = {
          "'traits':{'email':'EMAIL','phone':'PHONE'}",
          "'context':{'traits':{'email_sha256':'EMAIL','phone_sha256':'PHONE'}}",
          "'context':{'traits':{'hashedEmail':'EMAIL','hashedPhone':'PHONE'}}",
          "'properties':{'em':['EMAIL'],'ph':['PHONE']}",
          "'properties':{'sha256_email_address':'EMAIL','sha256_phone_number':' PHONE '}",
          "'properties':{'billing':{'email':'EMAIL','phone':'PHONE'}}",
          "'properties':{'customer':{'email-hash':'EMAIL.AQ','Phone Hash':'PHONE'}}"
        })
    void anAddressThatTheSourceHashedIsTakenInEitherCase(String fields) {
      for (boolean upper : List.of(true, false)) {
        String json =
            fields
                .replace("EMAIL", upper ? OF_EMAIL.toUpperCase(Locale.ROOT) : OF_EMAIL)
                .replace("PHONE", upper ? OF_PHONE.toUpperCase(Locale.ROOT) : OF_PHONE);

        assertThat(extracted(event("{'type':'track'," + json + "}")))
            .containsExactly(id("email", OF_EMAIL), id("phone", OF_PHONE));
      }
    }

    @Test
    void whereTheAddressIsThereItsHashIsNoSecondOne() {
      RawEvent event =
          event(
              "{'type':'track','traits':{'email':'%s','ph':'%s'},'properties':{'email':'Anna@Example.com','phone':'+1 415 555 2671'}}"
                  .formatted(OF_EMAIL, OF_PHONE));

      assertThat(extracted(event))
          .containsExactly(id("email", "anna@example.com"), id("phone", "+14155552671"));
    }

    @Test
    void theyCountAsAddressesAndTheAddressesInClearComeFirst() {
      String hashes =
          IntStream.range(0, 8)
              .mapToObj(i -> "'" + i + OF_EMAIL.substring(1) + "'")
              .collect(Collectors.joining(","));
      RawEvent event =
          event("{'type':'track','properties':{'em':[" + hashes + "],'email':'jane@example.com'}}");

      assertThat(extracted(event))
          .hasSize(5)
          .startsWith(id("email", "jane@example.com"), id("email", "0" + OF_EMAIL.substring(1)));
      assertThat(extractor.extract(event).dropped()).isEqualTo(4);
    }

    /** SHA-256 of nothing, of null, and of an address that the configuration blocks. */
    @ParameterizedTest
    @ValueSource(
        strings = {
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "74234e98afe7498fb5daf1f36ac2d78acc339464f950703b8c019892f982b90b",
          "f660ab912ec121d1b1e928a0bb4bc61b15f5ad44d5efdc4e1c92a25e99b8e44a",
          "0000000000000000000000000000000000000000000000000000000000000000"
        })
    void theHashOfNobodyIsNoIdentifier(String hash) {
      assertThat(extracted(event("{'type':'track','traits':{'email':'" + hash + "'}}"))).isEmpty();
    }

    @Test
    void whatIsInAFieldForHashesAndIsNoneIsIgnored() {
      RawEvent event =
          event(
              "{'type':'track','properties':{'hem':'anna@example.com','ph':[7,{'a':1}],'hashed_email':'abc'}}");

      assertThat(extracted(event)).isEmpty();
    }

    @Test
    void aMergeMayNameThem() {
      RawEvent event =
          event(
              "{'type':'merge','mergeProperties':[{'type':'email_sha256','value':'%s'},{'type':'phone','value':'%s'}]}"
                  .formatted(OF_EMAIL, OF_PHONE));

      assertThat(extracted(event)).containsExactly(id("email", OF_EMAIL), id("phone", OF_PHONE));
    }
  }

  @Nested
  class TooMany {

    @Test
    void ofEachTypeTheFirstFiveAreTakenAndTheOthersCounted() {
      RawEvent event =
          event(merge(eight("userId", "u-"), eight("email", "a@x.com"), eight("crm_id", "c-")));

      assertThat(extractor.extract(event).dropped()).isEqualTo(9);
      assertThat(extracted(event))
          .extracting(Identifier::type)
          .containsExactly(
              "user_id", "user_id", "user_id", "user_id", "user_id", "crm_id", "crm_id", "crm_id",
              "crm_id", "crm_id", "email", "email", "email", "email", "email");
    }

    @Test
    void twentyAreTakenOfAnEventTheStrongestFirst() {
      RawEvent event =
          event(
              merge(
                  eight("anonymous_id", "d-"),
                  eight("phone", "+1415555267"),
                  eight("email", "a@x.com"),
                  eight("crm_id", "c-"),
                  eight("userId", "u-")));

      assertThat(extracted(event)).hasSize(20).noneMatch(i -> i.type().equals("anonymous_id"));
      assertThat(extractor.extract(event).dropped()).isEqualTo(20);
      assertThat(extracted(event).get(0)).isEqualTo(id("user_id", "u-0"));
    }

    @Test
    void oneThatComesAgainIsNotOneTooMany() {
      String five =
          eight("userId", "u-").substring(0, 5 * "{'type':'userId','value':'u-0'},".length());
      RawEvent event = event(merge(five + five));

      assertThat(extractor.extract(event).dropped()).isZero();
    }

    @Test
    void tenThousandValuesCostMilliseconds() {
      StringBuilder many = new StringBuilder();
      for (int i = 0; i < 10_000; i++) {
        many.append("{'type':'phone','value':'+49 170 12345").append(i).append("00000'},");
      }
      RawEvent event = event(merge(many.toString()));

      assertTimeout(Duration.ofSeconds(1), () -> extractor.extract(event));
      assertThat(extractor.extract(event).dropped()).isGreaterThan(9_000);
    }

    private static String eight(String type, String value) {
      return IntStream.range(0, 8)
          .mapToObj(i -> "{'type':'" + type + "','value':'" + numbered(value, i) + "'},")
          .collect(Collectors.joining());
    }

    private static String numbered(String value, int i) {
      return value.contains("@") ? i + value : value + i;
    }

    private static String merge(String... properties) {
      return "{'type':'merge','mergeProperties':[" + String.join("", properties) + "null]}";
    }
  }

  @Nested
  class Phones {

    @Test
    void aPhoneIsReadInTheCountryOfTheAddressBesideIt() {
      RawEvent event =
          event(
              """
              {'type':'track','context':{'traits':{'phone':'0170 1234567','address':{'country':'DE'}}},
               'properties':{'billing_address':{'phone':'020 7946 0018','country':'GB'}}}
              """);

      assertThat(extracted(event))
          .containsExactly(id("phone", "+491701234567"), id("phone", "+442079460018"));
    }

    @Test
    void aPhoneWithoutAddressBesideItIsReadInTheCountryOfTheEvent() {
      RawEvent event =
          event(
              """
              {'type':'track','properties':{'phone':'0170 1234567','shipping':{'country':'Germany'}}}
              """);

      assertThat(extracted(event)).containsExactly(id("phone", "+491701234567"));
    }

    @Test
    void theLocaleOfTheBrowserSaysNothingAboutAPhone() {
      RawEvent event =
          event(
              """
              {'type':'track','properties':{'phone':'415 555 2671'},'context':{'locale':'de-DE'}}
              """);

      assertThat(extracted(event)).containsExactly(id("phone", "+14155552671"));
    }
  }

  @Nested
  class AdvertisingIds {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "'adTrackingEnabled':true",
          "'attTrackingStatus':3",
          "'adTrackingEnabled':true,'attTrackingStatus':3",
          "'adTrackingEnabled':null,'attTrackingStatus':3",
          "'adTrackingEnabled':true,'attTrackingStatus':null",
          "'adTrackingEnabled':true,'attTrackingStatus':{}",
          "'adTrackingEnabled':'true'",
          "'ad_tracking_enabled':1",
          "'attTrackingStatus':'3'",
          "'att_status':'Authorized'",
          "'limitAdTracking':false",
          "'lmt':0"
        })
    void theAdvertisingIdIsTakenWhereTheDeviceAllowsTracking(String permission) {
      assertThat(extracted(ofDevice(ADVERTISING_ID, permission)))
          .containsExactly(id("advertising_id", ADVERTISING_ID));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "'type':'Android'",
          "'adTrackingEnabled':null,'attTrackingStatus':null",
          "'adTrackingEnabled':false",
          "'adTrackingEnabled':false,'attTrackingStatus':3",
          "'attTrackingStatus':0",
          "'attTrackingStatus':1",
          "'attTrackingStatus':2",
          "'adTrackingEnabled':true,'attTrackingStatus':0",
          "'adTrackingEnabled':true,'attTrackingStatus':2",
          "'adTrackingEnabled':true,'attTrackingStatus':18446744073709551619",
          "'adTrackingEnabled':true,'limitAdTracking':true",
          "'adTrackingEnabled':true,'limit_ad_tracking':'yes'",
          "'adTrackingEnabled':true,'limitAdTracking':'opted out'",
          "'adTrackingEnabled':true,'lmt':1",
          "'adTrackingEnabled':true,'is_lat':'1'",
          "'adTrackingEnabled':true,'ad_tracking_enabled':0",
          "'adTrackingEnabled':true,'Att Status':'denied'"
        })
    void withoutTheDevicesPermissionTheAdvertisingIdIsNoIdentifier(String permission) {
      assertThat(extracted(ofDevice(ADVERTISING_ID, permission))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "'adTrackingEnabled':'perhaps'",
          "'adTrackingEnabled':2",
          "'adTrackingEnabled':[true]",
          "'attTrackingStatus':{}",
          "'attTrackingStatus':[3]",
          "'attTrackingStatus':1e9999",
          "'adTrackingEnabled':true,'attTrackingStatus':'ATT_DENIED'",
          "'adTrackingEnabled':true,'attTrackingStatus':3.5"
        })
    void aPermissionThatIsMalformedIsNone(String permission) {
      assertThat(extracted(ofDevice(ADVERTISING_ID, permission))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{'type':'track','context':{%s,'limitAdTracking':true}}",
          "{'type':'track','context':{%s},'properties':{'limit_ad_tracking':true}}",
          "{'type':'track','context':{%s},'properties':{'device':{'lmt':1}}}"
        })
    void aRefusalCountsWhereverItStands(String event) {
      String device =
          "'device':{'advertisingId':'" + ADVERTISING_ID + "','adTrackingEnabled':true}";

      assertThat(extracted(event(event.formatted(device)))).isEmpty();
    }

    @Test
    void theCaseOfAnAdvertisingIdMeansNothing() {
      String upper = " " + ADVERTISING_ID.toUpperCase(Locale.ROOT) + " ";

      assertThat(extracted(ofDevice(upper, "'attTrackingStatus':3")))
          .containsExactly(id("advertising_id", ADVERTISING_ID));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "00000000-0000-0000-0000-000000000000",
          "384000008cf011bdb23e10b96e40000d",
          "{38400000-8cf0-11bd-b23e-10b96e40000d}",
          "38400000-8cf0-11bd-b23e-10b96e40000g",
          "38400000-8cf0-11bd-b23e-10b96e40000d0",
          "dummyAdvertisingId",
          "null",
          ""
        })
    void anAdvertisingIdThatIsNoUuidOrAllZeroIsNoIdentifier(String id) {
      assertThat(extracted(ofDevice(id, "'adTrackingEnabled':true"))).isEmpty();
    }

    @Test
    void anAdvertisingIdOfTheWrongTypeIsIgnored() {
      assertThat(
              extracted(
                  event(
                      """
                      {'type':'track','context':{'device':{'advertisingId':7,'adTrackingEnabled':true}}}
                      """)))
          .isEmpty();
      assertThat(extracted(event("{'type':'track','context':{'device':'x'}}"))).isEmpty();
    }
  }

  @Nested
  class Anchors {

    @Test
    void theAnchorIsTheSmallestNodeOfAllIdentifiers() {
      for (int i = 0; i < 50; i++) {
        RawEvent event =
            event(
                """
                {'type':'alias','userId':'u-%d','previousId':'p-%d','anonymousId':'a-%d'}
                """
                    .formatted(i, i, i));

        NodeId smallest =
            extracted(event).stream()
                .map(identifier -> nodeIds.of("acct", "test", identifier))
                .min(NodeId::compareTo)
                .orElseThrow();
        assertThat(extractor.anchor(event, nodeIds)).isEqualTo(smallest);
      }
    }

    @Test
    void theAnchorIsNeverAnAdvertisingId() {
      RawEvent alone = ofDevice(ADVERTISING_ID, "'adTrackingEnabled':true");

      assertThat(extractor.strongest(alone)).contains(id("advertising_id", ADVERTISING_ID));
      assertThat(extractor.anchor(alone, nodeIds))
          .isEqualTo(nodeIds.ofMessage("acct", "test", "m1"));
      for (int i = 0; i < 20; i++) {
        RawEvent event =
            event(
                """
                {'type':'track','anonymousId':'a-%d',
                 'context':{'device':{'advertisingId':'%s','adTrackingEnabled':true}}}
                """
                    .formatted(i, ADVERTISING_ID));
        assertThat(extractor.anchor(event, nodeIds))
            .isEqualTo(nodeIds.of("acct", "test", id("anonymous_id", "a-" + i)));
      }
    }
  }

  private static RawEvent ofDevice(String advertisingId, String permission) {
    return event(
        "{'type':'track','context':{'device':{'advertisingId':'%s',%s}}}"
            .formatted(advertisingId, permission));
  }

  private List<Identifier> extracted(RawEvent event) {
    return extractor.extract(event).identifiers();
  }

  private static Identifier id(String type, String value) {
    return new Identifier(type, value);
  }

  private static RawEvent event(String singleQuoted) {
    JsonNode json;
    try {
      json = Json.mapper().readTree(singleQuoted.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
    return RawEvent.builder()
        .messageId("m1")
        .type(json.path("type").asText())
        .account("acct")
        .environment("test")
        .source("rudderstack")
        .receivedAt(Instant.EPOCH)
        .anonymousId(json.path("anonymousId").textValue())
        .userId(json.path("userId").textValue())
        .previousId(json.path("previousId").textValue())
        .traits(object(json, "traits"))
        .properties(object(json, "properties"))
        .context(object(json, "context"))
        .mergeProperties(json.get("mergeProperties"))
        .build();
  }

  private static ObjectNode object(JsonNode json, String field) {
    return json.get(field) instanceof ObjectNode object ? object : null;
  }
}
