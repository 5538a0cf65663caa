package io.tracklayer.rudderstack.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tracklayer.contract.config.EndpointConfig;
import io.tracklayer.contract.delivery.Rejection;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.rudderstack.testing.Configs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeReaderTest {

  private static final Instant RECEIVED = Instant.parse("2026-08-20T12:00:00Z");
  private static final EnvelopeReader READER = new EnvelopeReader(Configs.endpoint());
  private static final EnvelopeReader READER_OF_ALL =
      new EnvelopeReader(Configs.endpoint("production", 401, List.of(), "PRODUCTION"));

  private static String identify(String messageId) {
    return "{\"messageId\":\"" + messageId + "\",\"type\":\"identify\"}";
  }

  private static String field(String name, String value) {
    return value == null ? "" : ",\"" + name + "\":\"" + value + "\"";
  }

  private static String event(String type, String event) {
    return event(type, event, "");
  }

  private static String event(String type, String event, String more) {
    return "{\"messageId\":\"m\",\"type\":\"" + type + "\"" + field("event", event) + more + "}";
  }

  private static String nested(int levels) {
    return "[".repeat(levels) + "]".repeat(levels);
  }

  private static EnvelopeResult.Accepted accepted(String json) {
    return accepted(READER, json);
  }

  private static EnvelopeResult.Accepted accepted(EnvelopeReader reader, String json) {
    EnvelopeResult envelope = reader.read(json.getBytes(UTF_8), RECEIVED);
    assertThat(envelope).isInstanceOf(EnvelopeResult.Accepted.class);
    return (EnvelopeResult.Accepted) envelope;
  }

  private static Rejection refused(EnvelopeReader reader, String json) {
    EnvelopeResult envelope = reader.read(json.getBytes(UTF_8), RECEIVED);
    assertThat(envelope).isInstanceOf(EnvelopeResult.Refused.class);
    return ((EnvelopeResult.Refused) envelope).rejection();
  }

  private static JsonNode json(String json) {
    try {
      return Json.parse(json.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Nested
  class Forms {

    @Test
    void readsRudderStacksEnvelope() throws IOException {
      EnvelopeResult.Accepted accepted =
          accepted(
              """
              {"messageId":"m-1","type":"track","event":"Order Completed","userId":"u-42",
               "anonymousId":"a-1","rudderId":"r","channel":"web","request_ip":"203.0.113.7",
               "originalTimestamp":"2026-08-20T10:15:30.120Z","sentAt":"2026-08-20T10:15:31.000Z",
               "receivedAt":"2026-08-20T10:15:31.250Z","timestamp":"2026-08-20T10:15:30.370Z",
               "writeKey":"w","integrations":{"All":true},
               "properties":{"order_id":"A-1","revenue":99.95},
               "context":{"traits":{"email":"a@b.c"},"page":{"url":"https://x.y/"}}}
              """);
      RawEvent event = accepted.event();
      assertThat(accepted.canonicalEvent()).isEqualTo("purchase");
      assertThat(event)
          .usingRecursiveComparison()
          .isEqualTo(
              RawEvent.builder()
                  .messageId("m-1")
                  .type("track")
                  .event("Order Completed")
                  .account("acct_live_123")
                  .environment("production")
                  .source("rudderstack")
                  .receivedAt(RECEIVED)
                  .occurredAt(Instant.parse("2026-08-20T10:15:30.370Z"))
                  .sentAt(Instant.parse("2026-08-20T10:15:31Z"))
                  .anonymousId("a-1")
                  .userId("u-42")
                  .channel("web")
                  .properties((ObjectNode) json("{\"order_id\":\"A-1\",\"revenue\":99.95}"))
                  .context(
                      (ObjectNode)
                          json(
                              "{\"traits\":{\"email\":\"a@b.c\"},\"page\":{\"url\":\"https://x.y/\"},"
                                  + "\"ip\":\"203.0.113.7\"}"))
                  .integrations(Json.object().put("All", true))
                  .build());
      assertThat(new String(Json.write(event), UTF_8)).contains("\"revenue\":99.95");
    }

    @Test
    void readsTheThinPayload() {
      EnvelopeResult.Accepted accepted =
          accepted(
              """
              {"message_id":"m-2","type":"track","event":"lead_submitted","sent_at":"2026-08-20T10:00:00Z",
               "anonymous_id":"a-2","user_id":"u-2","traits":{"email":"x@y.z"},
               "properties":{"lead_id":"L-1"},"consent":{"marketing":"granted"}}
              """);
      RawEvent event = accepted.event();
      assertThat(accepted.canonicalEvent()).isEqualTo("lead");
      assertThat(event.messageId()).isEqualTo("m-2");
      assertThat(event.anonymousId()).isEqualTo("a-2");
      assertThat(event.userId()).isEqualTo("u-2");
      assertThat(event.occurredAt()).isEqualTo("2026-08-20T10:00:00Z");
      assertThat(event.traits()).isEqualTo(json("{\"email\":\"x@y.z\"}"));
      assertThat(event.properties()).isEqualTo(json("{\"lead_id\":\"L-1\"}"));
      assertThat(event.consent()).isEqualTo(json("{\"marketing\":\"granted\"}"));
      assertThat(event.context()).isEmpty();
    }

    @Test
    void numbersWhereTextBelongsAreTakenAsTheirText() {
      RawEvent event =
          accepted(
                  """
                  {"messageId":17,"type":"track","event":"Order Completed","userId":42,
                   "anonymousId":12345678901234567890,"previousId":1.50,"channel":true}
                  """)
              .event();
      assertThat(event.messageId()).isEqualTo("17");
      assertThat(event.userId()).isEqualTo("42");
      assertThat(event.anonymousId()).isEqualTo("12345678901234567890");
      assertThat(event.previousId()).isEqualTo("1.50");
      assertThat(event.channel()).isEqualTo("true");
    }

    @Test
    void objectsWhereTextBelongsAreAbsent() {
      RawEvent event =
          accepted(
                  "{\"messageId\":\"m\",\"type\":\"identify\",\"userId\":{\"a\":1},\"anonymousId\":[1]}")
              .event();
      assertThat(event.userId()).isNull();
      assertThat(event.anonymousId()).isNull();
    }

    @Test
    void eitherSpellingOfAFieldIsTakenInEitherForm() {
      RawEvent event =
          accepted(
                  """
                  {"messageId":"m","type":"Alias ","user_id":"u","anonymous_id":"a","previous_id":"p",
                   "anonymousId":"<no value>"}
                  """)
              .event();
      assertThat(event.type()).isEqualTo("alias");
      assertThat(event.userId()).isEqualTo("u");
      assertThat(event.anonymousId()).isEqualTo("a");
      assertThat(event.previousId()).isEqualTo("p");
    }

    @Test
    void aMergeKeepsWhatItMerges() {
      RawEvent event =
          accepted(
                  """
                  {"messageId":"m","type":"merge",
                   "mergeProperties":[{"type":"email","value":"a@b.c"},{"type":"mobile","value":"+1"}]}
                  """)
              .event();
      assertThat(event.mergeProperties())
          .isEqualTo(
              json(
                  "[{\"type\":\"email\",\"value\":\"a@b.c\"},{\"type\":\"mobile\",\"value\":\"+1\"}]"));
    }

    @Test
    void theIpOfTheContextIsKept() {
      RawEvent event =
          accepted(
                  "{\"messageId\":\"m\",\"type\":\"identify\",\"context\":{\"ip\":\"192.0.2.1\"},"
                      + "\"request_ip\":\"192.0.2.2\"}")
              .event();
      assertThat(event.context()).isEqualTo(json("{\"ip\":\"192.0.2.1\"}"));
    }

    @Test
    void theRequestsAddressOfADeviceStandsBehindTheOneThatTheDeviceStates() {
      RawEvent event =
          accepted(
                  "{\"messageId\":\"m\",\"type\":\"identify\",\"channel\":\"web\","
                      + "\"context\":{\"ip\":\"10.0.0.1\"},\"request_ip\":\"198.51.100.4\"}")
              .event();
      assertThat(event.context()).isEqualTo(json("{\"ip\":\"10.0.0.1, 198.51.100.4\"}"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "[\"10.0.0.1\",\"192.168.0.2\"]",
          "\"10.0.0.1, 192.168.0.2\"",
          "[\"10.0.0.1\",null,\"192.168.0.2\",{}]"
        })
    void thatMayBeSeveral(String stated) {
      RawEvent event =
          accepted(
                  "{\"messageId\":\"m\",\"type\":\"identify\",\"channel\":\"web\","
                      + "\"context\":{\"ip\":"
                      + stated
                      + "},\"request_ip\":\"198.51.100.4\"}")
              .event();
      assertThat(event.context())
          .isEqualTo(json("{\"ip\":\"10.0.0.1, 192.168.0.2, 198.51.100.4\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Web", "WEB", " web ", "\u200bweb", "web\ufeff", "\u00a0Web\u2060"})
    void aChannelIsTheSameInAnyCaseAndWithWhatNobodySees(String channel) {
      RawEvent event =
          accepted(
                  "{\"messageId\":\"\u200bm\ufeff\",\"type\":\"Identify\u200b\",\"userId\":\"\u2060u-1 \","
                      + "\"request_ip\":\"198.51.100.4\",\"channel\":\""
                      + channel
                      + "\"}")
              .event();
      assertThat(event.channel()).isEqualTo("web");
      assertThat(event.messageId()).isEqualTo("m");
      assertThat(event.type()).isEqualTo("identify");
      assertThat(event.userId()).isEqualTo("u-1");
      assertThat(event.context()).isEqualTo(json("{\"ip\":\"198.51.100.4\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"channel\":\"server\"", ",\"channel\":\"sources\""})
    void theRequestOfABackEndTellsNothingOfThePersonsAddress(String channel) {
      RawEvent event =
          accepted(
                  "{\"messageId\":\"m\",\"type\":\"identify\",\"request_ip\":\"198.51.100.77\""
                      + channel
                      + "}")
              .event();
      assertThat(event.context()).isEmpty();
    }

    @Test
    void halfASurrogatePairIsReplacedAndWholeOnesStay() {
      RawEvent event =
          accepted(
                  "{\"messageId\":\"m\\udc00\",\"type\":\"identify\",\"userId\":\"\\ud83d\\ude00\\ud83d\","
                      + "\"traits\":{\"k\":\"\\ud800\\ud800\\udc00\"}}")
              .event();
      assertThat(event.messageId()).isEqualTo("m\uFFFD");
      assertThat(event.userId()).isEqualTo("\uD83D\uDE00\uFFFD");
      assertThat(event.traits().get("k").textValue()).isEqualTo("\uFFFD\uD800\uDC00");
      assertThat(Json.write(event)).isNotEmpty();
    }
  }

  @Nested
  class WhatIsLeftOpen {

    @Test
    void aTemplateRenderedWithoutItsFieldsLeavesThemAbsent() {
      RawEvent event =
          accepted(
                  """
                  {"message_id":"m-3","type":"track","event":"Order Completed","sent_at":"<no value>",
                   "anonymous_id":"<no value>","user_id":null,"traits":null,"properties":null,
                   "context":"<no value>","consent":"","timestamp":" ","channel":" <no value> "}
                  """)
              .event();
      assertThat(event.anonymousId()).isNull();
      assertThat(event.userId()).isNull();
      assertThat(event.channel()).isNull();
      assertThat(event.sentAt()).isNull();
      assertThat(event.consent()).isNull();
      assertThat(event.occurredAt()).isEqualTo(RECEIVED);
      assertThat(List.of(event.traits(), event.properties(), event.context()))
          .allMatch(JsonNode::isEmpty);
    }

    @Test
    void whatATemplateLeavesOpenIsAbsentAndWhatIsEmptiedStaysWhereConsentMayBeStated() {
      RawEvent event =
          accepted(
                  """
                  {"messageId":"m","type":"identify","channel":"mobile",
                   "traits":{"email":"","a":null,"name":"N","address":{"city":"<no value>","zip":"1"}},
                   "properties":{"items":[{"sku":"s","brand":null},"",null]},
                   "context":{"ip":" ","page":{"url":null}},"request_ip":"198.51.100.4"}
                  """)
              .event();
      assertThat(event.traits())
          .isEqualTo(
              json("{\"email\":\"\",\"a\":null,\"name\":\"N\",\"address\":{\"zip\":\"1\"}}"));
      assertThat(event.properties()).isEqualTo(json("{\"items\":[{\"sku\":\"s\"},\"\",null]}"));
      assertThat(event.context())
          .isEqualTo(json("{\"page\":{\"url\":null},\"ip\":\"198.51.100.4\"}"));
    }

    @Test
    void anEmptyArrayIsHowPhpWritesAnEmptyMap() {
      RawEvent event =
          accepted(
                  "{\"messageId\":\"m\",\"type\":\"identify\",\"traits\":[],\"properties\":[],\"context\":[]}")
              .event();
      assertThat(event.traits()).isEmpty();
    }
  }

  @Nested
  class WhereConsentMayBeStated {

    /** Refusing the event would leave an earlier grant in force. */
    @Test
    void aConsentThatIsNoObjectIsKeptForTheJobToJudge() {
      assertThat(
              accepted(
                      "{\"messageId\":\"m\",\"type\":\"track\",\"event\":\"Order Completed\","
                          + "\"consent\":\"denied\"}")
                  .event()
                  .consent())
          .isEqualTo(TextNode.valueOf("denied"));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '~',
        value = {
          "{'m':'no','m':'yes'} | {'m':[{'repeated':true}]}",
          "{'m':'no','m':'yes','m':'yes'} | {'m':[{'repeated':true}]}",
          "{'m':'no','m':null} | {'m':[{'repeated':true}]}",
          "{'m':'no','m':'<no value>'} | {'m':'no'}",
          "{'m':'yes','m':'yes'} | {'m':'yes'}",
          "{'c':{'denied':['C4']},'c':{'allowed':['C4']}} | {'c':{'denied':['C4'],'allowed':['C4']}}",
          "{'c':{'denied':['C4']},'c':{'denied':[]}} | {'c':{'denied':[{'repeated':true}]}}",
          "{'c':{'denied':['C4']},'c':true} | {'c':[{'repeated':true}]}",
        })
    void aDenialUnderANameThatIsRepeatedIsNotLost(String sent, String kept) {
      for (String part : List.of("consent", "context", "traits")) {
        String event =
            "{'messageId':'m','type':'track','event':'Order Completed','%s':%s}"
                .formatted(part, sent)
                .replace('\'', '"');
        RawEvent read = accepted(event).event();
        JsonNode found =
            switch (part) {
              case "consent" -> read.consent();
              case "context" -> read.context();
              default -> read.traits();
            };

        assertThat(found).isEqualTo(json(kept.replace('\'', '"')));
      }
    }

    @Test
    void aPartThatIsRepeatedKeepsWhatEachSays() {
      RawEvent event =
          accepted(
                  """
                  {"messageId":"m","type":"track","event":"Order Completed",
                   "context":{"consent":{"m":"no"}},"context":{"consent":{"m":"yes"},"gpc":true},
                   "consent":{"m":"no"},"consent":null,"properties":{"a":1},"properties":{"a":2}}
                  """)
              .event();
      assertThat(event.context())
          .isEqualTo(json("{\"consent\":{\"m\":[{\"repeated\":true}]},\"gpc\":true}"));
      assertThat(event.consent()).isEqualTo(json("{\"m\":\"no\"}"));
      assertThat(event.properties()).isEqualTo(json("{\"a\":2}"));
    }

    @Test
    void ofARepeatedNameTheLastCountsWhereNoConsentIsStated() {
      RawEvent event =
          accepted(
                  "{\"messageId\":\"m\",\"type\":\"identify\",\"userId\":\"1\",\"userId\":\"2\","
                      + "\"properties\":{\"a\":\"x\",\"a\":null}}")
              .event();
      assertThat(event.userId()).isEqualTo("2");
      assertThat(event.properties()).isEmpty();
    }
  }

  @Nested
  class NamesAndFilters {

    @ParameterizedTest
    @CsvSource({
      "track, Order Completed, purchase",
      "track, ' order_completed ', purchase",
      "track, ORDER COMPLETED, purchase",
      "track, Trial Booked, lead",
      "page, Home, page_view",
      "identify, , profile_update",
      "alias, , ",
      "merge, , ",
    })
    void anEventThatAFilterNamesGetsItsCanonicalName(String type, String event, String canonical) {
      assertThat(accepted(event(type, event)).canonicalEvent()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({
      "track, Product Added",
      "track, Cart Viewed",
      "track, screen",
      "track, ",
      "screen, page",
      "screen, Order Completed",
    })
    void anEventThatNoFilterNamesIsHeldBackAndNotKept(String type, String event) {
      Rejection rejection = refused(READER, event(type, event));
      assertThat(rejection.reason()).isEqualTo(Reason.NOT_IN_ALLOWLIST);
      assertThat(rejection.messageId()).isEqualTo("m");
      assertThat(rejection.body()).isNull();
    }

    @Test
    void anEventThatPassesWithoutACanonicalNameIsKeptAsSuch() {
      Rejection rejection = refused(READER, event("group", null));
      assertThat(rejection.reason()).isEqualTo(Reason.NO_CANONICAL_NAME);
      assertThat(rejection.body()).isEqualTo(json(event("group", null)));
    }

    @Test
    void withoutAFilterEverythingWithACanonicalNamePasses() {
      assertThat(accepted(READER_OF_ALL, event("track", "Product Added")).canonicalEvent())
          .isEqualTo("add_to_cart");
      assertThat(accepted(READER_OF_ALL, event("screen", "Home")).canonicalEvent())
          .isEqualTo("page_view");
      assertThat(refused(READER_OF_ALL, event("track", "Promotion Viewed")).reason())
          .isEqualTo(Reason.NO_CANONICAL_NAME);
      assertThat(refused(READER_OF_ALL, event("group", null)).reason())
          .isEqualTo(Reason.NO_CANONICAL_NAME);
    }

    @Test
    void aPageIsNamedByItsOwnNameOrByThatOfItsProperties() {
      assertThat(
              accepted("{\"messageId\":\"m\",\"type\":\"page\",\"name\":\"Home\"}").event().event())
          .isEqualTo("Home");
      assertThat(
              accepted("{\"messageId\":\"m\",\"type\":\"page\",\"properties\":{\"name\":\"Cart\"}}")
                  .event()
                  .event())
          .isEqualTo("Cart");
    }

    @Test
    void aMappedEventNeedsNoPlaceInTheDefaultTable() {
      EndpointConfig endpoint = Configs.endpoint("production", 401, List.of(), "PRODUCTION");
      assertThat(
              accepted(new EnvelopeReader(endpoint), event("track", "trial_booked"))
                  .canonicalEvent())
          .isEqualTo("lead");
    }
  }

  @Nested
  class Refusals {

    static Stream<Arguments> refusals() {
      String order = "\"messageId\":\"m\",\"type\":\"track\",\"event\":\"Order Completed\"";
      return Stream.of(
          arguments("\"text\"", "not_an_object", null),
          arguments("null", "not_an_object", null),
          arguments("[{" + order + "}]", "not_an_object", null),
          arguments("{}", "missing_message_id", null),
          arguments("{\"type\":\"track\"}", "missing_message_id", null),
          arguments("{\"messageId\":\" \",\"type\":\"track\"}", "missing_message_id", null),
          arguments("{\"message_id\":\"<no value>\",\"type\":\"x\"}", "missing_message_id", null),
          arguments("{\"message_id\":\"<nil>\",\"type\":\"track\"}", "missing_message_id", null),
          arguments("{\"messageId\":{\"a\":1},\"type\":\"track\"}", "missing_message_id", null),
          arguments("{\"messageId\":\"m\"}", "unknown_type", "m"),
          arguments("{\"messageId\":\"m\",\"type\":\"purchase\"}", "unknown_type", "m"),
          arguments("{\"messageId\":\"m\",\"type\":[\"track\"]}", "unknown_type", "m"),
          arguments("{" + order + ",\"traits\":\"text\"}", "not_an_object", "m"),
          arguments("{" + order + ",\"properties\":7}", "not_an_object", "m"),
          arguments("{" + order + ",\"context\":[1]}", "not_an_object", "m"),
          arguments("{" + order + ",\"timestamp\":\"yesterday\"}", "bad_timestamp", "m"),
          arguments("{" + order + ",\"timestamp\":20260504}", "bad_timestamp", "m"),
          arguments("{" + order + ",\"timestamp\":\"2026-13-01T00:00:00Z\"}", "bad_timestamp", "m"),
          arguments("{" + order + ",\"properties\":{\"a\":" + nested(32) + "}}", "too_deep", "m"),
          arguments("{" + order + ",\"a\":" + nested(90_000) + "}", "too_deep", "m"),
          arguments(
              "{\"properties\":{\"a\":\"" + "x".repeat(65_537) + "\"}," + order + "}",
              "too_long",
              "m"),
          arguments("{" + order + ",\"a\":\"" + "ü".repeat(32_769) + "\"}", "too_long", "m"),
          arguments("{" + order + ",\"" + "k".repeat(65_537) + "\":1}", "too_long", "m"),
          arguments("{" + order + ",\"a\":1e999999}", "too_long", "m"),
          arguments("{" + order + ",\"a\":1e-999999}", "too_long", "m"),
          arguments("{" + order + ",\"a\":1e99999999999}", "too_long", "m"),
          arguments("{" + order + ",\"a\":" + "9".repeat(65) + "}", "too_long", "m"),
          arguments("{" + order + ",\"a\":[1e60" + ",1e60".repeat(9000) + "]}", "too_long", "m"),
          arguments(
              "{\"a\":[\"" + "x".repeat(60_000) + "\"" + ",1".repeat(120_000) + "]," + order + "}",
              "too_long",
              "m"),
          arguments("{\"a\":\"" + "x".repeat(1 << 20) + "\"," + order + "}", "too_long", "m"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatIsNotValidIsRefusedWithItsReasonAndKept(String json, String reason, String messageId)
        throws IOException {
      Rejection rejection = refused(READER, json);
      assertThat(rejection.reason()).isEqualTo(Reason.of(reason));
      assertThat(rejection.messageId()).isEqualTo(messageId);
      assertThat(rejection.detail()).isNotBlank();
      assertThat(rejection.account()).isEqualTo("acct_live_123");
      assertThat(rejection.environment()).isEqualTo("production");
      assertThat(rejection.receivedAt()).isEqualTo(RECEIVED);
      byte[] written = Json.write(rejection);
      assertThat(written.length).isLessThan(2 * json.length() + 1000);
      JsonNode body = Json.parse(written).path("body");
      if (body.isTextual()) {
        assertThat(body.textValue()).isEqualTo(json.startsWith("\"") ? "text" : json);
      } else {
        assertThat(body).isEqualTo(json(json));
      }
    }

    @Test
    void limitsThemselvesAreAllowed() {
      accepted(event("identify", null, ",\"traits\":{\"a\":" + nested(30) + "}"));
      accepted(event("identify", null, ",\"traits\":{\"a\":\"" + "x".repeat(65_536) + "\"}"));
      accepted(event("identify", null, ",\"traits\":{\"a\":" + "9".repeat(64) + "}"));
    }

    @Test
    void aMessageIdMayHave512CharactersAndIsCutToThatManyElse() {
      String id = "m".repeat(511);
      assertThat(accepted(identify(id + "x")).event().messageId()).hasSize(512);
      Rejection rejection = refused(READER, identify(id + "xy"));
      assertThat(rejection.reason()).isEqualTo(Reason.ID_TOO_LONG);
      assertThat(rejection.messageId()).isEqualTo(id + "x");
      assertThat(refused(READER, identify(id + "\uD83D\uDE00")).messageId()).isEqualTo(id);
      assertThat(refused(READER, identify("m".repeat(300_000))).reason())
          .isEqualTo(Reason.ID_TOO_LONG);
    }

    @Test
    void theFirstReasonInTheDocumentedOrderIsGiven() {
      String bad = "{\"type\":\"x\",\"timestamp\":\"x\",\"traits\":1";
      assertThat(refused(READER, bad + "}").reason()).isEqualTo(Reason.MISSING_MESSAGE_ID);
      assertThat(refused(READER, bad + ",\"messageId\":\"m\"}").reason())
          .isEqualTo(Reason.UNKNOWN_TYPE);
      String track = bad.replace("\"x\",\"timestamp", "\"track\",\"timestamp");
      assertThat(refused(READER, track + ",\"messageId\":\"m\"}").reason())
          .isEqualTo(Reason.NOT_IN_ALLOWLIST);
      assertThat(refused(READER_OF_ALL, track + ",\"messageId\":\"m\"}").reason())
          .isEqualTo(Reason.NO_CANONICAL_NAME);
      assertThat(
              refused(READER_OF_ALL, track + ",\"messageId\":\"m\",\"event\":\"lead\"}").reason())
          .isEqualTo(Reason.NOT_AN_OBJECT);
      assertThat(refused(READER, bad + ",\"a\":" + nested(40) + "}").reason())
          .isEqualTo(Reason.TOO_DEEP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "", "{\"a\":1"})
    void whatIsNotJsonIsTheCallersError(String json) {
      assertThatThrownBy(() -> READER.read(json.getBytes(UTF_8), RECEIVED))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Nested
  class Times {

    @ParameterizedTest
    @CsvSource({
      // the source's own time is kept
      "2026-08-20T10:00:00Z, 2026-08-20T08:00:00Z, 2026-08-20T09:00:00Z, 2026-08-20T11:00:00Z, 2026-08-20T10:00:00Z",
      // the device's clock is 30 minutes off
      ", 2026-08-20T10:30:00Z, 2026-08-20T10:30:01Z, 2026-08-20T10:00:02Z, 2026-08-20T10:00:01Z",
      // without the gateway's clock, the receiver's
      ", 2026-08-20T10:30:00Z, 2026-08-20T10:30:01Z, , 2026-08-20T11:59:59Z",
      // a missing operand is the time of receipt
      ", 2026-08-20T10:30:00Z, , , 2026-08-20T10:30:00Z",
      ", , 2026-08-20T11:59:59Z, , 2026-08-20T12:00:00Z",
      ", , , , 2026-08-20T12:00:00Z",
      // a future time counts as the time of receipt
      "2026-08-20T12:01:01Z, , , , 2026-08-20T12:00:00Z",
      "2036-08-20T12:01:01Z, , , , 2026-08-20T12:00:00Z",
      // ways to write it
      "2026-08-20T12:30:00.123456+02:00, , , , 2026-08-20T10:30:00.123456Z",
      "2026-08-20 10:30:00z, , , , 2026-08-20T10:30:00Z",
      "0001-01-01T00:00:00Z, , , , 2026-08-20T12:00:00Z",
      // so does one of a clock that was never set
      "0, , , , 2026-08-20T12:00:00Z",
      "-1, , , , 2026-08-20T12:00:00Z",
      "86400, , , , 2026-08-20T12:00:00Z",
      // what the time is computed from is missing if it is no time
      ", 27.11.2026 07:00, 2026-08-20T11:59:59Z, , 2026-08-20T12:00:00Z",
      ", 2026-08-20T10:30:00Z, soon, , 2026-08-20T10:30:00Z",
      ", 2026-08-20T10:30:00Z, 2026-08-20T10:30:01Z, soon, 2026-08-20T11:59:59Z",
    })
    void anEnvelopesTimeIsCorrectedForTheDevicesClock(
        String timestamp, String original, String sent, String gateway, Instant occurredAt) {
      String json =
          "{\"messageId\":\"m\",\"type\":\"identify\""
              + field("timestamp", timestamp)
              + field("originalTimestamp", original)
              + field("sentAt", sent)
              + field("receivedAt", gateway)
              + "}";
      assertThat(accepted(json).event().occurredAt()).isEqualTo(occurredAt);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "2026-05-04T11:59:00Z",
          "2026-05-04T11:59:00",
          "2026-05-04 11:59:00",
          "2026-05-04T11:59",
          "2026-05-04T11:59:00,000Z",
          "2026-05-04T13:59:00+0200",
          "2026-05-04T13:59:00+02",
          "2026-05-04 13:59:00 +02:00",
          "2026-05-04 11:59:00 UTC",
          "2026-05-04 11:59:00 +0000 UTC",
          "2026/05/04 11:59:00",
          "2026/05/04T13:59:00+02:00",
          "20260504T115900Z",
          "20260504T135900+0200",
          "20260504T115900.000Z",
          "2026-05-04T11:59:00Z[UTC]",
          "2026-05-04T13:59:00+02:00[Europe/Berlin]",
          "٢٠٢٦-٠٥-٠٤T١١:٥٩:٠٠Z",
          "٢٠٢٦-٠٥-٠٤T١٣:٥٩:٠٠+٠٢:٠٠",
          "1777895940",
          "1777895940.000",
          "1777895940000",
          "1777895940000000",
          "1777895940000000000",
          "Mon, 04 May 2026 11:59:00 GMT",
          "Mon, 4 May 2026 13:59:00 +0200",
          "Mon May 04 2026 13:59:00 GMT+0200",
          "Mon May 04 2026 13:59:00 GMT+0200 (Mitteleuropäische Sommerzeit)",
        })
    void aTimeMayBeWrittenInManyWays(String written) {
      Instant at = Instant.parse("2026-05-04T11:59:00Z");
      assertThat(SourceTime.parse(written)).isEqualTo(at);
      String json = "{\"messageId\":\"m\",\"type\":\"identify\",\"timestamp\":";
      assertThat(accepted(json + "\"" + written + "\"}").event().occurredAt()).isEqualTo(at);
      if (written.chars().allMatch(Character::isDigit)) {
        assertThat(accepted(json + written + "}").event().occurredAt()).isEqualTo(at);
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "yesterday",
          "2026-05-04",
          "20260504",
          "2026-13-04T11:59:00Z",
          "2026-05-04T25:59:00Z",
          "2026-05-04T11:59:00+25:00",
          "12026-05-04T11:59:00Z",
          "04.05.2026 11:59",
          "05/04/2026 11:59:00",
          "26/05/04 11:59:00",
          "2026/05-04 11:59:00",
          "20261304T115900Z",
          "20260504T1159",
          "2026-05-04[UTC]",
          "[UTC]",
          "-1777895940",
          "1e9",
          "99999999999999999999",
          "Mon, 99 May 2026 11:59:00 GMT",
        })
    void whatCouldBeTwoTimesOrIsNoneIsNoTime(String written) {
      assertThat(SourceTime.parse(written)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
      "2026-08-20T10:00:00Z, yesterday, 0, , 2026-08-20T10:00:00Z",
      "1970-01-01T00:00:00Z, , , , 2026-08-20T12:00:00Z",
    })
    void aTimeThatIsNotNeededMayBeAnything(
        String timestamp, String original, String sent, String gateway, Instant occurredAt) {
      anEnvelopesTimeIsCorrectedForTheDevicesClock(timestamp, original, sent, gateway, occurredAt);
    }

    @ParameterizedTest
    @CsvSource({
      "2026-08-20T10:00:00Z, 2026-08-20T08:00:00Z, 2026-08-20T09:00:00Z, 2026-08-20T10:00:00Z",
      ", 2026-08-20T08:00:00Z, 2026-08-20T09:00:00Z, 2026-08-20T08:00:00Z",
      ", , 2026-08-20T09:00:00Z, 2026-08-20T09:00:00Z",
      ", , , 2026-08-20T12:00:00Z",
      "2026-08-20T13:00:00Z, , , 2026-08-20T12:00:00Z",
    })
    void aThinPayloadsTimeIsTheFirstThatItHas(
        String timestamp, String original, String sent, Instant occurredAt) {
      String json =
          "{\"message_id\":\"m\",\"type\":\"identify\""
              + field("timestamp", timestamp)
              + field("original_timestamp", original)
              + field("sent_at", sent)
              + "}";
      assertThat(accepted(json).event().occurredAt()).isEqualTo(occurredAt);
    }
  }
}
