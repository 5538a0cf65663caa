package io.tracklayer.job.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.delivery.Rejection;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.intake.draft.Contribution;
import io.tracklayer.job.intake.draft.Contribution.StatedConsent;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.Sighting;
import io.tracklayer.job.intake.testing.RawEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntakeTest {

  private final Intake intake = Configs.intake();

  @Test
  void anOrderBecomesADraft() throws Exception {
    Draft draft =
        accepted(
            """
            {'user_id':'u-42',
             'traits':{'firstName':'Ann','address':{'country':'Germany'}},
             'properties':{'order_id':'A-1','revenue':'99.90','currency':'eur','tax':15.95,'event_id':'pixel-1',
               'email':'Ann@Example.com','affiliation':'web','gclid':'G1',
               'products':[{'product_id':'p1','price':49.95,'quantity':2}]},
             'context':{'ip':'203.0.113.7','userAgent':'Mozilla/5.0','locale':'en-GB',
               'page':{'url':'https://shop.example.com/?fbclid=Fb1','referrer':'https://example.com/'},
               'traits':{'marketing_opt_in':'yes'},
               'consentManagement':{'allowedConsentIds':['C0004'],'deniedConsentIds':[]}}}
            """);

    assertThat(draft.messageId()).isEqualTo("m-1");
    assertThat(draft.eventId()).isEqualTo("pixel-1");
    assertThat(draft.name()).isEqualTo("purchase");
    assertThat(draft.account()).isEqualTo("acct");
    assertThat(draft.environment()).isEqualTo("production");
    assertThat(draft.businessKey()).isEqualTo("A-1");
    assertThat(draft.receivedAt()).isEqualTo(RawEvents.RECEIVED_AT.toEpochMilli());
    assertThat(draft.occurredAt()).isEqualTo(RawEvents.OCCURRED_AT.toEpochMilli());
    assertThat(draft.explicitLink()).isFalse();
    assertThat(draft.identifiers())
        .extracting(Sighting::identifier)
        .containsExactly(
            new Identifier(Identifier.USER_ID, "u-42"),
            new Identifier(Identifier.EMAIL, "ann@example.com"),
            new Identifier(Identifier.ANONYMOUS_ID, "anon-1"));
    assertThat(draft.anchor())
        .isEqualTo(
            Configs.NODE_IDS.of("acct", "production", new Identifier(Identifier.USER_ID, "u-42")));
    assertThat(draft.contribution())
        .isEqualTo(
            new Contribution(
                Map.of("first_name", "Ann", "country", "DE"),
                Map.of(),
                Map.of("gclid", "G1", "fbclid", "Fb1"),
                Map.of(
                    "marketing",
                    new StatedConsent(
                        ConsentState.GRANTED,
                        "context.consentManagement",
                        "C0004 in allowedConsentIds")),
                "Mozilla/5.0"));
    assertThat(Json.parse(draft.body()))
        .isEqualTo(
            RawEvents.json(
                """
                {'schema':1,'message_id':'m-1','name':'purchase',
                 'occurred_at':'2026-08-20T10:15:30.370Z','received_at':'2026-08-20T10:15:31.250Z',
                 'account':'acct','environment':'production','source':'rudderstack',
                 'source_event':'Order Completed','source_type':'track','channel':'web',
                 'order_id':'A-1','value':99.9,'currency':'EUR',
                 'items':[{'id':'p1','price':49.95,'quantity':2}],'tax':15.95,
                 'client':{'ip':'203.0.113.7','user_agent':'Mozilla/5.0',
                   'page_url':'https://shop.example.com/?fbclid=Fb1','referrer':'https://example.com/',
                   'locale':'en-GB'},
                 'properties':{'affiliation':'web'}}
                """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      nullValues = "-",
      value = {
        "{'event':'order completed'} | purchase",
        "{'event':' Order_Completed '} | purchase",
        "{'event':'Product Viewed'} | view_content",
        "{'event':'Product List Viewed'} | view_content",
        "{'event':'Product Added'} | add_to_cart",
        "{'event':'Checkout Started'} | begin_checkout",
        "{'event':'orderCompleted'} | purchase",
        "{'event':'purchase'} | purchase",
        "{'event':'Order Updated'} | order_updated",
        "{'event':'order_cancelled'} | order_cancelled",
        "{'event':'Order Refunded'} | refund",
        "{'event':'Lead Submitted'} | lead",
        "{'event':'generate_lead'} | lead",
        "{'event':'Signed Up'} | sign_up",
        "{'type':'page','event':null} | page_view",
        "{'type':'screen','event':'Home'} | page_view",
        "{'type':'identify','event':null} | profile_update",
        "{'event':'Trial Booked'} | lead",
        "{'event':'Demo'} | demo_booked",
        "{'event':'Trial Booked','account':'other'} | sign_up",
        "{'event':'Trial Booked','account':'unknown'} | -",
        "{'event':'Trial Booked','environment':'staging'} | -",
        "{'event':'Trial Booked','source':'segment'} | -",
        "{'event':'Order Completed','account':'unknown'} | purchase",
        "{'event':'Something Else'} | -",
        "{'event':null} | -",
        "{'type':'group','event':null} | -",
        "{'type':'surprise'} | -",
      })
  void theNameIsTheEndpoints(String fields, String name) {
    IntakeResult result = intake.take(bytes(fields));

    if (name == null) {
      assertThat(rejection(result).reason()).isEqualTo(Reason.NO_CANONICAL_NAME);
      assertThat(rejection(result).messageId()).isEqualTo("m-1");
      assertThat(rejection(result).receivedAt()).isEqualTo(RawEvents.RECEIVED_AT);
      assertThat(rejection(result).body().get("message_id").textValue()).isEqualTo("m-1");
    } else {
      assertThat(((IntakeResult.Accepted) result).draft().name()).isEqualTo(name);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'alias','event':null,'user_id':'new','previous_id':'old'}",
        "{'type':'merge','event':null,'merge_properties':"
            + "[{'type':'email','value':'a@b.co'},{'type':'userId','value':'u'}]}",
      })
  void aliasAndMergeAreStatementsOfIdentityAndNothingToDeliver(String fields) {
    Draft draft = accepted(fields);

    assertThat(draft.carriesIdentityOnly()).isTrue();
    assertThat(draft.name()).isIn("alias", "merge");
    assertThat(draft.businessKey()).isNull();
    assertThat(draft.explicitLink()).isTrue();
    assertThat(draft.body()).isEmpty();
    assertThat(draft.identifiers()).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void identifiersAscendByNodeAndTheSmallestIsTheAnchor() {
    Draft draft =
        accepted(
            """
            {'user_id':'u','anonymous_id':'a','traits':{'email':'a@b.co','phone':'+1 650 555 1212','crm_id':7},
             'context':{'traits':{'email':'c@d.co'}}}
            """);

    assertThat(draft.identifiers()).hasSize(6);
    assertThat(draft.identifiers()).extracting(Sighting::node).isSorted().doesNotHaveDuplicates();
    assertThat(draft.anchor()).isEqualTo(draft.identifiers().get(0).node());
    assertThat(draft.anchor().rank()).isZero();
  }

  @Test
  void anEventThatIdentifiesNobodyIsAnchoredAtItsMessage() {
    Draft draft = accepted("{'anonymous_id':null}");

    assertThat(draft.identifiers()).isEmpty();
    assertThat(draft.anchor()).isEqualTo(Configs.NODE_IDS.ofMessage("acct", "production", "m-1"));
    assertThat(draft.anchor().standsForIdentifier()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'marketing':'granted'} | true",
        "{'marketing':'granted','email':'granted'} | true",
        "{'marketing':'granted','email':'perhaps'} | false",
        "{'marketing':'granted','email':null} | false",
        "{'marketing':'granted','analytics':'denied'} | true",
        "{'marketing':'denied'} | false",
        "{'marketing':'granted','email':'denied'} | false",
        "{'marketing':'perhaps'} | false",
        "{'analytics':'granted'} | false",
        "{} | false",
      })
  void anAdvertisingIdIsTakenWhereTheEventGrantsAPurposeAndDeniesNone(
      String consent, boolean taken) {
    Draft draft = accepted(onDevice("true", consent));

    assertThat(draft.identifiers())
        .extracting(sighting -> sighting.identifier().type())
        .containsExactlyInAnyOrder(
            taken
                ? new String[] {Identifier.ANONYMOUS_ID, Identifier.ADVERTISING_ID}
                : new String[] {Identifier.ANONYMOUS_ID});
  }

  @Test
  void consentDoesNotStandInForTheDevicesPermission() {
    Draft draft = accepted(onDevice("false", "{'marketing':'granted'}"));

    assertThat(draft.identifiers())
        .extracting(Sighting::identifier)
        .containsExactly(new Identifier(Identifier.ANONYMOUS_ID, "anon-1"));
  }

  @Test
  void whereNoPurposeIsConfiguredTheDevicesPermissionDecides() {
    Intake withoutPurposes = Configs.intakeWithoutPurposes();

    assertThat(
            accepted(withoutPurposes.take(bytes(onDevice("true", "{'marketing':'denied'}"))))
                .identifiers())
        .hasSize(2);
    assertThat(accepted(withoutPurposes.take(bytes(onDevice("false", "{}")))).identifiers())
        .hasSize(1);
  }

  @Test
  void anEventWithNothingButARefusedAdvertisingIdIdentifiesNobody() {
    ObjectNode fields = RawEvents.json(onDevice("true", "{'marketing':'denied'}"));
    fields.putNull("anonymous_id");

    Draft refused = accepted(Json.text(fields));

    assertThat(refused.identifiers()).isEmpty();
    assertThat(refused.anchor()).isEqualTo(Configs.NODE_IDS.ofMessage("acct", "production", "m-1"));

    fields.putObject("consent").put("marketing", "granted");
    assertThat(accepted(Json.text(fields)).anchor().standsForIdentifier()).isTrue();
  }

  private static String onDevice(String trackingEnabled, String consent) {
    return """
    {'context':{'device':{'advertisingId':'38400000-8CF0-11BD-B23E-10B96E40000D',
       'adTrackingEnabled':%s}},'consent':%s}
    """
        .formatted(trackingEnabled, consent);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'event_id':'e-1'} | e-1",
        "{'eventId':'e-2'} | e-2",
        "{'event_id':17} | 17",
        "{'event_id':' '} | m-1",
        "{'event_id':'null'} | m-1",
        "{'event_id':{'id':'x'}} | m-1",
        "{'eventID':'e-5'} | e-5",
        "{'Event ID':'e-5'} | e-5",
        "{'event_id':'[object Object]'} | m-1",
        "{'event_id':'[object Object]','eventID':'e-5'} | e-5",
        "{'event_id':'purchase-undefined'} | m-1",
        "{} | m-1",
      })
  void theEventIdIsTheSourcesOwnElseTheMessageId(String properties, String eventId) {
    assertThat(accepted("{'properties':" + properties + "}").eventId()).isEqualTo(eventId);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'context':{'event_id':'e-1'}} | e-1",
        "{'traits':{'event_id':'e-1'}} | e-1",
        "{'context':{'traits':{'eventId':'e-1'}}} | e-1",
        "{'context':{'event_id':'e-2'},'properties':{'order_id':'o','event_id':'e-1'}} | e-1",
        "{'context':{'event_id':'e-2','traits':{'event_id':'e-1'}}} | e-2",
        "{'context':{'event_id':'n/a','traits':{'event_id':'e-1'}}} | e-1",
        "{'context':{'traits':['event_id','e-1']}} | m-1",
        "{'context':{'page':{'event_id':'e-1'}}} | m-1",
      })
  void theEventIdOfAnOrderMayBeInTheContextOrTheTraits(String fields, String eventId) {
    ObjectNode event = RawEvents.json("{'properties':{'order_id':'o'}}");
    event.setAll(RawEvents.json(fields));

    assertThat(accepted(Json.text(event)).eventId()).isEqualTo(eventId);
  }

  @Test
  void anEventIdInTheTraitsIsNotThatOfEveryLaterEvent() {
    String traits = "'context':{'event_id':'e-1','traits':{'event_id':'e-2'}}}";

    assertThat(
            accepted("{'event':'Product Added','context':{'traits':{'event_id':'e-2'}}}").eventId())
        .isEqualTo("m-1");
    assertThat(accepted("{'event':'Product Added'," + traits).eventId()).isEqualTo("e-1");
  }

  @Test
  void anEndpointMaySayWhereItsEventIdsAre() {
    String custom = "'properties':{'event_id':'e-1','meta':{'Event-Id':'e-2'}}}";

    assertThat(accepted("{'account':'other'," + custom).eventId()).isEqualTo("e-2");
    assertThat(accepted("{" + custom).eventId()).isEqualTo("e-1");
  }

  @Test
  void aMessageIdIsAtMost512CharactersLong() {
    assertThat(accepted("{'message_id':'" + "x".repeat(512) + "'}").messageId()).hasSize(512);
    ObjectNode tooLong = RawEvents.json("{}").put("message_id", "x".repeat(513));
    assertIdTooLong(intake.take(bytes(Json.text(tooLong))), "message_id");
  }

  /** Cut short or left out, it would make two orders of one, or one of two. */
  @ParameterizedTest
  @CsvSource({
    "Order Completed, order_id, order_id",
    "Order Completed, event_id, event_id",
    "Order Completed, checkout_id, checkout_id",
    "Order Completed, checkoutToken, checkout_id",
    "Order Refunded, refund_id, refund_id",
    "Lead Submitted, lead-id, lead_id",
    "Subscription Started, subscriptionId, subscription_id",
    "Product Viewed, eventId, event_id"
  })
  void anIdOfAnEventOrOrderIsAtMost512CharactersLong(String event, String field, String name) {
    ObjectNode longest = RawEvents.json("{}").put("event", event);
    longest.putObject("properties").put(field, " " + "x9".repeat(256));
    ObjectNode tooLong = RawEvents.json("{}").put("event", event);
    tooLong.putObject("properties").put(field, "x9".repeat(256) + "x");

    assertThat(intake.take(bytes(Json.text(longest)))).isInstanceOf(IntakeResult.Accepted.class);
    assertIdTooLong(intake.take(bytes(Json.text(tooLong))), name);
  }

  private static void assertIdTooLong(IntakeResult result, String name) {
    assertThat(result).isInstanceOf(IntakeResult.Refused.class);
    Rejection rejection = ((IntakeResult.Refused) result).rejection();
    assertThat(rejection.reason()).isEqualTo(Reason.ID_TOO_LONG);
    assertThat(rejection.detail()).startsWith(name);
  }

  @Test
  void thePageOfAPageEventMayBeInItsProperties() throws Exception {
    Draft draft =
        accepted(
            """
            {'type':'page','event':'Home','context':{'page':{'url':' '}},
             'properties':{'url':'https://x.com/?gclid=G','referrer':'https://y.com/','name':'Home'}}
            """);

    JsonNode body = Json.parse(draft.body());
    assertThat(body.at("/client/page_url").textValue()).isEqualTo("https://x.com/?gclid=G");
    assertThat(body.at("/client/referrer").textValue()).isEqualTo("https://y.com/");
    assertThat(body.at("/properties/name").textValue()).isEqualTo("Home");
    assertThat(draft.contribution().clickIds()).containsEntry("gclid", "G");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "'2026-08-20T11:00:00Z'"})
  void withoutATimeOfItsOwnOrWithOneOfTheFutureAnEventHappenedWhenItWasReceived(String time) {
    assertThat(accepted("{'occurred_at':" + time + "}").occurredAt())
        .isEqualTo(RawEvents.RECEIVED_AT.toEpochMilli());
  }

  @Test
  void halfAnEmojiDoesNotLoseTheOrder() {
    Draft draft =
        accepted(
            """
            {'properties':{'order_id':'A\\ud83d','products':[{'id':'p','name':'Mug \\ud83d'}],'note':'\\ud83d x'},
             'context':{'userAgent':'\\ud83d','traits':{'firstName':'\\ude00'}}}
            """);

    assertThat(draft.businessKey()).isEqualTo("A\uFFFD");
    assertThat(draft.contribution().userAgent()).isEqualTo("\uFFFD");
    assertThat(new String(draft.body(), StandardCharsets.UTF_8)).contains("Mug \uFFFD", "\uFFFD x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "17",
        "[]",
        "'text'",
        "{",
        "{} {}",
        "not json",
        "{'a':1,'a':2}",
        "{}",
        "{'message_id':null,'type':'track'}",
        "{'message_id':'m','type':'track','account':'a','environment':'e','source':'s'}",
        "{'message_id':'m','type':'track','account':'a','environment':'e','source':'s','received_at':'yesterday'}",
        "{'message_id':'m','type':'track','account':'a','environment':'e','source':'s','received_at':[]}",
        "{'message_id':'m','type':{},'account':'a','environment':'e','source':'s','received_at':'2026-08-20T10:15:31Z'}",
        "{'message_id':'m','type':'track','account':'"
            + " ','environment':'e','source':'s','received_at':'2026-08-20T10:15:31Z'}",
        "{'message_id':'m','type':'track','account':'a','environment':'e','source':'s','received_at':'2026-08-20T10:15:31Z','traits':[]}",
        "{'message_id':'m','type':'track','account':'a','environment':'e','source':'s','received_at':'2026-08-20T10:15:31Z','properties':'x'}",
        "{'message_id':'m','type':'track','account':'a','environment':'e','source':'s','received_at':'2026-08-20T10:15:31Z','context':7}",
      })
  void whatIsNoRawEventIsRefusedWithAReasonThatQuotesNothing(String record) {
    Rejection rejection =
        rejection(intake.take(record.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));

    assertThat(rejection.reason()).isEqualTo(Reason.UNREADABLE_RECORD);
    assertThat(rejection.detail()).isNotBlank().doesNotContain("yesterday");
    assertThat(Json.write(rejection)).isNotEmpty();
  }

  @Test
  void aRecordWithoutValueIsRefused() {
    assertThat(rejection(intake.take((byte[]) null)).reason()).isEqualTo(Reason.UNREADABLE_RECORD);
  }

  @Test
  void whatIsNotUtf8IsRefusedAndKeptAsFarAsItCanBe() {
    byte[] bytes = new byte[300_000];
    Arrays.fill(bytes, (byte) 0xFF);

    Rejection rejection = rejection(intake.take(bytes));

    assertThat(rejection.body().textValue().length()).isEqualTo(RawRecord.MAX_KEPT_BYTES);
  }

  @Test
  void aRefusedRecordTellsWhoseItWas() {
    Rejection rejection =
        rejection(intake.take(bytes("{'traits':'surprise','user_id':'secret@example.com'}")));

    assertThat(rejection.messageId()).isEqualTo("m-1");
    assertThat(rejection.account()).isEqualTo("acct");
    assertThat(rejection.environment()).isEqualTo("production");
    assertThat(rejection.receivedAt()).isEqualTo(RawEvents.RECEIVED_AT);
    assertThat(rejection.detail()).contains("traits").doesNotContain("secret", "surprise");
    assertThat(rejection.body().get("user_id").textValue()).isEqualTo("secret@example.com");
  }

  /** Every field in every wrong type: what cannot be understood is absent. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "7",
        "-0.5",
        "1e999999",
        "''",
        "'<no value>'",
        "'text'",
        "[]",
        "[null]",
        "[[[]]]",
        "{}",
        "{'a':{'b':null}}"
      })
  void aFieldOfTheWrongTypeIsAbsent(String wrong) {
    String everyProperty =
        Stream.of(
                "order_id",
                "lead_id",
                "refund_id",
                "checkout_id",
                "event_id",
                "value",
                "revenue",
                "total",
                "currency",
                "products",
                "tax",
                "shipping",
                "discount",
                "coupon",
                "email",
                "phone",
                "billing",
                "product_id",
                "sku",
                "price",
                "quantity",
                "name",
                "url",
                "referrer",
                "fbc",
                "_ga",
                "first_name",
                "crm_id",
                "whatever")
            .map(name -> "'" + name + "':" + wrong)
            .collect(Collectors.joining(",", "{", "}"));
    String everyTrait =
        Stream.of(
                "firstName",
                "lastName",
                "name",
                "gender",
                "birthday",
                "address",
                "city",
                "state",
                "zip",
                "country",
                "email",
                "phone",
                "marketing_opt_in",
                "email_opt_in",
                "id")
            .map(name -> "'" + name + "':" + wrong)
            .collect(Collectors.joining(",", "{", "}"));
    String everyContext =
        Stream.of(
                "ip",
                "userAgent",
                "page",
                "locale",
                "campaign",
                "externalId",
                "consent",
                "consentManagement",
                "tcString",
                "gppString",
                "gpc",
                "fbp",
                "device",
                "library")
            .map(name -> "'" + name + "':" + wrong)
            .collect(Collectors.joining(",", "{'traits':" + everyTrait + ",", "}"));
    String nested =
        "{'page':{'url':%1$s,'referrer':%1$s,'search':%1$s},'campaign':{'gclid':%1$s},'traits':%1$s,"
                .formatted(wrong)
            + "'externalId':[%1$s,{'type':%1$s,'id':%1$s},{'type':'ga4ClientId','id':%1$s}],"
                .formatted(wrong)
            + "'consent':{'marketing':%1$s,'C0004':%1$s},".formatted(wrong)
            + "'consentManagement':{'allowedConsentIds':%1$s,'deniedConsentIds':%1$s}}"
                .formatted(wrong);
    for (String event : new String[] {"Order Completed", "Product Viewed", "Lead Submitted"}) {
      for (String context : new String[] {everyContext, nested}) {
        Draft draft =
            accepted(
                "{'event':'%s','properties':%s,'traits':%s,'context':%s,'merge_properties':%s}"
                    .formatted(event, everyProperty, everyTrait, context, wrong));

        assertThat(draft.body()).isNotEmpty();
      }
    }
    accepted("{'properties':{'products':[%1$s,{'id':%1$s,'price':%1$s}]}}".formatted(wrong));
  }

  @Test
  void neitherADraftNorAContributionShowsPersonalData() {
    Draft draft = accepted("{'user_id':'u-42','traits':{'firstName':'Ann','email':'a@b.co'}}");

    assertThat(draft + " " + draft.contribution() + " " + draft.identifiers())
        .doesNotContain("u-42", "Ann", "a@b.co");
  }

  private Draft accepted(String fields) {
    return accepted(intake.take(bytes(fields)));
  }

  @Test
  void aDeviceWhoseClockWasNeverSetTellsOfTheTimeOfReceipt() {
    Draft draft = accepted("{'occurred_at':'1970-01-01T00:00:09Z'}");

    assertThat(draft.occurredAt()).isEqualTo(draft.receivedAt());
  }

  private static Draft accepted(IntakeResult result) {
    assertThat(result).isInstanceOf(IntakeResult.Accepted.class);
    return ((IntakeResult.Accepted) result).draft();
  }

  private static Rejection rejection(IntakeResult result) {
    assertThat(result).isInstanceOf(IntakeResult.Refused.class);
    return ((IntakeResult.Refused) result).rejection();
  }

  /** Not written by our own writer, which could not write all of this. */
  private static byte[] bytes(String fields) {
    String base =
        """
        {'schema':1,'message_id':'m-1','type':'track','event':'Order Completed','account':'acct',
         'environment':'production','source':'rudderstack','channel':'web',
         'received_at':'2026-08-20T10:15:31.250Z','occurred_at':'2026-08-20T10:15:30.370Z',
         'anonymous_id':'anon-1','traits':{},'properties':{},'context':{}}
        """;
    try {
      ObjectNode node = RawEvents.json(base);
      node.setAll(RawEvents.json(fields));
      return new ObjectMapper()
          .writer()
          .with(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature())
          .writeValueAsBytes(node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aTestByTheCommandValidateHasNoClaimThatAnEventOfTheSourceMayHave() throws Exception {
    Draft draft =
        accepted(
            """
            {'context':{'tracklayer':{'validation':true}},
             'properties':{'order_id':'A-1','event_id':'pixel-1','value':1,'currency':'EUR'}}
            """);

    assertThat(Json.parse(draft.body()).path("validation").booleanValue()).isTrue();
    assertThat(draft.businessKey()).isNull();
    assertThat(draft.eventId()).isEqualTo("m-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'tracklayer':{'validation':false}",
        "'tracklayer':{'validation':'true'}",
        "'tracklayer':{'validation':1}",
        "'tracklayer':true",
        "'validation':true"
      })
  void nothingButTheMarkItselfKeepsAnEventFromBeingCounted(String context) throws Exception {
    Draft draft = accepted("{'context':{" + context + "},'properties':{'order_id':'A-1'}}");

    assertThat(Json.parse(draft.body()).has("validation")).isFalse();
    assertThat(draft.businessKey()).isEqualTo("A-1");
  }
}
