package io.tracklayer.job.copies;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.delivery.DeliveryRecord;
import io.tracklayer.contract.event.EventRef;
import io.tracklayer.contract.json.Json;
import io.tracklayer.job.canonical.CanonicalRecord;
import io.tracklayer.job.intake.commerce.BusinessKey;
import io.tracklayer.job.kafka.FakeRecordLog;
import io.tracklayer.job.kafka.TopicTypes;
import io.tracklayer.job.state.CodecSerializer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Tests the three steps between identity and the canonical topic, which outlives every checkpoint.
 */
@Timeout(60)
class CopiesStepTest {

  private static final OutputTag<DeliveryRecord> DUPLICATES =
      new OutputTag<>("duplicates", TopicTypes.OUTCOME);
  private static final Duration WINDOW = Duration.ofDays(30);
  private static final long NOW = Instant.parse("2026-08-20T10:00:00Z").toEpochMilli();

  private final FakeRecordLog canonical = new FakeRecordLog();

  @Test
  void everyCopyPassesUnderTheIdOfTheFirstAndIsMarked() throws Exception {
    try (var step = copies()) {
      step.open();
      List<MarkedEvent> passed = pass(step, order("A-1", "browser"), order("A-1", "server"));
      assertThat(passed).extracting(MarkedEvent::eventId).containsExactly("browser", "browser");
      assertThat(passed).extracting(MarkedEvent::duplicateOf).containsExactly(null, "browser");
      assertThat(Json.parse(passed.get(1).json()).path("source_event_id").asText())
          .isEqualTo("server");
    }
  }

  @Test
  void theSameMessageOnceMoreEndsHere() throws Exception {
    try (var step = copies()) {
      step.open();
      assertThat(pass(step, order("A-1", "m"), order("A-1", "m"))).hasSize(1);
      assertThat(step.getSideOutput(DUPLICATES))
          .extracting(record -> record.getValue().messageId())
          .containsExactly("m");
    }
  }

  @Test
  void theIdStaysThatOfTheTopicWhateverComesFirstAfterARestore() throws Exception {
    OperatorSubtaskState checkpoint;
    try (var step = copies()) {
      step.open();
      step.prepareSnapshotPreBarrier(1);
      checkpoint = step.snapshot(1, 1);
      publish(pass(step, order("A-1", "browser")));
    }
    try (var restored = copies()) {
      restored.initializeState(checkpoint);
      restored.open();
      List<MarkedEvent> passed = pass(restored, order("A-1", "server"), order("A-1", "browser"));
      assertThat(passed).extracting(MarkedEvent::eventId).containsOnly("browser");
      assertThat(passed).extracting(MarkedEvent::duplicateOf).containsExactly("browser", null);
    }
  }

  @Test
  void withoutStateTheIdIsThatOfTheTopicToo() throws Exception {
    try (var step = copies()) {
      step.open();
      publish(pass(step, order("A-1", "browser")));
    }
    try (var fresh = copies()) {
      fresh.open();
      assertThat(pass(fresh, order("A-1", "server")))
          .extracting(MarkedEvent::eventId)
          .containsExactly("browser");
    }
  }

  @Test
  void twoOrdersThatBringOneIdAreToldUnderDifferentOnes() throws Exception {
    try (var step = owners()) {
      step.open();
      List<MarkedEvent> passed =
          pass(step, ticket("A-1", "m-1"), ticket("A-2", "m-2"), ticket("A-1", "m-3"));
      assertThat(passed)
          .extracting(MarkedEvent::eventId)
          .containsExactly("concert", "m-2", "concert");
    }
  }

  @Test
  void anIdStaysWithItsOwnerAfterARestoreWhoeverComesFirst() throws Exception {
    OperatorSubtaskState checkpoint;
    try (var step = owners()) {
      step.open();
      step.prepareSnapshotPreBarrier(1);
      checkpoint = step.snapshot(1, 1);
      publish(pass(step, ticket("A-1", "m-1")));
    }
    try (var restored = owners()) {
      restored.initializeState(checkpoint);
      restored.open();
      List<MarkedEvent> passed = pass(restored, ticket("A-2", "m-2"), ticket("A-1", "m-1"));
      assertThat(passed).extracting(MarkedEvent::eventId).containsExactly("m-2", "concert");
    }
  }

