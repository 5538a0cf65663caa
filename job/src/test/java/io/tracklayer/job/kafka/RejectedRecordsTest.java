package io.tracklayer.job.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tracklayer.contract.delivery.Rejection;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.topics.TopicPlan;
import java.time.Instant;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RejectedRecordsTest {

  private static final RecordLimit LIMIT = new RecordLimit(TopicPlan.LARGE_MESSAGE);
  private static final RejectedRecords RECORDS = new RejectedRecords("rejected", LIMIT);
  private static final String EMOJI = "\ud83e\udd84";

  @Test
  void aBodyUpToTheLimitIsKeptWhole() throws Exception {
    int most = largestThatFits(n -> withBody(EMOJI.repeat(n)), TopicPlan.LARGE_MESSAGE / 4);

    JsonNode whole = Json.parse(RECORDS.record(withBody(EMOJI.repeat(most))).value());
    assertThat(whole.path("body").path("note").asText()).isEqualTo(EMOJI.repeat(most));
    assertThat(whole.path("detail").isMissingNode()).isTrue();

    ProducerRecord<byte[], byte[]> cut = RECORDS.record(withBody(EMOJI.repeat(most + 1)));
    assertThat(LIMIT.admits(cut)).isTrue();
    JsonNode head = Json.parse(cut.value());
    assertThat(head.path("body").asText()).startsWith("{\"note\":\"" + EMOJI).endsWith(EMOJI);
    assertThat(head.path("detail").asText()).isEqualTo("its body is too large for the topic");
    assertThat(head.path("message_id").asText()).isEqualTo("m-1");
  }

  /** As anybody can write it into the raw topic. */
  @ParameterizedTest
  @ValueSource(strings = {"x", "\"", "\u0001", "\u6771", EMOJI})
  void aRecordAsLargeAsTheRawTopicTakesIsKeptWhateverItConsistsOf(String text) throws Exception {
    String large = text.repeat(TopicPlan.LARGE_MESSAGE / text.getBytes(UTF_8).length);
    Rejection rejection =
        new Rejection(
            Rejection.SCHEMA,
            large,
            large,
            large,
            Instant.EPOCH,
            Reason.UNREADABLE_RECORD,
            "no type",
            TextNode.valueOf(large));

    ProducerRecord<byte[], byte[]> kept = RECORDS.record(rejection);

    assertThat(LIMIT.admits(kept)).isTrue();
    assertThat(Json.parse(kept.value()).path("reason").asText()).isEqualTo("unreadable_record");
    assertThat(large).startsWith(new String(kept.key(), UTF_8));
  }

  private static Rejection withBody(String note) {
    return new Rejection(
        Rejection.SCHEMA,
        "m-1",
        "acct",
        "production",
        Instant.EPOCH,
        Reason.UNREADABLE_RECORD,
        null,
        Json.object().put("note", note));
  }

  /** By halving. */
  private static int largestThatFits(IntFunction<Rejection> rejections, int tooMany) {
    int fits = 0;
    int doesNot = tooMany;
    while (doesNot - fits > 1) {
      int middle = (fits + doesNot) / 2;
      ProducerRecord<byte[], byte[]> next = RECORDS.record(rejections.apply(middle));
      if (new String(next.value(), UTF_8).contains("too large")) {
        doesNot = middle;
      } else {
        fits = middle;
      }
    }
    return fits;
  }
}
