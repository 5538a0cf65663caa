package io.tracklayer.contract.config.sections;

import io.tracklayer.contract.config.SecretRef;
import io.tracklayer.contract.config.Settings;
import io.tracklayer.contract.config.options.Option;
import io.tracklayer.contract.config.options.Types;
import io.tracklayer.contract.config.options.ValueType;
import java.util.Map;
import java.util.Optional;

/** The options of {@code kafka}. */
public final class KafkaOptions {

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
              "at most 200 letters, digits, `.`, `_` and `-`, and no full stop at its start or end",
              "tracklayer",
              "[A-Za-z0-9_-]([A-Za-z0-9._-]{0,198}[A-Za-z0-9_-])?"),
          "tracklayer",
          "The beginning of every topic name.");

  public static final Option<Map<String, String>> PROPERTIES =
      Option.withDefault(
          "properties",
          Types.mapOf(
              Types.text(
                      "text",
                      "the name of a property of Kafka's clients, such as security.protocol",
                      "client.rack",
                      "[A-Za-z0-9._-]{1,200}")
                  .refusing("no.such.property", ClientPropertyRules::flawOfName)
                  .refusing("acks", ClientPropertyRules::flawOfName)
                  .refusing("ssl.key.password", KafkaOptions::secretInClear),
              Types.text()),
          "{}",
          "Further Kafka client properties, under Kafka's own names: connections (TLS, SASL),"
              + " batches, buffers. Properties that TrackLayer's guarantees rest on (acks,"
              + " group.id, time limits) are refused, and so are passwords, which belong where"
              + " properties_ref points.");

  private static Optional<String> secretInClear(String property) {
    return ClientPropertyRules.isSecret(property)
        ? Optional.of("holds a secret in clear; move the line to where properties_ref points")
        : Optional.empty();
  }

  public static final Option<SecretRef> PROPERTIES_REF =
      Option.optional(
          "properties_ref",
          Types.secretRef(ClientPropertyRules::flawOfLines),
          "none",
          "Where client properties with secrets (SASL, TLS) are kept, as lines of key=value.");

  static final ValueType<Settings> SECTION =
      Types.section(BOOTSTRAP_SERVERS, TOPIC_PREFIX, PROPERTIES, PROPERTIES_REF);
}