  @Test
  void theOrderOfACheckoutIsToldUnderOneClaimAlsoAfterARestoreThatForgotIt() throws Exception {
    OperatorSubtaskState checkpoint;
    List<MarkedEvent> before;
    try (var step = checkouts()) {
      step.open();
      step.prepareSnapshotPreBarrier(1);
      checkpoint = step.snapshot(1, 1);
      before = List.copyOf(pass(step, purchase(BusinessKey.ofCheckout("tok"), "pixel")));
      publish(before);
    }
    try (var restored = checkouts()) {
      restored.initializeState(checkpoint);
      restored.open();
      List<MarkedEvent> passed =
          pass(
              restored,
              purchase(new BusinessKey("5511", "tok"), "webhook"),
              purchase(new BusinessKey("5512", "tok"), "other"));
      assertThat(passed.get(0).claim()).isEqualTo(before.get(0).claim());
      assertThat(passed.get(1).claim()).isEqualTo(order("5512", "other").claim());
    }
  }

  private void publish(List<MarkedEvent> passed) {
    for (MarkedEvent marked : passed) {
      canonical.publish(
          new MarkedEventWriter("canonical").record(marked), Instant.ofEpochMilli(NOW));
    }
  }

  private static List<MarkedEvent> pass(
      KeyedOneInputStreamOperatorTestHarness<String, MarkedEvent, MarkedEvent> step,
      MarkedEvent... events)
      throws Exception {
    for (MarkedEvent event : events) {
      step.processElement(new StreamRecord<>(event));
    }
    return step.extractOutputValues();
  }

  private KeyedOneInputStreamOperatorTestHarness<String, MarkedEvent, MarkedEvent> copies()
      throws Exception {
    FakeRecordLog log = canonical;
    return ready(
        new KeyedOneInputStreamOperatorTestHarness<>(
            new CopiesStep(() -> log, WINDOW, DUPLICATES), MarkedEvent::claim, Types.STRING));
  }

  private KeyedOneInputStreamOperatorTestHarness<String, MarkedEvent, MarkedEvent> owners()
      throws Exception {
    FakeRecordLog log = canonical;
    return ready(
        new KeyedOneInputStreamOperatorTestHarness<>(
            new OwnershipStep(() -> log, WINDOW), OwnershipStep::key, Types.STRING));
  }

  private KeyedOneInputStreamOperatorTestHarness<String, MarkedEvent, MarkedEvent> checkouts()
      throws Exception {
    FakeRecordLog log = canonical;
    return ready(
        new KeyedOneInputStreamOperatorTestHarness<>(
            new CheckoutStep(() -> log, WINDOW), CheckoutStep::key, Types.STRING));
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, MarkedEvent, MarkedEvent> ready(
      KeyedOneInputStreamOperatorTestHarness<String, MarkedEvent, MarkedEvent> step)
      throws Exception {
    step.setStateBackend(new EmbeddedRocksDBStateBackend());
    step.setup(new CodecSerializer<>(new MarkedEventCodec()));
    step.setProcessingTime(NOW);
    return step;
  }

  private static MarkedEvent order(String orderId, String messageId) {
    return event(orderId, messageId, messageId);
  }

  /** Of a shop that sends the concert's id as the event's. */
  private static MarkedEvent ticket(String orderId, String messageId) {
    return event(orderId, "concert", messageId);
  }

  private static MarkedEvent purchase(BusinessKey key, String messageId) {
    return event(key.text(), messageId, messageId);
  }

  private static MarkedEvent event(String orderId, String eventId, String messageId) {
    return MarkedEvent.first(
        new CanonicalRecord(
            new EventRef(eventId, messageId, "purchase", "acct", "production"),
            null,
            orderId,
            NOW,
            "{\"schema\":1}".getBytes(UTF_8),
            List.of()));
  }
}
