package io.tracklayer.job.graph;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.config.DestinationConfig;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.config.reading.ConfigReader;
import io.tracklayer.contract.config.reading.ConfigResult;
import io.tracklayer.destinations.Destinations;
import io.tracklayer.testing.KafkaProcess;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartPositionsIT {

  private static final String CANONICAL = "shop.canonical";

  private static final String DESTINATION =
      """
        - name: %s
          type: webhook
          account: acct
          environment: production
          consent: []
          settings: {url: "https://crm.example.com/hook", signing_secret_ref: CRM_SECRET}
      """;

  private static final String CONFIG =
      """
      kafka: {bootstrap_servers: "%s", topic_prefix: shop}
      endpoints:
        - url: https://inbound.example.com/rudderstack/events
          account: acct
          environment: production
          secret_ref: ENDPOINT_SECRET
      identity: {key_ref: IDENTITY_KEY}
      destinations:
      """;

  @Test
  void whichDestinationsHaveReadBeforeIsAskedOfTheirConsumerGroups(@TempDir Path directory)
      throws Exception {
    try (KafkaProcess kafka = KafkaProcess.start(directory)) {
      Properties properties = new Properties();
      properties.put("bootstrap.servers", kafka.bootstrapServers());
      oneEvent(properties);
      TrackLayerConfig config = config(kafka.bootstrapServers());
      StartPositions atTheFirstStart = StartPositions.read(config, properties, Instant.now());
      commit(
          properties,
          "shop.deliver.kept",
          "shop.deliver.old",
          "shop.deliver.gone",
          "other.deliver.else");

      StartPositions later = StartPositions.read(config, properties, Instant.now());

      assertThat(positions(atTheFirstStart, config))
          .isEqualTo(
              Map.of("kept", Map.of(0, 0L), "renamed", Map.of(0, 0L), "added", Map.of(0, 0L)));
      assertThat(atTheFirstStart.removed()).isEmpty();
      assertThat(positions(later, config))
          .isEqualTo(
              Map.of("kept", Map.of(0, 0L), "renamed", Map.of(0, 0L), "added", Map.of(0, 1L)));
      assertThat(later.removed()).containsExactly("gone");
    }
  }

  private static void oneEvent(Properties properties) throws Exception {
    try (Admin admin = Admin.create(properties);
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      admin
          .createTopics(List.of(new NewTopic(CANONICAL, 1, (short) 1)))
          .all()
          .get(20, TimeUnit.SECONDS);
      producer.send(new ProducerRecord<>(CANONICAL, "event".getBytes(UTF_8))).get();
    }
  }

  private static void commit(Properties properties, String... groups) throws Exception {
    try (Admin admin = Admin.create(properties)) {
      for (String group : groups) {
        admin
            .alterConsumerGroupOffsets(
                group, Map.of(new TopicPartition(CANONICAL, 0), new OffsetAndMetadata(1)))
            .all()
            .get(20, TimeUnit.SECONDS);
      }
    }
  }

  private static TrackLayerConfig config(String servers) {
    String yaml =
        CONFIG.formatted(servers)
            + DESTINATION.formatted("kept")
            + DESTINATION.formatted("renamed")
            + "    renamed_from: old\n"
            + DESTINATION.formatted("added");
    ConfigResult result = new ConfigReader(new Destinations().specs()).read("config.yaml", yaml);
    assertThat(result.problems()).isEmpty();
    return ((ConfigResult.Valid) result).config();
  }

  private static Map<String, Map<Integer, Long>> positions(
      StartPositions start, TrackLayerConfig config) {
    return config.destinations().stream()
        .collect(Collectors.toMap(DestinationConfig::name, start::of));
  }
}
