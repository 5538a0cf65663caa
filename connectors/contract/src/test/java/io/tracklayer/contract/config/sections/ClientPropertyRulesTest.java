package io.tracklayer.contract.config.sections;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientPropertyRulesTest {

  private static Stream<ConfigKey> definedByKafka() {
    return Stream.of(
            ProducerConfig.configDef(), ConsumerConfig.configDef(), AdminClientConfig.configDef())
        .flatMap(client -> client.configKeys().values().stream())
        .filter(key -> !key.internalConfig);
  }

  @Test
  void everyPropertyOfKafkaIsTakenWithItsDefaultOrRefusedWithAReason() {
    definedByKafka()
        .forEach(
            key -> {
              if (ClientPropertyRules.ownNames().contains(key.name)) {
                assertThat(ClientPropertyRules.flawOfName(key.name))
                    .as(key.name)
                    .hasValueSatisfying(flaw -> assertThat(flaw).containsPattern("leave|write"));
              } else {
                assertThat(ClientPropertyRules.flawOfName(key.name)).as(key.name).isEmpty();
                if (key.hasDefault() && key.defaultValue != null) {
                  String value = ConfigDef.convertToString(key.defaultValue, key.type);
                  assertThat(ClientPropertyRules.flaws(Map.of(key.name, value), false))
                      .as(key.name)
                      .isEmpty();
                }
              }
            });
  }

  @Test
  void everyPropertyThatIsNoTextRefusesAWrongValue() {
    List<String> missed = new ArrayList<>();
    List<ConfigKey> typed =
        definedByKafka()
            .filter(key -> ClientPropertyRules.names().contains(key.name))
            .filter(key -> wrong(key) != null)
            .toList();
    for (ConfigKey key : typed) {
      String flaw = ClientPropertyRules.flaws(Map.of(key.name, wrong(key)), false).get(key.name);
      if (flaw == null || !flaw.contains("write ") || flaw.contains(wrong(key))) {
        missed.add(key.name + ": " + flaw);
      }
    }

    assertThat(missed).isEmpty();
    assertThat(typed).hasSizeGreaterThan(100);
  }

  /** Null where any text is valid. */
  private static String wrong(ConfigKey key) {
    return switch (key.type) {
      case BOOLEAN -> "maybe";
      case SHORT, INT, LONG, DOUBLE -> "many";
      case CLASS -> "org.apache.kafka.NoSuchThing";
      case LIST, PASSWORD -> null;
      case STRING ->
          key.validator != null && key.validator.toString().contains("[") ? "hunter2" : null;
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "security.protocol | SSLX | write one of SASL_SSL, PLAINTEXT, SSL, SASL_PLAINTEXT",
        "batch.size | -1 | write a whole number of at least 0",
        "compression.gzip.level | 12 | write a whole number from 1 to 9 or -1",
        "linger.ms | 5000 | write a whole number up to 1000, since senders wait that long",
        "interceptor.classes | a b | write full names of classes, separated by commas",
        "ssl.endpoint.identification.algorithm | none | write https",
        "enable.metrics.push | yes | write true or false",
        "sasl.mechanism | SCRAM-SHA256 | write one of PLAIN, SCRAM-SHA-256",
        "sasl.mechanism | PLAIN | has no effect; write security.protocol: SASL_SSL beside it",
        "ssl.truststore.location | /etc/ca.pem | has no effect; write security.protocol: SSL"
      })
  void aWrongValueIsToldWhatToWriteInstead(String name, String value, String message) {
    Map<String, String> properties =
        message.contains("SCRAM")
            ? Map.of(name, value, "security.protocol", "SASL_SSL")
            : Map.of(name, value);

    assertThat(ClientPropertyRules.flaws(properties, true).get(name)).contains(message);
  }

  @ParameterizedTest
  @CsvSource({
    "security.protcol, did you mean security.protocol?",
    "security_protocol, did you mean security.protocol?",
    "sasl.mechanisms, did you mean sasl.mechanism?",
    "min.insync.replicas, leave it out",
    "group.id, kafka.topic_prefix",
    "acks, all in-sync replicas",
    "bootstrap.servers, write kafka.bootstrap_servers"
  })
  void aWrongNameIsToldWhatToDo(String name, String message) {
    assertThat(ClientPropertyRules.flawOfName(name))
        .hasValueSatisfying(flaw -> assertThat(flaw).contains(message));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "security.protocol=SASL_SSL\nsasl.mechanism=PLAIN\nsasl.jaas.config=a b required;",
        "config.providers=env\nconfig.providers.env.class=org.example.Env\nbatch.size=${env:SIZE}",
        "metrics.jmx.include=kafka.producer.*",
        ""
      })
  void linesOfPropertiesThatWillDoAreTaken(String lines) {
    assertThat(ClientPropertyRules.flawOfLines(lines)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "acks=0 | sets acks: a record counts as stored",
        "security.protocol=hunter2 | sets security.protocol: will not do; write one of",
        "hunter2 | has a name that is not a property of Kafka's clients",
        "sasl.jaas.confg=hunter2 | did you mean sasl.jaas.config?"
      })
  void whatIsWrongWithLinesIsToldWithoutRepeatingThem(String lines, String message) {
    assertThat(ClientPropertyRules.flawOfLines(lines))
        .hasValueSatisfying(flaw -> assertThat(flaw).contains(message).doesNotContain("hunter2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ssl.key.password",
        "sasl.jaas.config",
        "ssl.keystore.key",
        "sasl.oauthbearer.client.credentials.client.secret",
        "sasl.oauthbearer.assertion.private.key.passphrase"
      })
  void aSecretIsToldFromWhatMayBeShown(String name) {
    assertThat(ClientPropertyRules.isSecret(name)).isTrue();
    assertThat(ClientPropertyRules.isSecret("ssl.truststore.certificates")).isFalse();
    assertThat(ClientPropertyRules.isSecret("security.protocol")).isFalse();
  }
}
