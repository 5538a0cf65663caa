package io.tracklayer.contract.config.sections;

import io.tracklayer.contract.config.ClientProperties;
import io.tracklayer.contract.config.options.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;

/**
 * The Kafka client properties that an operator may set: all that Kafka defines for its producer,
 * consumer and admin client, except those that TrackLayer's guarantees rest on.
 *
 * <p>No message repeats a value, which may be a secret, or a name unknown to Kafka.
 */
public final class ClientPropertyRules {

  private static final Map<String, List<ConfigKey>> DEFINED =
      Stream.of(
              ProducerConfig.configDef(), ConsumerConfig.configDef(), AdminClientConfig.configDef())
          .flatMap(client -> client.configKeys().values().stream())
          .filter(key -> !key.internalConfig)
          .collect(Collectors.groupingBy(key -> key.name, TreeMap::new, Collectors.toList()));

  /** Properties that Kafka's configuration providers and JMX reporter read but do not define. */
  private static final Pattern UNDEFINED =
      Pattern.compile(
          "config\\.providers\\.[^.]+\\.(class|param\\..+)|metrics\\.jmx\\.(in|ex)clude");

  private static final Set<String> CERTIFICATES =
      Set.of("ssl.keystore.certificate.chain", "ssl.truststore.certificates");

  private static final List<String> SECRET_WORDS =
      List.of("password", "passphrase", "jaas", "secret", "ssl.keystore.key");

  private static final Set<String> CLASS_LISTS = Set.of("interceptor.classes", "metric.reporters");

