package io.tracklayer.destinations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.destinations.http.HttpCall;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The requests by which an API checks events without counting them, as its vendor documents it. */
class TestFacilitiesTest {

  private static Destination open(String type, String settings) {
    Map<String, Serializable> all = new HashMap<>();
    json(settings).properties().forEach(entry -> all.put(entry.getKey(), plain(entry)));
    return new Destinations()
        .open(
            Fixtures.config(type, all, null, Map.of(), Map.of()),
            Fixtures.always("whsec_c2VjcmV0"));
  }

  private static Serializable plain(Map.Entry<String, JsonNode> entry) {
    JsonNode value = entry.getValue();
    if (value.isObject()) {
      return new HashMap<>(Map.of("purchase", value.path("purchase").asText()));
    }
    return value.isBoolean() ? (Serializable) value.booleanValue() : value.asText();
  }

  private static JsonNode json(String text) {
    try {
      return Json.parse(text.replace('\'', '"').getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpCall request(Destination destination) {
    return destination.request(
        List.of(Fixtures.mapped(destination, Fixtures.event("purchase"))), Fixtures.NOW);
  }

  // https://developers.google.com/analytics/devguides/collection/protocol/ga4/validating-events
  // https://developers.google.com/data-manager/api/reference/rest/v1/events/ingest
  // https://developers.pinterest.com/docs/api/v5/events-create/
  // https://developers.snap.com/api/marketing-api/Conversions-API/UsingTheAPI
  // https://business-api.tiktok.com/portal/docs?id=1771100865818625
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      textBlock =
          """
          ga4                   | {'measurement_id':'G-ABC1234567','api_secret_ref':'S','anonymous_id_as_client_id':true} | /debug/mp/collect | measurement_id= | /validation_behavior | ENFORCE_RECOMMENDATIONS
          google_data_manager   | {'operating_account_id':'1234567890','credentials_ref':'S','conversion_actions':{'purchase':'777'}} | /v1/events:ingest | "" | /validateOnly | true
          pinterest_conversions | {'ad_account_id':'549','access_token_ref':'S'} | /v5/ad_accounts/549/events | test=true | "" | ""
          snapchat_capi         | {'pixel_id':'p-1','access_token_ref':'S'} | /v3/p-1/events/validate | access_token= | "" | ""
          tiktok_events         | {'pixel_code':'C4A','access_token_ref':'S','test_event_code':'TEST1'} | /open_api/v1.3/event/track/ | "" | /test_event_code | TEST1
          """)
  void aTestRequestIsWhatTheVendorDocumentsAndHoldsTheSameEvent(
      String type, String settings, String path, String query, String field, String value) {
    Destination destination = open(type, settings);
    Destination tests = destination.forTests().orElseThrow();

    HttpCall test = request(tests);

    assertThat(test.uri().getPath()).isEqualTo(path);
    assertThat(String.valueOf(test.uri().getQuery())).contains(query);
    if (!field.isEmpty()) {
      assertThat(Fixtures.json(test.body()).at(field).asText()).isEqualTo(value);
    }
    assertThat(Fixtures.mapped(tests, Fixtures.event("purchase")).body())
        .isEqualTo(Fixtures.mapped(destination, Fixtures.event("purchase")).body());
    assertThat(request(tests.forTests().orElseThrow()).uri()).isEqualTo(test.uri());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      textBlock =
          """
          ga4                   | {'measurement_id':'G-ABC1234567','api_secret_ref':'S','anonymous_id_as_client_id':true}
          google_data_manager   | {'operating_account_id':'1234567890','credentials_ref':'S','conversion_actions':{'purchase':'777'}}
          pinterest_conversions | {'ad_account_id':'549','access_token_ref':'S'}
          snapchat_capi         | {'pixel_id':'p-1','access_token_ref':'S'}
          """)
  void theDestinationItselfGoesOnSendingWhatCounts(String type, String settings) {
    Destination destination = open(type, settings);
    HttpCall before = request(destination);

    HttpCall test = request(destination.forTests().orElseThrow());

    HttpCall after = request(destination);
    assertThat(after.uri()).isEqualTo(before.uri());
    assertThat(after.body()).isEqualTo(before.body());
    assertThat(test.uri() + new String(test.body(), UTF_8))
        .isNotEqualTo(before.uri() + new String(before.body(), UTF_8));
  }

  /** Meta's test events are processed like real ones, so they are no test facility. */
  // https://developers.facebook.com/docs/marketing-api/conversions-api/using-the-api
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      textBlock =
          """
          meta_capi     | {'dataset_id':'1','access_token_ref':'S'}
          meta_capi     | {'dataset_id':'1','access_token_ref':'S','test_event_code':'TEST1'}
          tiktok_events | {'pixel_code':'C4A','access_token_ref':'S'}
          klaviyo       | {'api_key_ref':'S'}
          webhook       | {'url':'https://crm.example.com/h','signing_secret_ref':'S'}
          """)
  void whereTestEventsWouldCountThereIsNoTestFacility(String type, String settings) {
    assertThat(open(type, settings).forTests()).isEmpty();
  }
}
