package io.tracklayer.job.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.json.Json;
import io.tracklayer.job.gate.CanonicalReader;
import io.tracklayer.job.gate.Published;
import io.tracklayer.job.gate.Redrive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What each destination takes of a record of the canonical topic. */
@Timeout(60)
class SelectTest {

  private static final long LIFTED = Events.OCCURRED.toEpochMilli();

  @Test
  void aPlainRecordConcernsEveryDestination() throws Exception {
    for (String destination : List.of("crm", "shop")) {
      List<Candidate> taken = taken(destination, new RecordHeaders());
      assertThat(taken).extracting(Candidate::eventId).containsExactly("a");
      assertThat(taken.get(0).isRedriven()).isFalse();
    }
  }

  @Test
  void aRedrivenRecordConcernsOnlyTheDestinationThatItNames() throws Exception {
    List<Candidate> taken = taken("crm", redriven("crm"));
    assertThat(taken).extracting(Candidate::liftedAt).containsExactly(LIFTED);
    assertThat(taken.get(0).toBeDelivered()).isTrue();
    assertThat(taken("shop", redriven("crm"))).isEmpty();
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
      assertThat(taken("crm", given)).as(headers.toString()).isEmpty();
    }
  }

  @Test
  void aDenialIsToldToTheOtherIdsOfTheProfileOnceAndAGrantToNone() throws Exception {
    Headers others =
        new RecordHeaders().add("tracklayer-denied-for", "old-1,old-2".getBytes(UTF_8));
    Events denial =
        Events.named("page_view", "no")
            .consent("marketing", ConsentState.DENIED, LIFTED)
            .consent("email", ConsentState.GRANTED, LIFTED);
    Events again = Events.purchase("b").consent("marketing", ConsentState.DENIED, LIFTED);
    Events later = Events.purchase("c").consent("marketing", ConsentState.DENIED, LIFTED + 1);
    List<Candidate> taken =
        taken("crm", record(denial, others), record(again, others), record(later, others));
    assertThat(taken)
        .extracting(candidate -> candidate.profileId() + (candidate.isNews() ? " news" : ""))
        .containsExactly(
            "profile",
            "old-1 news",
            "old-2 news",
            "profile",
            "profile",
            "old-1 news",
            "old-2 news");
    assertThat(taken.get(1).consent().keySet()).containsExactly("marketing");
    assertThat(taken.get(1).toBeDelivered()).isFalse();
  }

  private static Headers redriven(String destination) {
    Headers headers = new RecordHeaders();
    new Redrive(destination, LIFTED).writeTo(headers);
    return headers;
  }

  private static List<Candidate> taken(String name, Headers headers) throws Exception {
    return taken(
        name,
        record(Events.purchase("a").consent("marketing", ConsentState.GRANTED, LIFTED), headers));
  }

  private static ConsumerRecord<byte[], byte[]> record(Events event, Headers headers) {
    ConsumerRecord<byte[], byte[]> consumed =
        new ConsumerRecord<>("canonical", 0, 0, null, Json.write(event.build()));
    headers.forEach(consumed.headers()::add);
    return consumed;
  }

  @SafeVarargs
  private static List<Candidate> taken(String name, ConsumerRecord<byte[], byte[]>... records)
      throws Exception {
    List<Published> read = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> consumed : records) {
      new CanonicalReader().deserialize(consumed, collecting(read));
    }
    DestinationConfig destination = Events.webhook(name);
    try (OneInputStreamOperatorTestHarness<Published, Candidate> harness =
        new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new Select(destination)))) {
      harness.open();
      for (Published published : read) {
        harness.processElement(new StreamRecord<>(published));
      }
      return harness.extractOutputValues();
    }
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
