package io.tracklayer.e2e.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracklayer.contract.Topics;
import io.tracklayer.contract.config.Secrets;
import io.tracklayer.contract.config.TrackLayerConfig;
import io.tracklayer.contract.event.RawEvent;
import io.tracklayer.contract.identifier.Identifier;
import io.tracklayer.contract.identifier.NodeId;
import io.tracklayer.contract.json.Json;
import io.tracklayer.e2e.testing.Configs;
import io.tracklayer.e2e.testing.MiniFlink;
import io.tracklayer.e2e.testing.Topic;
import io.tracklayer.e2e.testing.Unchanged;
import io.tracklayer.job.TrackLayerJob;
import io.tracklayer.job.graph.JobOptions;
import io.tracklayer.job.graph.Stage;
import io.tracklayer.job.intake.draft.Draft;
import io.tracklayer.job.intake.draft.Sighting;
import io.tracklayer.job.topics.TopicCheck;
import io.tracklayer.job.topics.TopicPlan;
import io.tracklayer.testing.KafkaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;

/**
 * The first half of the job, on topics of its own. What became of the events is asked from outside:
 * an event with a single identifier comes out with the profile id of whoever has it. Not
 * thread-safe.
 */
final class IdentityRun implements AutoCloseable {

  private static final String IDENTITY_KEY = "an identity key of this test, longer than 32 bytes";
  private static final Duration DEADLINE = Duration.ofSeconds(90);
  private static final int PARTITIONS = 4;

  private final TrackLayerConfig config;
  private final Topics topics;
  private final Topic raw;
  private final Topic canonical;
  private final Topic deliveries;
  private final Topic identity;
  private final Topic loop;
  private final MiniFlink flink;
  private final Traffic traffic;
  private final PeopleOracle oracle = new PeopleOracle();
  private final Map<NodeId, Identifier> identifiers = new LinkedHashMap<>();
  private final Map<NodeId, String> personOfUserId = new HashMap<>();

  /** Message ids that must come out, and those that did, as an event or as a copy of one. */
  private final Set<String> expected = new HashSet<>();

  private final Set<String> seen = new HashSet<>();

  private final Map<String, Integer> timesOut = new HashMap<>();

  /** The last profile id that an event came out with. */
  private final Map<String, String> profileIds = new HashMap<>();

  /**
   * @param checkpointInterval long to take checkpoints by hand only
   */
  IdentityRun(KafkaProcess kafka, Path directory, String limits, Duration checkpointInterval)
      throws Exception {
    Files.createDirectories(directory);
    config = config(kafka, directory, limits);
    topics = config.kafka().topics();
    try (TopicCheck check = TopicCheck.connect(config.kafka(), Secrets.ofThisProcess())) {
      check.create(TopicPlan.of(config, PARTITIONS));
    }
    raw = new Topic(kafka.bootstrapServers(), topics.raw());
    canonical = new Topic(kafka.bootstrapServers(), topics.canonical());
    deliveries = new Topic(kafka.bootstrapServers(), topics.deliveries());
    identity = new Topic(kafka.bootstrapServers(), topics.identity());
    loop = new Topic(kafka.bootstrapServers(), topics.loop());
    traffic = new Traffic(config, IDENTITY_KEY);
    flink = MiniFlink.start(directory.resolve("flink"), checkpointInterval);
  }

  void start(int parallelism, String savepoint) throws Exception {
    flink.run(this::assemble, parallelism, savepoint);
  }

  private void assemble(StreamExecutionEnvironment environment) {
    TrackLayerJob.assemble(environment, config, new JobOptions(Set.of(Stage.RESOLVE), Set.of()));
  }

  void send(List<RawEvent> events) throws Exception {
    for (RawEvent event : events) {
      Draft draft = traffic.draft(event);
      oracle.see(draft);
      for (Sighting sighting : draft.identifiers()) {
        identifiers.put(sighting.node(), sighting.identifier());
        if (sighting.identifier().type().equals(Identifier.USER_ID)) {
          personOfUserId.put(sighting.node(), sighting.identifier().value().replaceAll("\\D", ""));
        }
      }
      if (!draft.carriesIdentityOnly()) {
        expected.add(draft.messageId());
      }
      raw.write(draft.anchor().hex().getBytes(UTF_8), event);
    }
    raw.flush();
  }

