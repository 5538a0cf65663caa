package io.tracklayer.job.delivery.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.Topics;
import io.tracklayer.contract.consent.ConsentState;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.delivery.Sale;
import io.tracklayer.contract.event.EventRef;
import io.tracklayer.contract.json.Json;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.copies.CopyRef;
import io.tracklayer.job.delivery.DeliveryExamples;
import io.tracklayer.job.delivery.claim.CopyOutcome;
import io.tracklayer.job.delivery.claim.PastOutcome;
import io.tracklayer.job.delivery.claim.Refunded;
import io.tracklayer.job.delivery.claim.Sender;
import io.tracklayer.job.gate.consent.Statement;
import io.tracklayer.job.kafka.RecordLimit;
import io.tracklayer.job.topics.TopicPlan;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeRecordsTest {

  private static final int LIMIT = 10_000;

  /** Their number is the operator's; a dozen is more than shops have. */
  private static final List<String> PURPOSES =
      IntStream.range(0, 12).mapToObj(i -> "the_purpose_of_a_shop_" + i).toList();

  private final OutcomeRecords records =
      new OutcomeRecords("crm", List.of("marketing"), new Topics("test"), new RecordLimit(LIMIT));

  @Test
  void aDeadLetterUpToTheLimitIsWhole() throws Exception {
    int most = largestThatIsWhole();
    assertThat(size(letter(event(most, 0, 0)))).isLessThanOrEqualTo(LIMIT);
    assertThat(deadEvent(event(most + 1, 0, 0)).path("shed").toString())
        .isEqualTo("[\"properties\"]");
  }

  @Test
  void oneThatIsTooLargeGoesWithoutWhatIsLeastNeeded() throws Exception {
    JsonNode event = deadEvent(event(6_000, 100_000, 0));
    assertThat(event.path("properties")).isEmpty();
    assertThat(event.path("items")).isEmpty();
    assertThat(event.path("shed").toString()).isEqualTo("[\"properties\",\"items\"]");
    assertThat(event.path("order_id").asText()).isEqualTo("A-1");
  }

  @Test
  void oneThatIsTooLargeEvenThenStillNamesItsEvent() throws Exception {
    ProducerRecord<byte[], byte[]> letter = letter(event(0, 0, 100_000));
    assertThat(size(letter)).isLessThanOrEqualTo(LIMIT);
    JsonNode event = Json.parse(letter.value()).path("event");
    assertThat(event.path("message_id").asText()).isEqualTo("m-1");
    assertThat(event.path("claim").asText()).isEqualTo(DeliveryExamples.CLAIM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "\"", "\u0001", "\u6771", "\ud83d\ude00"})
  void theLargestOutcomeFitsItsTopicsWithRoomToSpare(String letter) {
    RecordLimit anEighth = new RecordLimit(TopicPlan.MESSAGE / 8);
    CopyOutcome largest = largest(letter);
    Sender sender = new Sender(Long.MAX_VALUE, UUID.randomUUID().toString());

    assertThat(anEighth.admits(ofALargeShop().delivery(largest, sender))).isTrue();
    assertThat(anEighth.admits(ofALargeShop().settledClaim(PastOutcome.of(largest, sender))))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "\"", "\u0001", "\u6771", "\ud83d\ude00"})
  void soDoesItsDeadLetterWhateverTheEventConsistsOf(String letter) throws Exception {
    String mebibyte = letter.repeat(TopicPlan.MESSAGE / letter.getBytes(UTF_8).length);
    ObjectNode event = (ObjectNode) Json.parse(event(0, 0, 0));
    event.putObject("user").put("first_name", mebibyte);

    ProducerRecord<byte[], byte[]> dead =
        ofALargeShop().deadLetter(largest(letter), Json.write(event));

    assertThat(new RecordLimit(TopicPlan.MESSAGE).admits(dead)).isTrue();
    assertThat(Json.parse(dead.value()).path("event").path("message_id").asText()).isEqualTo("m-1");
  }

  private static OutcomeRecords ofALargeShop() {
    return new OutcomeRecords(
        "crm", PURPOSES, new Topics("test"), new RecordLimit(TopicPlan.MESSAGE));
  }

  /** Says as much as intake, consent and answers are bounded by. */
  private static CopyOutcome largest(String letter) {
    String id = letter.repeat(512 / letter.length());
    String words = letter.repeat(120 / letter.length());
    Map<String, Statement> consent = new HashMap<>();
    for (String purpose : PURPOSES) {
      consent.put(
          purpose,
          new Statement(ConsentState.DENIED, "context.consentManagement", words, 2_000, id));
    }
    return new CopyOutcome(
        new CopyRef(
            DeliveryExamples.CLAIM,
            new EventRef(id, id, "purchase", id, id),
            id,
            "f".repeat(32),
            id),
        Outcome.REJECTED,
        Integer.MAX_VALUE,
        400,
        new Cause(Reason.CONDITION, id),
        id,
        consent,
        1_000,
        10,
        true,
        new Sale(id, id, id, Instant.MAX, new BigDecimal("9".repeat(20)), id),
        new Refunded(DeliveryExamples.CLAIM, new BigDecimal("9".repeat(20))),
        null);
  }

  @Test
  void theProofOfAnOutcomeNamesTheStatementOnEachPurposeThatTheDestinationRequires()
      throws Exception {
    Statement said = new Statement(ConsentState.DENIED, "traits.opt_in", "declined", 2_000);

    assertThat(proof(Map.of("marketing", said, "analytics", said)))
        .isEqualTo(
            Json.parse(
                """
                {"marketing": {"state": "denied", "source": "traits.opt_in", "words": "declined",
                  "at": "1970-01-01T00:00:02Z"}}"""
                    .getBytes(UTF_8)));
    assertThat(proof(Map.of()).toString()).isEqualTo("{\"marketing\":{\"state\":\"unknown\"}}");
  }

  private JsonNode proof(Map<String, Statement> consent) throws Exception {
    ProducerRecord<byte[], byte[]> record =
        records.delivery(
            told(Outcome.CONSENT_DENIED, new Cause(Reason.NO_CONSENT, "marketing"), consent),
            new Sender(7, "sender"));
    return Json.parse(record.value()).path("consent");
  }

  private int largestThatIsWhole() throws Exception {
    int most = 0;
    while (deadEvent(event(most + 1, 0, 0)).path("shed").isMissingNode()) {
      most++;
    }
    return most;
  }

  private JsonNode deadEvent(byte[] event) throws Exception {
    return Json.parse(letter(event).value()).path("event");
  }

  private ProducerRecord<byte[], byte[]> letter(byte[] event) {
    return records.deadLetter(
        told(Outcome.REJECTED, Cause.of(Reason.INVALID_REQUEST), Map.of()), event);
  }

  private static CopyOutcome told(Outcome outcome, Cause cause, Map<String, Statement> consent) {
    return new CopyOutcome(
        new CopyRef(
            DeliveryExamples.CLAIM,
            new EventRef("e-1", "m-1", "purchase", "acct", "production"),
            "e-1",
            null,
            null),
        outcome,
        1,
        400,
        cause,
        "no",
        consent,
        1_000,
        10,
        false,
        null,
        null,
        null);
  }

  private static int size(ProducerRecord<byte[], byte[]> letter) {
    return letter.key().length + letter.value().length;
  }

  private static byte[] event(int properties, int items, int user) {
    ObjectNode event =
        Json.object()
            .put("schema", 1)
            .put("claim", DeliveryExamples.CLAIM)
            .put("event_id", "e-1")
            .put("message_id", "m-1")
            .put("order_id", "A-1");
    event.putObject("properties").put("text", "x".repeat(properties));
    event.putArray("items").addObject().put("name", "x".repeat(items));
    event.putObject("user").put("first_name", "x".repeat(user));
    return Json.write(event);
  }
}
