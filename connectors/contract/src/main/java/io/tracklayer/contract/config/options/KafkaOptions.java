package io.tracklayer.contract.config.options;

import io.tracklayer.contract.config.ClientProperties;
import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options of {@code kafka}. */
public final class KafkaOptions {

  private static final List<String> SECRETS =
      List.of("password", "jaas", "secret", "ssl.keystore.key");

  private KafkaOptions() {}

  public static final Option<String> BOOTSTRAP_SERVERS =
      Option.withDefault(
          "bootstrap_servers",
          Types.text(
                  "text",
                  "host:port, several comma-separated: kafka-1:9092,kafka-2:9092",
                  "kafka-1:9092,kafka-2:9092",
                  "[^,/;]*[^,/;\\s]:[0-9]{1,5}\\s*(,[^,/;]*[^,/;\\s]:[0-9]{1,5}\\s*)*")
              .except("kafka-1:65536", text -> !BootstrapServers.areValid(text)),
          "localhost:9092",
          "Where to find the Kafka cluster: host:port, several comma-separated.");

  public static final Option<String> TOPIC_PREFIX =
      Option.withDefault(
          "topic_prefix",
          Types.text(
              "text",
              "at most 200 letters, digits, `.`, `_` and `-`",
              "tracklayer",
              "[A-Za-z0-9._-]{1,200}"),
          "tracklayer",
          "What the names of all topics begin with.");

  public static final Option<Map<String, String>> PROPERTIES =
      Option.withDefault(
          "properties",
          Types.mapOf(
              Types.text().refusing("ssl.key.password", KafkaOptions::secretInClear), Types.text()),
          "{}",
          "Further properties of the Kafka clients. Passwords and keys do not belong here.");

  private static Optional<String> secretInClear(String property) {
    return SECRETS.stream().anyMatch(property::contains)
        ? Optional.of("holds a secret in clear; move the line to where properties_ref points")
        : Optional.empty();
  }

  public static final Option<SecretRef> PROPERTIES_REF =
      Option.optional(
          "properties_ref",
          Types.secretRef(ClientProperties::flaw),
          "none",
          "Where further client properties with secrets are kept (SASL, TLS): lines of key=value.");

  static final ValueType<Settings> SECTION =
      Types.section(BOOTSTRAP_SERVERS, TOPIC_PREFIX, PROPERTIES, PROPERTIES_REF);
}
