package io.tracklayer.contract.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tracklayer.contract.json.Json;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThinPayloadSchemaTest {

  private final RecordSchema schema = new RecordSchema("thin-payload");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'message_id':'m1','type':'track','event':'Order Completed','sent_at':'2026-08-20T10:15:31Z',"
            + "'anonymous_id':'a1','user_id':'u1','traits':{'email':'a@b.co'},"
            + "'properties':{'order_id':'A-1'},'timestamp':'2026-08-20T12:15:30.12+02:00',"
            + "'original_timestamp':null,'context':{'ip':'203.0.113.7'},'consent':{'marketing':true}}",
        "{'message_id':'m1','type':'page'}",
        "{'message_id':'m1','type':'identify','user_id':42,'traits':null,'properties':'<no value>',"
            + "'sent_at':'<no value>','anonymous_id':'','timestamp':' '}",
        "{'message_id':'m1','type':'page','whatever':1}",
        "[]",
        "[{'message_id':'m1','type':'page'},{'message_id':'m2','type':'page'}]",
        "{'batch':[{'message_id':'m1','type':'page'}]}"
      })
  void whatTheEndpointTakesIsAccepted(String json) throws Exception {
    assertThat(problems(json)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'page'}",
        "{'message_id':'','type':'page'}",
        "{'message_id':' ','type':'page'}",
        "{'message_id':'m1'}",
        "{'message_id':'m1','type':'click'}",
        "{'message_id':'m1','type':'track'}",
        "{'message_id':'m1','type':'track','event':null}",
        "{'message_id':'m1','type':'page','traits':'anna'}",
        "{'message_id':'m1','type':'page','timestamp':'yesterday'}",
        "[{'message_id':'m1'}]",
        "{'batch':{}}",
        "'event'"
      })
  void whatItWouldRejectIsFound(String json) throws Exception {
    assertThat(problems(json)).isNotEmpty();
  }

  private List<String> problems(String json) throws JsonProcessingException {
    return schema.problems(Json.mapper().readTree(json.replace('\'', '"')));
  }
}
