package io.tracklayer.job.copies;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.delivery.Rejection;
import io.tracklayer.contract.event.EventRef;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.canonical.CanonicalRecord;
import io.tracklayer.job.kafka.RecordLimit;
import io.tracklayer.job.kafka.TopicTypes;
import java.util.List;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

class FitStepTest {

  private static final OutputTag<Rejection> REJECTED =
      new OutputTag<>("rejected", TopicTypes.REJECTION);
  private static final MarkedEventWriter WRITER = new MarkedEventWriter("canonical");

  @Test
  void whatIsAsLargeAsItsTopicTakesPassesAsItIs() throws Exception {
    MarkedEvent event = event("\ud83d\ude00".repeat(100), 0, 0);
    try (var step = step(sizeOf(event))) {
      step.processElement(new StreamRecord<>(event));
      assertThat(step.extractOutputValues().get(0).json()).isEqualTo(event.json());
    }
    try (var step = step(sizeOf(event) - 1)) {
      step.processElement(new StreamRecord<>(event));
      assertThat(shed(step.extractOutputValues().get(0))).isEqualTo("[\"properties\"]");
    }
  }

  @Test
  void itemsAreGivenUpAfterPropertiesAndTheRestStays() throws Exception {
    try (var step = step(1_000)) {
      step.processElement(new StreamRecord<>(event("", 10_000, 0)));
      MarkedEvent passed = step.extractOutputValues().get(0);
      assertThat(shed(passed)).isEqualTo("[\"properties\",\"items\"]");
      assertThat(Json.parse(passed.json()).path("order_id").asText()).isEqualTo("A-1");
    }
  }

  @Test
  void whatIsTooLargeEvenThenIsRejectedAndTheNextEventPasses() throws Exception {
    try (var step = step(1_000)) {
      step.processElement(new StreamRecord<>(event("", 0, 10_000)));
      step.processElement(new StreamRecord<>(event("next", 0, 0)));
      assertThat(step.extractOutputValues()).hasSize(1);
      assertThat(step.getSideOutput(REJECTED))
          .extracting(rejected -> rejected.getValue().reason())
          .containsExactly(Reason.TOO_LARGE);
    }
  }

  @Test
  void oneOnWhichOurOwnCodeFailsIsRejectedAndTheNextEventPasses() throws Exception {
    MarkedEvent whole = event("", 10_000, 0);
    MarkedEvent noEvent = whole.with(whole.event().with("[1,".repeat(1_000).getBytes(UTF_8)));
    try (var step = step(1_000)) {
      step.processElement(new StreamRecord<>(noEvent));
      step.processElement(new StreamRecord<>(event("next", 0, 0)));

      assertThat(step.extractOutputValues()).hasSize(1);
      Rejection rejection = step.getSideOutput(REJECTED).element().getValue();
      assertThat(rejection.reason()).isEqualTo(Reason.PROCESSING_FAILED);
      assertThat(rejection.messageId()).isEqualTo("m-1");
    }
  }

  private static String shed(MarkedEvent marked) throws Exception {
    JsonNode event = Json.parse(marked.json());
    return event.path("shed").toString();
  }

  /** The smallest limit that admits it. */
  private static int sizeOf(MarkedEvent event) {
    int size = 0;
    while (!new RecordLimit(size).admits(WRITER.record(event))) {
      size++;
    }
    return size;
  }

  private static OneInputStreamOperatorTestHarness<MarkedEvent, MarkedEvent> step(int limit)
      throws Exception {
    OneInputStreamOperatorTestHarness<MarkedEvent, MarkedEvent> step =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(new FitStep(WRITER, new RecordLimit(limit), REJECTED)));
    step.open();
    return step;
  }

  private static MarkedEvent event(String properties, int items, int user) {
    ObjectNode event = Json.object().put("schema", 1).put("order_id", "A-1");
    event.putObject("properties").put("text", properties);
    event.putArray("items").addObject().put("name", "x".repeat(items));
    event.putObject("user").put("first_name", "x".repeat(user));
    return MarkedEvent.first(
        new CanonicalRecord(
            new EventRef("e-1", "m-1", "purchase", "acct", "production"),
            null,
            "A-1",
            0,
            Json.text(event).getBytes(UTF_8),
            List.of()));
  }
}