  private static final List<String> MECHANISMS =
      List.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "OAUTHBEARER", "GSSAPI");

  private static final Map<String, String> OWN = own();

  /** Upper limits below Kafka's own, for delays during which the receiver's senders wait. */
  private static final Map<String, Long> AT_MOST = Map.of(ProducerConfig.LINGER_MS_CONFIG, 1000L);

  /** A placeholder that a configuration provider replaces by the value. */
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}:]+:[^}]*}");

  private static final Pattern CLASS_NAME =
      Pattern.compile("[A-Za-z_$][\\w$]*(\\.[A-Za-z_$][\\w$]*)*");

  private static final Pattern RANGE =
      Pattern.compile("\\[(-?[\\d.]+),\\.\\.\\.(?:,(-?[\\d.]+))?](.*)");

  private ClientPropertyRules() {}

  private static Map<String, String> own() {
    Map<String, String> reasons = new TreeMap<>();
    reasons.put("bootstrap.servers", "write kafka.bootstrap_servers instead");
    reasons.put("bootstrap.controllers", "write kafka.bootstrap_servers instead");
    reasons.put(
        "group.id",
        "TrackLayer derives it from kafka.topic_prefix; leave it out, and give each installation"
            + " a prefix of its own");
    reasons.put(
        "auto.offset.reset",
        "each destination's delivery.start says where reading begins; leave it out");
    put(
        reasons,
        "read positions are kept in Flink's checkpoints, not in Kafka's consumer groups; leave it"
            + " out",
        "auto.commit.interval.ms",
        "enable.auto.commit",
        "exclude.internal.topics",
        "group.instance.id",
        "group.protocol",
        "group.remote.assignor",
        "heartbeat.interval.ms",
        "max.poll.interval.ms",
        "partition.assignment.strategy",
        "session.timeout.ms",
        "share.acknowledgement.mode",
        "share.acquire.mode");
    put(
        reasons,
        "topics are created by `topics --create`, with the retention they need; leave it out",
        "allow.auto.create.topics");
    put(
        reasons,
        "TrackLayer writes no transactions; leave it out",
        "isolation.level",
        "transaction.timeout.ms",
        "transaction.two.phase.commit.enable",
        "transactional.id");
    put(
        reasons,
        "a record counts as stored once all in-sync replicas have it, which TrackLayer sets itself;"
            + " leave it out",
        "acks",
        "enable.idempotence",
        "max.in.flight.requests.per.connection",
        "retries");
    put(
        reasons,
        "TrackLayer sets it itself, since its own time limits depend on it; leave it out",
        "default.api.timeout.ms",
        "delivery.timeout.ms",
        "max.block.ms",
        "metadata.max.idle.ms",
        "request.timeout.ms");
    put(
        reasons,
        "TrackLayer sets it itself, from the size of what it writes; leave it out, and raise the"
            + " endpoint's limits.max_body for larger bodies",
        "buffer.memory",
        "max.request.size");
    put(
        reasons,
        "TrackLayer partitions records by key and writes its own format; leave it out",
        "key.deserializer",
        "key.serializer",
        "partitioner.class",
        "partitioner.ignore.keys",
        "value.deserializer",
        "value.serializer");
    put(reasons, "TrackLayer names its clients itself; leave it out", "client.id");
    return reasons;
  }

  private static void put(Map<String, String> reasons, String reason, String... names) {
    Stream.of(names).forEach(name -> reasons.put(name, reason));
  }

  /** The properties that may be set, except those whose names the operator makes up. */
  public static Set<String> names() {
    Set<String> names = new TreeSet<>(DEFINED.keySet());
    names.removeAll(OWN.keySet());
    return names;
  }

  /** The properties that only TrackLayer sets. */
  public static Set<String> ownNames() {
    return OWN.keySet();
  }

  /** Whether the value of this property is a secret, and so does not belong in a shared file. */
  public static boolean isSecret(String name) {
    return !CERTIFICATES.contains(name)
        && (SECRET_WORDS.stream().anyMatch(name::contains)
            || DEFINED.getOrDefault(name, List.of()).stream()
                .anyMatch(key -> key.type == ConfigDef.Type.PASSWORD));
  }

  /** What is wrong with a name, and what to do; empty when an operator may set it. */
  static Optional<String> flawOfName(String name) {
    if (OWN.containsKey(name)) {
      return Optional.of(OWN.get(name));
    }
    if (DEFINED.containsKey(name) || UNDEFINED.matcher(name).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        "is not a property of Kafka's clients; "
            + Suggestions.nearest(name, names())
                .map(nearest -> "did you mean " + nearest + "?")
                .orElse("leave it out, or write one from Kafka's documentation"));
  }

  /**
   * What is wrong with properties that may be set.
   *
   * @param areAll whether these are all the properties, with none added elsewhere
   * @return for each wrong property, what to write instead
   */
  public static Map<String, String> flaws(Map<String, String> properties, boolean areAll) {
    boolean hasProviders = properties.containsKey(AbstractConfig.CONFIG_PROVIDERS_CONFIG);
    Map<String, String> flaws = new TreeMap<>();
    properties.forEach(
        (name, value) -> {
          if (!hasProviders || !PLACEHOLDER.matcher(value).find()) {
            flawOfValue(name, value).ifPresent(flaw -> flaws.put(name, flaw));
          }
        });
    if (areAll && !flaws.containsKey(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG)) {
      String protocol =
          properties
              .getOrDefault(
                  CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                  CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL)
              .toUpperCase(Locale.ROOT);
      for (String name : properties.keySet()) {
        withoutEffect(name, protocol).ifPresent(flaw -> flaws.putIfAbsent(name, flaw));
      }
      unknownMechanism(properties)
          .ifPresent(flaw -> flaws.putIfAbsent(SaslConfigs.SASL_MECHANISM, flaw));
    }
    return flaws;
  }

  private static Optional<String> withoutEffect(String name, String protocol) {
    if (name.startsWith("sasl.") && !protocol.startsWith("SASL_")) {
      return Optional.of("has no effect; write security.protocol: SASL_SSL beside it");
    }
    return name.startsWith("ssl.") && !protocol.endsWith("SSL")
        ? Optional.of(
            "has no effect; write security.protocol: SSL beside it, or SASL_SSL with a password")
        : Optional.empty();
  }

  /** Any other mechanism needs a callback handler of its own. */
  private static Optional<String> unknownMechanism(Map<String, String> properties) {
    return Optional.ofNullable(properties.get(SaslConfigs.SASL_MECHANISM))
        .filter(mechanism -> !MECHANISMS.contains(mechanism))
        .filter(
            mechanism -> !properties.containsKey(SaslConfigs.SASL_CLIENT_CALLBACK_HANDLER_CLASS))
        .map(mechanism -> "will not do; write one of " + String.join(", ", MECHANISMS));
  }

  /** What is wrong with the properties in the lines of a file; empty when nothing is. */
  static Optional<String> flawOfLines(String lines) {
    return ClientProperties.flaw(lines)
        .or(
            () -> {
              Map<String, String> properties = new TreeMap<>();
              ClientProperties.parse(lines)
                  .forEach((name, value) -> properties.put((String) name, (String) value));
              return flawOfAll(properties);
            });
  }

  private static Optional<String> flawOfAll(Map<String, String> properties) {
    List<String> found = new ArrayList<>();
    Map<String, String> wrong = flaws(properties, false);
    for (String name : properties.keySet()) {
      boolean isKnown = DEFINED.containsKey(name);
      flawOfName(name)
          .or(() -> Optional.ofNullable(wrong.get(name)))
          // In a file that is not a list of properties, the secret itself stands where a name
          // should be.
          .map(flaw -> isKnown ? "sets " + name + ": " + flaw : "has a name that " + flaw)
          .ifPresent(found::add);
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(String.join("; it ", found));
  }

  private static Optional<String> flawOfValue(String name, String value) {
    return DEFINED.getOrDefault(name, List.of()).stream()
        .filter(key -> !takes(key, value))
        .findFirst()
        .map(key -> "will not do; write " + expected(key));
  }

  private static boolean takes(ConfigKey key, String value) {
    if (key.type == ConfigDef.Type.CLASS) {
      return isClass(value);
    }
    if (CLASS_LISTS.contains(key.name)) {
      return value.isEmpty()
          || Stream.of(value.split(",", -1))
              .map(String::strip)
              .allMatch(ClientPropertyRules::isClass);
    }
    if (key.name.equals(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG)) {
      return value.isEmpty()
          || value.equals(SslConfigs.DEFAULT_SSL_ENDPOINT_IDENTIFICATION_ALGORITHM);
    }
    try {
      Object parsed = ConfigDef.parseType(key.name, value, key.type);
      if (key.validator != null) {
        key.validator.ensureValid(key.name, parsed);
      }
      return !(parsed instanceof Number number)
          || number.longValue() <= AT_MOST.getOrDefault(key.name, Long.MAX_VALUE);
    } catch (ConfigException e) {
      return false;
    }
  }

  /** A class of Kafka's own must exist here; any other may be on another process's class path. */
  private static boolean isClass(String name) {
    if (!CLASS_NAME.matcher(name).matches()) {
      return false;
    }
    if (!name.startsWith("org.apache.kafka.")) {
      return true;
    }
    try {
      Class.forName(name, false, ClientPropertyRules.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static String expected(ConfigKey key) {
    Long most = AT_MOST.get(key.name);
    if (most != null) {
      return typeName(key.type) + " up to " + most + ", since senders wait that long";
    }
    if (CLASS_LISTS.contains(key.name)) {
      return "full names of classes, separated by commas";
    }
    if (key.name.equals(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG)) {
      return SslConfigs.DEFAULT_SSL_ENDPOINT_IDENTIFICATION_ALGORITHM;
    }
    String rule = key.validator == null ? "" : key.validator.toString();
    Matcher range = RANGE.matcher(rule);
    if (range.matches()) {
      String end = range.group(2);
      return typeName(key.type)
          + (end == null
              ? " of at least " + range.group(1)
              : " from " + range.group(1) + " to " + end)
          + range.group(3);
    }
    int choices = rule.indexOf('[');
    return choices >= 0 && rule.endsWith("]")
        ? "one of " + rule.substring(choices + 1, rule.length() - 1)
        : typeName(key.type);
  }

  private static String typeName(ConfigDef.Type type) {
    return switch (type) {
      case BOOLEAN -> "true or false";
      case SHORT, INT, LONG -> "a whole number";
      case DOUBLE -> "a number";
      case LIST -> "values separated by commas, each once";
      case STRING, PASSWORD -> "some text";
      case CLASS -> "the full name of a class";
    };
  }
}
