package io.tracklayer.e2e.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.Topics;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.json.Json;
import io.tracklayer.e2e.testing.SharedKafka;
import io.tracklayer.e2e.testing.Topic;
import io.tracklayer.job.graph.JobOptions;
import io.tracklayer.rudderstack.Receiver;
import io.tracklayer.testing.KafkaProcess;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody denied so long ago that the raw and the canonical topic no longer have it, and the job
 * starts without state. Who says nothing is taken to grant here, so that whatever is forgotten is
 * sent.
 */
@ExtendWith(SharedKafka.class)
class OldDenialIT {

  private static final String ACCOUNT = "acct";

  @TempDir Path directory;

  @Test
  void isKnownUnderEveryIdentifierOfThePersonAfterAStartWithoutState(KafkaProcess kafka)
      throws Exception {
    assertThat(soldAfterAStartWithoutState(kafka, "old-denial", false)).containsExactly("of-other");
  }

  /** So the other test would notice a job that does not read the topic. */
  @Test
  void isForgottenWithItsTopic(KafkaProcess kafka) throws Exception {
    assertThat(soldAfterAStartWithoutState(kafka, "old-denial-lost", true))
        .containsExactly("of-device", "of-other", "of-user");
  }

  /** The orders that reach the destination, sorted. */
  private List<String> soldAfterAStartWithoutState(
      KafkaProcess kafka, String name, boolean losesDenials) throws Exception {
    try (TroubledSandbox sandbox = new TroubledSandbox("crm")) {
      Target crm = Target.webhook("crm", ACCOUNT, sandbox, "");
      try (DeliveryRun run =
              new DeliveryRun(
                  kafka,
                  directory.resolve(name),
                  List.of(crm),
                  Duration.ofHours(1),
                  yaml -> yaml.replace("consent: {", "consent: {when_unknown: granted, "));
          Receiver receiver =
              Receiver.start(run.config(), Secrets.ofThisProcess(), Clock.systemUTC(), 0, 0)) {
        Shop shop = new Shop(ACCOUNT, directory.resolve("posted"));
        String frontDoor = "http://localhost:" + receiver.port();
        run.start(JobOptions.ALL, null);
        ObjectNode denial =
            event("denial").put("userId", "customer-1").put("anonymousId", "browser-1");
        denial.withObject("/context/traits").put("marketing_opt_in", false);
        run.oracle().expect(ACCOUNT, "denial", "consent_denied");
        shop.post(frontDoor, List.of(denial));
        run.awaitComplete();
        run.flink().checkpoint();
        run.flink().cancel();
        Topics topics = run.config().kafka().topics();
        forget(kafka, topics.raw());
        forget(kafka, topics.canonical());
        if (losesDenials) {
          takeBack(kafka, topics.consent());
        }

        run.start(JobOptions.ALL, null);
        String denied = losesDenials ? "delivered" : "consent_denied";
        run.oracle().expect(ACCOUNT, "of-device", denied);
        run.oracle().expect(ACCOUNT, "of-user", denied);
        run.oracle().expect(ACCOUNT, "of-other", "delivered");
        shop.post(
            frontDoor,
            List.of(
                event("of-device").put("anonymousId", "browser-1"),
                event("of-user").put("userId", "customer-1"),
                event("of-other").put("userId", "customer-2")));
        run.awaitComplete();

        assertThat(run.oracle().breaches(sandbox, false)).isEmpty();
        return List.of("of-device", "of-other", "of-user").stream()
            .filter(
                order ->
                    sandbox.requests(crm).stream()
                        .anyMatch(sent -> sent.body().toString().contains("\"" + order + "\"")))
            .toList();
      }
    }
  }

  /** An order under an id of its own. */
  private static ObjectNode event(String id) {
    ObjectNode order = Json.object();
    order.put("messageId", id).put("type", "track").put("event", "Order Completed");
    order.put("originalTimestamp", Instant.now().toString());
    order.putObject("properties").put("order_id", id).put("value", 10).put("currency", "EUR");
    return order;
  }

  /** The same as not to read it. */
  private static void takeBack(KafkaProcess kafka, String topic) {
    try (Topic consent = new Topic(kafka.bootstrapServers(), topic)) {
      List<ConsumerRecord<byte[], byte[]>> told = consent.readOn();
      assertThat(told).as("of the user, and of the device").hasSize(2);
      told.forEach(record -> consent.writeBytes(record.partition(), record.key(), null));
      consent.flush();
    }
  }

  /** As retention would. */
  private static void forget(KafkaProcess kafka, String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get()
          .get(topic)
          .partitions()
          .forEach(
              partition ->
                  latest.put(
                      new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
      Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
      admin
          .listOffsets(latest)
          .all()
          .get()
          .forEach(
              (partition, end) -> all.put(partition, RecordsToDelete.beforeOffset(end.offset())));
      admin.deleteRecords(all).all().get();
    }
  }
}
