package io.tracklayer.destinations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What ad platforms are told of the restrictions that a source states itself. */
class OptOutsTest {

  private static final String NONE = "";
  private static final String OPT_OUT = "opt_out";
  private static final String LIMITED = "limited";

  private final Destination meta = open("meta_capi", Map.of("dataset_id", "123"));
  private final Destination pinterest =
      open("pinterest_conversions", Map.of("ad_account_id", "549755885175"));
  private final Destination snapchat = open("snapchat_capi", Map.of("pixel_id", "a1-b2"));
  private final Destination tiktok =
      open("tiktok_events", Map.of("pixel_code", "7568899277611696136"));

  private static Destination open(String type, Map<String, String> settings) {
    Map<String, String> complete = new HashMap<>(settings);
    complete.put("access_token_ref", "T");
    return new Destinations()
        .open(
            Fixtures.config(type, complete, null, Map.of(), Map.of()), Fixtures.always("token-1"));
  }

  private static JsonNode sent(Destination destination, ObjectNode event) {
    return Fixtures.json(Fixtures.mapped(destination, Fixtures.event(event)).body());
  }

  private void assertToldEverywhere(ObjectNode event, String restriction) {
    boolean optsOut = restriction.equals(OPT_OUT);
    boolean limits = restriction.equals(LIMITED);
    JsonNode toMeta = sent(meta, event);
    JsonNode toPinterest = sent(pinterest, event);

    assertThat(toMeta.path("opt_out").asBoolean()).as("Meta").isEqualTo(optsOut);
    assertThat(toMeta.at("/data_processing_options/0").asText())
        .as("Meta")
        .isEqualTo(limits ? "LDU" : "");
    assertThat(toPinterest.path("opt_out").asBoolean())
        .as("Pinterest")
        .isEqualTo(optsOut || limits);
    assertThat(toPinterest.at("/custom_data/opt_out_type").asText())
        .as("Pinterest")
        .isEqualTo(limits ? "LDP" : "");
    assertThat(sent(snapchat, event).at("/data_processing_options/0").asText())
        .as("Snapchat")
        .isEqualTo(optsOut || limits ? "LDU" : "");
    assertThat(sent(tiktok, event).path("limited_data_use").asBoolean())
        .as("TikTok")
        .isEqualTo(optsOut || limits);
  }

  private static ObjectNode purchase(String part, String field) throws Exception {
    ObjectNode event = Fixtures.tree("purchase");
    JsonNode fields =
        Json.parse(("{" + field.replace('\'', '"') + "}").getBytes(StandardCharsets.UTF_8));
    event.withObject(part).setAll((ObjectNode) fields);
    return event;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'opt_out':true",
        "'opt_out':1",
        "'opt_out':'1'",
        "'opt_out':' TRUE '",
        "'opt_out':'yes'",
        "'opt_out':'denied'",
        "'opt_out':'opted out'",
        "'opt_out':'perhaps'",
        "'opt_out':[true]",
        "'opt_out':[false,true]",
        "'opt_out':{'value':false}",
        "'optOut':true",
        "'OPT-OUT':'Y'",
        "'Opt out':0.5"
      })
  void anythingButAPlainNoOptsOut(String field) throws Exception {
    assertToldEverywhere(purchase("/properties", field), OPT_OUT);
    assertToldEverywhere(purchase("/traits", field), OPT_OUT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'opt_out_type':'LDP'",
        "'optOutType':'LDP'",
        "'opt_out_type':'ldp,other'",
        "'opt_out_type':['LDP']",
        "'limited_data_use':true",
        "'limitedDataUse':1",
        "'limited_data_usage':'yes'",
        "'data_processing_options':['LDU']",
        "'data_processing_options':['ldu']",
        "'data_processing_options':'LDU'",
        "'dataProcessingOptions':[['LDU'],1,1000]",
        "'data_processing_options':['lmu']"
      })
  void aRestrictionLimitsTheUseWhicheverPlatformNamesIt(String field) throws Exception {
    assertToldEverywhere(purchase("/properties", field), LIMITED);
    assertToldEverywhere(purchase("/traits", field), LIMITED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'opt_out':false",
        "'opt_out':0",
        "'opt_out':0.0",
        "'opt_out':'False'",
        "'opt_out':'no'",
        "'opt_out':null",
        "'opt_out':' '",
        "'opt_out':'undefined'",
        "'opt_out':[false]",
        "'opt_out':{}",
        "'opt_out_type':'none'",
        "'limited_data_use':'off'",
        "'data_processing_options':[]",
        "'data_processing_options':'[]'",
        "'data_processing_options':['']",
        "'opt_outs':true",
        "'opt_in':true"
      })
  void aPlainNoAndNothingRestrictNothing(String field) throws Exception {
    assertToldEverywhere(purchase("/properties", field), NONE);
  }

  @ParameterizedTest
  @CsvSource({"denied, true", "restricted, true", "not_determined, true", "authorized, false"})
  void aRefusingDeviceOptsOutAtPinterestWhereverTheEventTookPlace(String tracking, boolean out)
      throws Exception {
    for (String source : new String[] {"web", "offline", "app_ios"}) {
      ObjectNode event = purchase("/properties", "'action_source':'" + source + "'");
      event.withObject("/client/device").put("tracking", tracking);

      JsonNode sent = sent(pinterest, event);

      assertThat(sent.path("action_source").asText()).isEqualTo(source);
      assertThat(sent.path("opt_out").asBoolean()).as(source).isEqualTo(out);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'opt_out':false",
        "'limitedDataUsage':'no'",
        "'opt_out_type':'none'",
        "'data_processing_options':'[]'",
        "'data_processing_options_country':0"
      })
  void noRestrictionIsAmongMetasCustomProperties(String field) throws Exception {
    assertThat(sent(meta, purchase("/properties", field)).path("custom_data").toString())
        .doesNotContainIgnoringCase(field.substring(1, field.indexOf("':")));
  }
}
