package io.tracklayer.job.gate.selection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.gate.Gate;
import io.tracklayer.job.gate.Incoming;
import io.tracklayer.job.gate.IncomingCodec;
import io.tracklayer.job.kafka.FakeRecordLog;
import io.tracklayer.job.state.CodecSerializer;
import io.tracklayer.job.testing.Events;
import java.io.Serializable;
import java.time.Instant;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Tests what each destination takes from a record of the canonical topic, and when it has caught
 * up.
 */
@Timeout(60)
class SelectStepTest {

  private static final Instant THEN = Instant.parse("2026-08-20T10:00:00Z");

  private final FakeRecordLog canonical = new FakeRecordLog();

  @Test
  void aPlainRecordConcernsEveryDestination() throws Exception {
    canonical.publish(null, json(event("a")), new RecordHeaders(), THEN);
    for (String destination : List.of("crm", "shop")) {
      List<Gate.Arrival> taken = arrivals(destination);
      assertThat(taken).extracting(arrival -> arrival.ref().eventId()).containsExactly("a");
      assertThat(taken.get(0).liftedAt()).isNull();
      assertThat(taken.get(0).refusal()).isNull();
    }
  }

  @Test
  void aRedrivenRecordConcernsOnlyTheDestinationThatItNames() throws Exception {
    Headers headers = new RecordHeaders();
    new Redrive("crm", THEN.toEpochMilli()).writeTo(headers);
    canonical.publish(null, json(event("a")), headers, THEN);
    assertThat(arrivals("crm"))
        .extracting(Gate.Arrival::liftedAt)
        .containsExactly(THEN.toEpochMilli());
    assertThat(arrivals("shop")).isEmpty();
  }

  @Test
  void aRedriveThatCannotBeUnderstoodIsNeverTakenForANewEvent() throws Exception {
    for (Map<String, String> headers :
        List.of(
            Map.of("tracklayer-redrive", "crm"),
            Map.of("tracklayer-redrive", "crm", "tracklayer-redrive-lifts", "yesterday"),
            Map.of("tracklayer-redrive", "", "tracklayer-redrive-lifts", "2026-08-20T10:00:00Z"))) {
      Headers given = new RecordHeaders();
      headers.forEach((name, value) -> given.add(name, value.getBytes(UTF_8)));
      canonical.publish(null, json(event("a")), given, THEN);
    }
    assertThat(arrivals("crm")).isEmpty();
  }

  @Test
  void aDenialIsToldToTheOtherIdsOfTheProfileOnceAndAGrantToNone() throws Exception {
    Headers others =
        new RecordHeaders().add("tracklayer-denied-for", "old-1,old-2".getBytes(UTF_8));
    ObjectNode denial = event("no");
    said(denial, "marketing", "denied", THEN);
    said(denial, "email", "granted", THEN);
    ObjectNode again = event("again");
    said(again, "marketing", "denied", THEN);
    ObjectNode later = event("later");
    said(later, "marketing", "denied", THEN.plusMillis(1));
    for (ObjectNode event : List.of(denial, again, later)) {
      canonical.publish(null, json(event), others, THEN);
    }
    List<Incoming> taken = taken("crm");
    assertThat(taken)
        .filteredOn(incoming -> !(incoming instanceof Incoming.ReadThrough))
        .extracting(Incoming::key)
        .containsExactly("profile", "old-1", "old-2", "profile", "profile", "old-1", "old-2");
    assertThat(((Incoming.Denial) taken.get(1)).denials().keySet()).containsExactly("marketing");
  }

  @Test
  void whatIsNoCanonicalEventIsPassedOverAndTheNextIsTaken() throws Exception {
    canonical.publish(null, "no JSON".getBytes(UTF_8), new RecordHeaders(), THEN);
    canonical.publish(null, "{\"schema\":1}".getBytes(UTF_8), new RecordHeaders(), THEN);
    canonical.publish(null, null, new RecordHeaders(), THEN);
    canonical.publish(null, json(event("a")), new RecordHeaders(), THEN);
    assertThat(arrivals("crm")).hasSize(1);
  }

  @Test
  void anEventOnWhichOurOwnCodeFailsIsRejectedAndItsDenialCounts() throws Exception {
    ObjectNode denial = event("bad");
    said(denial, "marketing", "denied", THEN);
    canonical.publish(null, json(denial), new RecordHeaders(), THEN);
    for (Fault fault : Fault.values()) {
      try (var step = step("crm", new IntegrationNames(fault.inTheNames(), Set.of()), Map.of())) {
        step.open();
        step.processElement(new StreamRecord<>(read().get(0)));
        Gate.Arrival arrival = ((Incoming.OfEvent) step.extractOutputValues().get(0)).arrival();
        assertThat(arrival.refusal()).isEqualTo(Cause.of(Reason.MAPPING_FAILED));
        assertThat(arrival.said().keySet()).containsExactly("marketing");
        assertThat(arrival.json()).isEqualTo(json(denial));
      }
    }
  }

  private enum Fault {
    EXCEPTION,
    STACK_OVERFLOW;

    /** Names that nobody can look at. */
    Set<String> inTheNames() {
      return new FaultySet(this);
    }
  }

  private static final class FaultySet extends AbstractSet<String> implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Fault fault;

    private FaultySet(Fault fault) {
      this.fault = fault;
    }

