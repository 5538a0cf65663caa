package io.tracklayer.e2e.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.Topics;
import io.tracklayer.contract.config.KafkaConfig;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.json.Json;
import io.tracklayer.e2e.delivery.OrderCopy.Form;
import io.tracklayer.e2e.delivery.OrderCopy.Teller;
import io.tracklayer.e2e.testing.SharedKafka;
import io.tracklayer.e2e.testing.Topic;
import io.tracklayer.job.graph.JobOptions;
import io.tracklayer.job.topics.TopicPlan;
import io.tracklayer.rudderstack.Receiver;
import io.tracklayer.testing.KafkaProcess;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Events as large as the endpoint takes them, of somebody of whom as much is known as can be. */
@ExtendWith(SharedKafka.class)
class LargestEventsIT {

  private static final String ACCOUNT = "acct";

  /** The most that the endpoint takes of one event; of one text in it, a quarter of that. */
  private static final int MOST = 256 * 1024;

  private static final int MOST_OF_A_TEXT = 64 * 1024;
  private static final int IDENTIFIERS_OF_A_KIND = 5;

  /** With ids as long as these, more than a profile has room for. */
  private static final int DEVICES = 60;

  private static final int LONGEST_ID = 512;

  /** What it adds to a record, and more. */
  private static final int ROOM_FOR_KAFKA = 200;

  /** Four bytes as UTF-8, twelve where it is escaped. */
  private static final String EMOJI = "\uD83E\uDD84";

  @TempDir Path directory;

  @Test
  void theLargestEventsOfAFullProfileAreDeliveredAndTheNextGoesOn(KafkaProcess kafka)
      throws Exception {
    List<ObjectNode> events = new ArrayList<>();
    for (int i = 0; i < IDENTIFIERS_OF_A_KIND; i++) {
      events.add(ofTheSamePerson("known-" + i, i));
    }
    for (int i = 0; i < DEVICES; i++) {
      ObjectNode event = ofTheSamePerson("device-" + i, i % IDENTIFIERS_OF_A_KIND);
      event.put("anonymousId", i + "-" + EMOJI.repeat(LONGEST_ID / EMOJI.length() - 2));
      events.add(event);
    }
    events.add(grown(ofTheSamePerson("emoji", 0), EMOJI, MOST));
    events.add(grown(ofTheSamePerson("quotes", 0), "\"", MOST));
    events.add(grown(ofTheSamePerson("line-ends", 0), "\n", MOST));
    events.add(grown(ofTheSamePerson("letters", 0), "x", MOST));
    events.add(ofTheSamePerson("next", 0));
    try (TroubledSandbox sandbox = new TroubledSandbox("crm")) {
      Target meta = Target.meta(ACCOUNT, sandbox, "max_wait: 50ms");
      Target crm = Target.webhook("crm", ACCOUNT, sandbox, "max_wait: 50ms");
      try (DeliveryRun run =
              new DeliveryRun(
                  kafka, directory.resolve("largest"), List.of(meta, crm), Duration.ofSeconds(1));
          Receiver receiver =
              Receiver.start(run.config(), Secrets.ofThisProcess(), Clock.systemUTC(), 0, 0)) {
        writeWhatNobodyCanUse(run);
        run.start(JobOptions.ALL, null);
        Shop shop = new Shop(ACCOUNT, directory.resolve("posted"));
        for (ObjectNode event : events) {
          shop.post("http://localhost:" + receiver.port(), List.of(event));
        }
        List<String> ids = events.stream().map(event -> event.get("messageId").asText()).toList();
        run.await("each has its outcome", told -> told.hasFinal(ids, crm, meta));
        awaitItsRejection(run);
        for (String small : List.of("known-4", "next")) {
          assertThat(run.oracle().outcomes(small, crm)).containsExactly("delivered");
          assertThat(run.oracle().outcomes(small, meta)).containsExactly("delivered");
        }
        for (String large : List.of("emoji", "quotes", "line-ends", "letters")) {
          for (Target target : List.of(crm, meta)) {
            assertThat(run.oracle().outcomes(large, target))
                .as("%s at %s: %s", large, target.name(), run.oracle().cause(large, target))
                .containsExactly("delivered");
          }
        }
      }
    }
  }

  /** As large as the raw topic takes, from somebody else than the receiver. */
  private static void writeWhatNobodyCanUse(DeliveryRun run) {
    int others = "[\"\"]".length() + ROOM_FOR_KAFKA;
    String text = EMOJI.repeat((TopicPlan.LARGE_MESSAGE - others) / EMOJI.getBytes(UTF_8).length);
    byte[] record = ("[\"" + text + "\"]").getBytes(UTF_8);
    try (Topic raw = topic(run, Topics::raw)) {
      raw.writeBytes(0, null, record);
      raw.flush();
    }
  }

  private static void awaitItsRejection(DeliveryRun run) {
    List<JsonNode> rejections = new ArrayList<>();
    try (Topic rejected = topic(run, Topics::rejected)) {
      Awaitility.await()
          .atMost(DeliveryRun.DEADLINE)
          .untilAsserted(
              () -> {
                for (ConsumerRecord<byte[], byte[]> consumed : rejected.readOn()) {
                  rejections.add(Json.parse(consumed.value()));
                }
                assertThat(rejections)
                    .singleElement()
                    .satisfies(
                        kept -> {
                          assertThat(kept.path("reason").asText()).isEqualTo("unreadable_record");
                          assertThat(kept.path("body").asText()).startsWith("[\"" + EMOJI);
                        });
              });
    }
  }

  private static Topic topic(DeliveryRun run, Function<Topics, String> name) {
    KafkaConfig kafka = run.config().kafka();
    return new Topic(kafka.bootstrapServers(), name.apply(kafka.topics()));
  }

  private static ObjectNode ofTheSamePerson(String order, int known) {
    ObjectNode event = new OrderCopy(order, order, Teller.TILL, Form.USABLE, 0).event();
    event.put("userId", "well-known");
    event
        .withObject("/context/traits")
        .put("email", "u".repeat(60) + known + "@" + "d".repeat(60) + ".example.net")
        .put("phone", "+4915112345" + (100 + known));
    return event;
  }

  /** Filled with as much text as fits, in several properties. */
  private static ObjectNode grown(ObjectNode event, String with, int bytes) {
    ObjectNode properties = (ObjectNode) event.get("properties");
    int each = MOST_OF_A_TEXT / with.getBytes(UTF_8).length - 1;
    int escaped = Json.write(with).length - 2;
    for (int i = 0; bytes - Json.write(event).length > 100; i++) {
      String name = "note_" + i;
      properties.put(name, "");
      int room = bytes - Json.write(event).length;
      properties.put(name, with.repeat(Math.min(each, room / escaped)));
    }
    assertThat(Json.write(event).length).isBetween(bytes - 200, bytes);
    return event;
  }
}
