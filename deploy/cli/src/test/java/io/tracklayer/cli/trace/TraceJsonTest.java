package io.tracklayer.cli.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.Topics;
import io.tracklayer.contract.config.DestinationScope;
import io.tracklayer.contract.json.Json;
import io.tracklayer.job.intake.Conventions;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** The way of an event for programs. */
class TraceJsonTest {

  private static final String MESSAGE =
      "'message_id':'m-1','account':'a','environment':'production'";
  private static final String EVENT = MESSAGE + ",'event_id':'m-1','name':'purchase'";

  private final Topics topics = new Topics("shop");

  @Test
  void eachStepSaysWhatBecameOfTheEventAndWhereThatIsWritten() throws Exception {
    Trail trail = trail("m-1");
    trail.raw(raw(1, ",'properties':{'value':'a lot'}"));
    trail.raw(raw(2, ""));
    trail.canonical(
        record(
            topics.canonical(),
            2,
            "{"
                + EVENT
                + ",'identity_state':'none','consent':{'ads':'granted'},'consent_evidence':"
                + "{'ads':{'own':'granted','source':'consent','words':'yes'}}}"));
    trail.delivery(
        record(
            topics.deliveries(),
            3,
            "{"
                + EVENT
                + ",'destination':'meta','outcome':'consent_denied','reason':'no_consent',"
                + "'detail':'ads','attempt':0,'consent':{'ads':{'state':'denied',"
                + "'source':'consent','words':'declined'}}}"));
    trail.deadLetter(
        record(
            topics.deadLetters(),
            4,
            "{'event_id':'m-1','message_id':'m-1','destination':'crm','outcome':'rejected',"
                + "'attempt':2,'status':400,'reason':'invalid_request','detail':'100',"
                + "'answer':'what it said','event':{'event':'canary'}}"));

    assertThat(steps(trail))
        .containsExactly(
            "{'at':'1970-01-01T00:00:01Z','step':'received','topic':'shop.raw','partition':2,"
                + "'offset':1,'message_id':'m-1','type':'track','account':'a',"
                + "'environment':'production','source':'rudderstack','event':'Order Completed',"
                + "'not_readable':['value'],'said':'The event arrived and was stored.'}",
            "{'at':'1970-01-01T00:00:02Z','step':'received','topic':'shop.raw','partition':2,"
                + "'offset':2,'message_id':'m-1','type':'track','account':'a',"
                + "'environment':'production','source':'rudderstack','event':'Order Completed',"
                + "'said':'The same message arrived again. It is recognised by its id, and counts"
                + " once.'}",
            "{'at':'1970-01-01T00:00:02Z','step':'canonical','topic':'shop.canonical',"
                + "'partition':2,'offset':2,'message_id':'m-1','name':'purchase',"
                + "'identity_state':'none','event_id':'m-1','consent':{'ads':{'state':'granted',"
                + "'source':'consent','own':'granted','words':'yes'}},"
                + "'said':'It became a “purchase” event of nobody who is known. Consent: ads"
                + " granted (consent).'}",
            "{'at':'1970-01-01T00:00:02Z','step':'waiting','message_id':'m-1',"
                + "'destination':'crm','said':'It waits for its turn at crm.'}",
            "{'at':'1970-01-01T00:00:03Z','step':'delivery','topic':'shop.deliveries',"
                + "'partition':2,'offset':3,'message_id':'m-1','destination':'meta',"
                + "'outcome':'consent_denied','attempt':0,'reason':'no_consent','detail':'ads',"
                + "'consent':{'ads':{'state':'denied','source':'consent','words':'declined'}},"
                + "'event_id':'m-1','would_have_needed':{'ads':'a yes to ads'},"
                + "'said':'meta does not get it: consent to ads is denied.'}",
            "{'at':'1970-01-01T00:00:04Z','step':'dead_letter','topic':'shop.dead-letters',"
                + "'partition':2,'offset':4,'message_id':'m-1','destination':'crm',"
                + "'outcome':'rejected','attempt':2,'status':400,'reason':'invalid_request',"
                + "'detail':'100','answer':'what it said','event_id':'m-1',"
                + "'said':'It was kept as a dead letter, so that it can be sent again.'}");
  }

  @Test
  void nothingPersonalIsTold() throws Exception {
    String address = "canary@example.com";
    Trail trail = trail(address);
    trail.raw(
        record(
            topics.raw(),
            1,
            "{'message_id':'canary@example.com','type':'track','event':'canary@example.com',"
                + "'account':'a','environment':'production',"
                + "'properties':{'email':'canary@example.com'},'traits':{'name':'canary'}}"));
    trail.rejected(
        record(
            topics.rejected(),
            2,
            "{'message_id':'canary@example.com','account':'a','environment':'production',"
                + "'reason':'id_too_long','detail':'canary@example.com','body':{'a':'canary'}}"));
    trail.canonical(
        record(
            topics.canonical(),
            3,
            "{'message_id':'canary@example.com','event_id':'canary@example.com','account':'a',"
                + "'environment':'production','name':'purchase','user':{'first_name':'canary'},"
                + "'duplicate_of':'+49 170 0canary','consent':{'ads':'denied'},'consent_evidence':"
                + "{'ads':{'words':'canary@example.com','own_words':'+491701234567'}}}"));
    trail.deadLetter(
        record(
            topics.deadLetters(),
            4,
            "{'event_id':'canary@example.com','destination':'crm','outcome':'rejected',"
                + "'answer':'no canary@example.com','event':{'user':'canary'}}"));

    String told = new TraceJson(topics).of(address, trail.steps()).toString();

    assertThat(told).contains("'(an address)'".replace('\'', '"')).doesNotContain("4917");
    assertThat(told.replace("0canary", "")).doesNotContainIgnoringCase("canary");
  }

  private List<String> steps(Trail trail) {
    JsonNode way = new TraceJson(topics).of("m-1", trail.steps());
    assertThat(way.path("id").asText()).isEqualTo("m-1");
    List<String> steps = new ArrayList<>();
    way.path("steps").forEach(step -> steps.add(step.toString().replace('"', '\'')));
    return steps;
  }

  private static Trail trail(String id) {
    List<DestinationScope> destinations =
        List.of(
            new DestinationScope("meta", "a", "production", null),
            new DestinationScope("crm", "a", "production", null));
    return new Trail(
        id,
        new OpenWaits(List.of(), destinations, new OpenCircuits()),
        new Needs(Map.of("ads", "a yes to ads"), false),
        new Conventions(List.of()));
  }

  private TopicRecord raw(long second, String more) throws IOException {
    return record(
        topics.raw(),
        second,
        "{'schema':1,"
            + MESSAGE
            + ",'type':'track','event':'Order Completed','source':'rudderstack','received_at':"
            + "'2026-05-04T11:58:12Z','occurred_at':'2026-05-04T11:58:12Z','traits':{},"
            + "'context':{}"
            + more
            + "}");
  }

  private static TopicRecord record(String topic, long second, String json) throws IOException {
    byte[] value = json.replace('\'', '"').getBytes(UTF_8);
    return new TopicRecord(
        Instant.ofEpochSecond(second),
        Json.parse(value),
        null,
        new ConsumerRecord<>(topic, 2, second, null, value));
  }
}