    @Override
    public Iterator<String> iterator() {
      if (fault == Fault.EXCEPTION) {
        throw new IllegalArgumentException("a mistake");
      }
      throw new StackOverflowError();
    }

    @Override
    public int size() {
      return 1;
    }
  }

  @Test
  void everyGateIsToldOnceThePartitionIsReadToWhereItEndedAtTheStart() throws Exception {
    canonical.publish(null, json(event("a")), new RecordHeaders(), THEN);
    canonical.publish(null, json(event("b")), new RecordHeaders(), THEN);
    try (var step = step("crm", Map.of(0, 0L))) {
      step.open();
      step.setProcessingTime(1);
      step.processElement(new StreamRecord<>(read().get(0)));
      assertThat(readThrough(step)).isEmpty();
      step.processElement(new StreamRecord<>(read().get(1)));
      assertThat(readThrough(step)).as("a token for each key group").hasSize(128);
      canonical.publish(null, json(event("c")), new RecordHeaders(), THEN);
      step.processElement(new StreamRecord<>(read().get(2)));
      assertThat(readThrough(step)).hasSize(128);
    }
  }

  @Test
  void aPartitionInWhichThereIsNothingToReadIsToldAtOnceAlsoAfterARestore() throws Exception {
    OperatorSubtaskState checkpoint;
    try (var empty = step("crm", Map.of(0, 0L))) {
      empty.open();
      empty.setProcessingTime(1);
      assertThat(readThrough(empty)).hasSize(128);
      canonical.publish(null, json(event("a")), new RecordHeaders(), THEN);
      empty.processElement(new StreamRecord<>(read().get(0)));
      checkpoint = empty.snapshot(1, 1);
    }
    try (var restored = step("crm", Map.of(0, 0L))) {
      restored.initializeState(checkpoint);
      restored.open();
      restored.setProcessingTime(1);
      assertThat(readThrough(restored)).hasSize(128);
    }
    canonical.publish(null, json(event("b")), new RecordHeaders(), THEN);
    try (var behind = step("crm", Map.of(0, 0L))) {
      behind.initializeState(checkpoint);
      behind.open();
      behind.setProcessingTime(1);
      assertThat(readThrough(behind)).isEmpty();
      behind.processElement(new StreamRecord<>(read().get(1)));
      assertThat(readThrough(behind)).hasSize(128);
    }
  }

  private static List<Incoming> readThrough(
      OneInputStreamOperatorTestHarness<Published, Incoming> step) {
    return step.extractOutputValues().stream()
        .filter(Incoming.ReadThrough.class::isInstance)
        .toList();
  }

  private List<Gate.Arrival> arrivals(String destination) throws Exception {
    return taken(destination).stream()
        .filter(Incoming.OfEvent.class::isInstance)
        .map(incoming -> ((Incoming.OfEvent) incoming).arrival())
        .toList();
  }

  private List<Incoming> taken(String destination) throws Exception {
    try (var step = step(destination, Map.of(0, 0L))) {
      step.open();
      for (Published published : read()) {
        step.processElement(new StreamRecord<>(published));
      }
      return step.extractOutputValues();
    }
  }

  private List<Published> read() {
    List<Published> read = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> consumed : canonical.records()) {
      new CanonicalReader().deserialize(consumed, collecting(read));
    }
    return read;
  }

  private OneInputStreamOperatorTestHarness<Published, Incoming> step(
      String name, Map<Integer, Long> start) throws Exception {
    return step(name, new IntegrationNames(Set.of(), Set.of()), start);
  }

  private OneInputStreamOperatorTestHarness<Published, Incoming> step(
      String name, IntegrationNames names, Map<Integer, Long> start) throws Exception {
    FakeRecordLog log = canonical;
    OneInputStreamOperatorTestHarness<Published, Incoming> step =
        new OneInputStreamOperatorTestHarness<>(
            new SelectStep(Events.webhook(name), names, () -> log, start), 128, 1, 0);
    step.setup(new CodecSerializer<>(new IncomingCodec()));
    return step;
  }

  private static ObjectNode event(String id) {
    ObjectNode event =
        Json.object()
            .put("schema", 1)
            .put("claim", "e0123456789abcdef0123456789abcdef")
            .put("event_id", id)
            .put("source_event_id", id)
            .put("message_id", "m-" + id)
            .put("name", "purchase")
            .put("occurred_at", THEN.toString())
            .put("received_at", THEN.toString())
            .put("account", "acct")
            .put("environment", "production")
            .put("source", "rudderstack")
            .put("source_type", "track")
            .put("profile_id", "profile")
            .put("identity_state", "recognised");
    event.putObject("consent");
    event.putObject("consent_evidence");
    return event;
  }

  private static void said(ObjectNode event, String purpose, String state, Instant at) {
    ((ObjectNode) event.get("consent")).put(purpose, state);
    ((ObjectNode) event.get("consent_evidence"))
        .putObject(purpose)
        .put("own", state)
        .put("source", "context.consentManagement")
        .put("at", at.toString());
  }

  private static byte[] json(ObjectNode event) {
    return Json.write(event);
  }

  private static <T> Collector<T> collecting(List<T> into) {
    return new Collector<>() {
      @Override
      public void collect(T record) {
        into.add(record);
      }

      @Override
      public void close() {
        // Nothing is open.
      }
    };
  }
}