  /** Until the job is in the middle of what was sent. */
  void awaitSome() {
    int before = seen.size();
    Awaitility.await("some events come out")
        .atMost(DEADLINE)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              readOn();
              return seen.size() > before + 500;
            });
  }

  /** Until every event came out and nothing is on its way any more. */
  void awaitAll() {
    Awaitility.await("every event comes out")
        .atMost(DEADLINE)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              readOn();
              return seen.containsAll(expected);
            });
    awaitRest();
  }

  /** Until nothing comes out of the job any more, neither into the loop nor behind it. */
  void awaitRest() {
    Awaitility.await("the job is at rest")
        .atMost(DEADLINE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(400))
        .until(new Unchanged(loop, canonical));
  }

  MiniFlink flink() {
    return flink;
  }

  Traffic traffic() {
    return traffic;
  }

  PeopleOracle oracle() {
    return oracle;
  }

  Topic loop() {
    return loop;
  }

  /** Until so many records came out, without a look at them. */
  void awaitCount(int records) {
    Awaitility.await("so many events come out")
        .atMost(DEADLINE.multipliedBy(4))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> canonical.size() >= records);
  }

  /** How many profiles the events came out with. */
  int profiles() {
    readOn();
    return new HashSet<>(profileIds.values()).size();
  }

  /** How often each event came out, by message id. */
  Map<String, Integer> timesOut() {
    readOn();
    return Map.copyOf(timesOut);
  }

  private void readOn() {
    canonical.readOn(
        consumed -> {
          JsonNode event = parsed(consumed.value());
          String messageId = event.get("message_id").asText();
          seen.add(messageId);
          timesOut.merge(messageId, 1, Integer::sum);
          profileIds.put(messageId, event.path("profile_id").asText(null));
        });
    deliveries.readOn(consumed -> seen.add(parsed(consumed.value()).get("message_id").asText()));
  }

  /** Asks the job itself, with one event for each identifier. */
  Map<NodeId, String> profileIdsByProbe() throws Exception {
    Map<String, NodeId> asked = new HashMap<>();
    List<RawEvent> probes = new ArrayList<>();
    for (Map.Entry<NodeId, Identifier> identifier : Map.copyOf(identifiers).entrySet()) {
      RawEvent probe = traffic.received(probe(asked.size(), identifier.getValue()));
      asked.put(probe.messageId(), identifier.getKey());
      probes.add(probe);
    }
    send(probes);
    awaitAll();
    Map<NodeId, String> answers = new HashMap<>();
    asked.forEach((messageId, node) -> answers.put(node, profileIds.get(messageId)));
    return answers;
  }

  private static ObjectNode probe(int number, Identifier identifier) {
    ObjectNode event = Json.object();
    event.put("messageId", "probe-" + number).put("type", "identify");
    switch (identifier.type()) {
      case Identifier.USER_ID -> event.put("userId", identifier.value());
      case Identifier.ANONYMOUS_ID -> event.put("anonymousId", identifier.value());
      default -> event.putObject("traits").put(identifier.type(), identifier.value());
    }
    return event;
  }

  /** Names of one person, as an alias states them, count as one. */
  int mostOfOneProfile(String type, Map<NodeId, String> profiles) {
    Map<String, Set<String>> byProfile = new TreeMap<>();
    identifiers.forEach(
        (node, identifier) -> {
          if (identifier.type().equals(type)) {
            byProfile
                .computeIfAbsent(profiles.get(node), id -> new HashSet<>())
                .add(personOfUserId.getOrDefault(node, identifier.value()));
          }
        });
    return byProfile.values().stream().mapToInt(Set::size).max().orElse(0);
  }

  int conflicts() {
    Set<String> conflicts = new HashSet<>();
    identity.readOn(
        consumed -> {
          JsonNode change = parsed(consumed.value());
          if (change.get("change").asText().equals("conflict")) {
            conflicts.add(change.get("message_id").asText());
          }
        });
    return conflicts.size();
  }

  private static JsonNode parsed(byte[] value) {
    try {
      return Json.parse(value);
    } catch (IOException e) {
      throw new AssertionError("a record of ours is not JSON", e);
    }
  }

  private static TrackLayerConfig config(KafkaProcess kafka, Path directory, String limits)
      throws IOException {
    Path key = Files.writeString(directory.resolve("identity-key"), IDENTITY_KEY);
    String yaml =
        """
          kafka: {bootstrap_servers: "%s", topic_prefix: %s}
          endpoints:
            - url: https://inbound.example.com/rudderstack/events
              account: acct
              environment: production
              secret_ref: NONE_IS_ASKED_FOR
              filters: {include: []}
          identity: {key_ref: "file:%s", limits: %s}
          destinations: []
          """
            .formatted(kafka.bootstrapServers(), directory.getFileName(), key, limits);
    return Configs.read(yaml);
  }

  @Override
  public void close() throws Exception {
    flink.close();
    for (Topic topic : List.of(raw, canonical, deliveries, identity, loop)) {
      topic.close();
    }
  }
}
