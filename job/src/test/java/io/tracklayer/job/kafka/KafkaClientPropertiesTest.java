package io.tracklayer.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracklayer.contract.config.KafkaConfig;
import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaClientPropertiesTest {

  private static final String JAAS =
      "org.apache.kafka.common.security.plain.PlainLoginModule required"
          + " username=\"job\" password=\"p:w}d${x}\";";

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void writeSecretFile() throws IOException {
    file = directory.resolve("a name: with colon.properties");
    Files.writeString(file, "# login\nsasl.jaas.config=" + JAAS + "\nsecurity.protocol=SASL_SSL\n");
  }

  private KafkaConfig kafka(Map<String, String> properties) {
    return new KafkaConfig("broker:9092", "t", properties, new SecretRef("file:" + file));
  }

  @Test
  void secretPropertiesWinOverPlainOnesAndTheBootstrapServersOverBoth() {
    Properties properties =
        KafkaClientProperties.resolved(
            kafka(
                Map.of(
                    "security.protocol", "PLAINTEXT",
                    "bootstrap.servers", "elsewhere:1",
                    "client.dns.lookup", "use_all_dns_ips")),
            Secrets.ofThisProcess());
    assertThat(properties)
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.jaas.config", JAAS)
        .containsEntry("bootstrap.servers", "broker:9092")
        .containsEntry("client.dns.lookup", "use_all_dns_ips");
  }

  @Test
  void referencesHoldNoValueOfTheSecretPart() {
    Properties properties =
        KafkaClientProperties.references(kafka(Map.of()), Secrets.ofThisProcess());
    assertThat(properties.stringPropertyNames()).contains("sasl.jaas.config", "security.protocol");
    assertThat(properties.values())
        .allSatisfy(
            value -> assertThat(value.toString()).doesNotContain("p:w", "Plain", "SASL_SSL"));
  }

  @Test
  void everyKindOfClientResolvesTheReferences() {
    Properties properties =
        KafkaClientProperties.references(kafka(Map.of()), Secrets.ofThisProcess());
    Map<String, Object> map = Utils.propsToMap(properties);
    map.put("key.deserializer", ByteArrayDeserializer.class);
    map.put("value.deserializer", ByteArrayDeserializer.class);
    map.put("key.serializer", ByteArraySerializer.class);
    map.put("value.serializer", ByteArraySerializer.class);
    for (AbstractConfig config :
        List.of(new ConsumerConfig(map), new ProducerConfig(map), new AdminClientConfig(map))) {
      assertThat(config.getPassword(SaslConfigs.SASL_JAAS_CONFIG)).isEqualTo(new Password(JAAS));
      assertThat(config.getString("security.protocol")).isEqualTo("SASL_SSL");
      assertThat(config.originals().get(SaslConfigs.SASL_JAAS_CONFIG)).isEqualTo(JAAS);
    }
  }

  @Test
  void aConsumerIsBuiltFromReferencesAndReadsTheLoginItself() throws IOException {
    Files.writeString(file, "sasl.jaas.config=no.such.Module required;\n");
    Properties properties =
        KafkaClientProperties.references(
            kafka(Map.of("security.protocol", "SASL_PLAINTEXT", "sasl.mechanism", "PLAIN")),
            Secrets.ofThisProcess());
    properties.put("bootstrap.servers", "localhost:1");
    Files.writeString(file, "sasl.jaas.config=" + JAAS + "\n");
    try (var consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      assertThat(consumer.subscription()).isEmpty();
    }
    Files.writeString(file, "sasl.jaas.config=no.such.Module required;\n");
    assertThatThrownBy(
            () ->
                new KafkaConsumer<>(
                    properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()))
        .isInstanceOf(KafkaException.class)
        .hasStackTraceContaining("no.such.Module");
  }

  @Test
  void configProvidersOfTheUserStayRegistered() {
    Properties properties =
        KafkaClientProperties.references(
            kafka(
                Map.of(
                    "config.providers",
                    "env",
                    "config.providers.env.class",
                    "org.apache.kafka.common.config.provider.EnvVarConfigProvider")),
            Secrets.ofThisProcess());
    assertThat(properties)
        .containsEntry("config.providers", "env,tracklayer")
        .containsEntry("config.providers.tracklayer.class", SecretConfigProvider.class.getName());
  }

  @Test
  void withoutSecretPartNoProviderIsRegistered() {
    KafkaConfig kafka = new KafkaConfig("broker:9092", "t", Map.of("acks", "all"), null);
    assertThat(KafkaClientProperties.references(kafka, Secrets.ofThisProcess()))
        .containsOnly(Map.entry("bootstrap.servers", "broker:9092"), Map.entry("acks", "all"));
  }

  @Test
  void aSecretPartThatIsNotSetIsNamed() {
    KafkaConfig kafka =
        new KafkaConfig("broker:9092", "t", Map.of(), new SecretRef("KAFKA_PROPERTIES"));
    assertThatThrownBy(() -> KafkaClientProperties.references(kafka, Secrets.of(name -> null)))
        .hasMessageContaining("KAFKA_PROPERTIES");
  }

  @Test
  void aPropertyThatTheRunningProcessLacksIsNamedWithoutAnyValue() {
    SecretConfigProvider provider =
        new SecretConfigProvider(Secrets.of(name -> "ssl.key.password=canary"));
    assertThatThrownBy(() -> provider.get("KAFKA_PROPERTIES", Set.of("sasl.jaas.config")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sasl.jaas.config")
        .hasMessageContaining("KAFKA_PROPERTIES")
        .hasMessageNotContaining("canary");
  }

  @Test
  void recordsAreCompressedUnlessTheConfigurationSaysOtherwise() {
    Properties unsaid = KafkaClientProperties.references(kafka(Map.of()), Secrets.ofThisProcess());
    Properties said =
        KafkaClientProperties.references(
            kafka(Map.of("compression.type", "zstd")), Secrets.ofThisProcess());
    KafkaClientProperties.compress(unsaid);
    KafkaClientProperties.compress(said);

    assertThat(unsaid).containsEntry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    assertThat(said).containsEntry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
  }
}
