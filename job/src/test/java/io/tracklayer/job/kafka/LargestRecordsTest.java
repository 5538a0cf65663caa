package io.tracklayer.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.delivery.DeliveryRecord;
import io.tracklayer.contract.delivery.Outcome;
import io.tracklayer.contract.event.EventRef;
import io.tracklayer.contract.identity.IdentityChange;
import io.tracklayer.contract.identity.IdentityChange.ChangeType;
import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.job.topics.TopicPlan;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Records that say only what events, profiles and consent are bounded by: the largest of them has
 * room to spare in its topic, so that none needs to be cut.
 */
class LargestRecordsTest {

  private static final RecordLimit AN_EIGHTH = new RecordLimit(TopicPlan.MESSAGE / 8);
  private static final int LONGEST_ID = 512;
  private static final String LONGEST_TYPE = "x".repeat(64);

  @ParameterizedTest
  @ValueSource(strings = {"a", "\"", "\u0001", "\u6771", "\ud83d\ude00"})
  void anIdentityChange(String letter) throws Exception {
    String id = id(letter);
    IdentityChange change =
        new IdentityChange(
            IdentityChange.SCHEMA,
            ChangeType.CONFLICT,
            "f".repeat(32),
            List.of("e".repeat(32), "f".repeat(32)),
            LONGEST_TYPE,
            LONGEST_TYPE,
            new IdentityChange.Trigger(id, id, id, id, Instant.MAX));

    assertFits(written("identity", change.profileId(), change));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "\"", "\u0001", "\u6771", "\ud83d\ude00"})
  void anOutcomeOfACopyThatIsDropped(String letter) throws Exception {
    String id = id(letter);
    DeliveryRecord dropped =
        DeliveryRecord.of(
                new EventRef(id, id, "purchase", id, id), Outcome.DUPLICATE, 0, Instant.EPOCH)
            .claim(null, id)
            .profile("f".repeat(32))
            .because(Cause.of(Reason.SAME_MESSAGE_ID))
            .duplicateOf(id)
            .build();

    assertFits(written("deliveries", dropped.eventId(), dropped));
  }

  private static String id(String letter) {
    return letter.repeat(LONGEST_ID / letter.length());
  }

  private static <T extends Record> ProducerRecord<byte[], byte[]> written(
      String topic, String key, T value) throws Exception {
    SerializationSchema<T> schema = ContractJson.schema();
    TopicRecords<T> records = new TopicRecords<>(topic, any -> key, schema);
    records.open(null, null);
    return records.serialize(value, null, null);
  }

  private static void assertFits(ProducerRecord<byte[], byte[]> next) {
    assertThat(AN_EIGHTH.admits(next)).isTrue();
  }
}
